package dev.faultline.ui;

import dev.faultline.capture.CaptureInfo;
import dev.faultline.source.Playback;

/// A recording that is open, with the keys to play it.
public non-sealed interface RecordedSession extends Session {
    CaptureInfo info();

    Playback playback();

    @Override
    default String title() {
        return info().title();
    }
}
