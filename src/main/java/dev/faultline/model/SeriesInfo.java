package dev.faultline.model;

/// A series with what its values mean.
public record SeriesInfo(SeriesId id, Unit unit, Signal signal) {
    public ServiceId service() {
        return id.service();
    }
}
