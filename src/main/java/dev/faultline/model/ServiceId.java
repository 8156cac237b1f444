package dev.faultline.model;

/// The name of one component of the system: a service, but also a host, a zone, a queue or a third
/// party. Names are compared as they are spelled.
public record ServiceId(String value) implements Comparable<ServiceId> {
    public ServiceId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a component needs a name");
        }
    }

    @Override
    public int compareTo(ServiceId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
