package dev.faultline.model;

/// What a series says about its component: one of the four golden signals, or a resource.
public enum Signal {
    TRAFFIC,
    /// The share, or the number, of calls that failed on the server's account.
    ERRORS,
    /// Lines of its log that tell of trouble (WARN and worse), a second.
    LOG_ERRORS,
    /// The share of calls that were answered, the complement of [#ERRORS].
    AVAILABILITY,
    /// Calls refused on the client's account (4xx): seldom the component's own fault.
    CLIENT_ERRORS,
    LATENCY,
    /// Latency as the caller sees it, network included.
    CLIENT_LATENCY,
    SATURATION,
    CPU,
    MEMORY,
    DISK,
    CONNECTIONS,
    NETWORK,
    OTHER;

    /// Whether the series is about a resource of the component itself rather than about the calls
    /// it answers.
    public boolean isResource() {
        return switch (this) {
            case CPU, MEMORY, DISK, CONNECTIONS, NETWORK -> true;
            case TRAFFIC,
                    ERRORS,
                    LOG_ERRORS,
                    AVAILABILITY,
                    CLIENT_ERRORS,
                    LATENCY,
                    CLIENT_LATENCY,
                    SATURATION,
                    OTHER ->
                    false;
        };
    }
}
