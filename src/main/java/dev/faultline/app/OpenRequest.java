package dev.faultline.app;

import dev.faultline.settings.Settings;
import dev.faultline.ui.ConnectRequest;
import dev.faultline.ui.Insights;
import dev.faultline.ui.LiveSources;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/// What the window is asked to show.
///
/// @param capture what to open; empty for the welcome card or a running system
/// @param sources where running systems come from
/// @param live the running system to watch; empty for none
/// @param at where the playhead shall stand; empty for where the capture's maker wanted it
/// @param baseline a file that says what is normal; empty for none
/// @param tab which tab of the inspector is open
/// @param screenshot write the settled window there and exit; empty for a window to work in
/// @param width of the window, px
/// @param height of the window, px
record OpenRequest(
        Optional<Path> capture,
        LiveSources sources,
        Optional<ConnectRequest> live,
        Optional<Instant> at,
        Settings settings,
        Optional<Path> baseline,
        Insights.Topic tab,
        Optional<Path> screenshot,
        int width,
        int height) {
    /// A window of the usual size.
    static OpenRequest of(Optional<Path> capture, Settings settings) {
        return new OpenRequest(
                capture,
                KafkaSystems.here(settings),
                Optional.empty(),
                Optional.empty(),
                settings,
                Optional.empty(),
                Insights.Topic.WHY,
                Optional.empty(),
                1600,
                960);
    }
}
