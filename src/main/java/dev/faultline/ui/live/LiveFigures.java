package dev.faultline.ui.live;

/// What the status bar says of a running system's source; empty texts are not shown.
///
/// @param encrypted whether nobody on the way can read along
/// @param connected whether records can be read now
record LiveFigures(
        boolean encrypted,
        boolean connected,
        String connection,
        String lag,
        String worst,
        String topics,
        String oldest,
        String oldestWho,
        String stale,
        String rejected,
        String unassigned,
        String masked,
        String unread,
        String logs) {
    /// No running system is open.
    static final LiveFigures NONE =
            new LiveFigures(false, false, "", "", "", "", "", "", "", "", "", "", "", "");
}
