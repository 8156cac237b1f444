package dev.faultline.demo.bank;

import static dev.faultline.demo.bank.Mending.Act.CLEAR_DISK;
import static dev.faultline.demo.bank.Mending.Act.FAIL_OVER;
import static dev.faultline.demo.bank.Mending.Act.RENEW_CERTIFICATE;
import static dev.faultline.demo.bank.Mending.Act.RESTART;
import static dev.faultline.demo.bank.Mending.Act.REVERT_CONFIGURATION;
import static dev.faultline.demo.bank.Mending.Act.ROLL_BACK;
import static dev.faultline.topology.ComponentKind.CACHE;
import static dev.faultline.topology.ComponentKind.CONSUMER;
import static dev.faultline.topology.ComponentKind.DATABASE;
import static dev.faultline.topology.ComponentKind.DNS;
import static dev.faultline.topology.ComponentKind.ENTRY;
import static dev.faultline.topology.ComponentKind.GATEWAY;
import static dev.faultline.topology.ComponentKind.HOST;
import static dev.faultline.topology.ComponentKind.SERVICE;
import static dev.faultline.topology.ComponentKind.THIRD_PARTY;
import static dev.faultline.topology.ComponentKind.ZONE_LINK;

import dev.faultline.topology.ComponentKind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What can go wrong in the bank: with which kinds of components, how fast it grows, and what takes
/// its cause away. What comes of it is left to the mechanics.
public enum FaultKind {
    DB_POOL_EXHAUSTED(
            "sessions that nobody ends hold the connections of a database",
            List.of(DATABASE),
            240,
            List.of(RESTART, FAIL_OVER)),
    SLOW_QUERY(
            "a database plans its most frequent query badly since its configuration was changed",
            List.of(DATABASE),
            0,
            List.of(REVERT_CONFIGURATION)),
    DB_LOCK(
            "a session holds a lock that most writes to a database wait for",
            List.of(DATABASE),
            0,
            List.of(RESTART, FAIL_OVER)),
    DISK_FULL(
            "the disk of a database runs full: it can't write any more",
            List.of(DATABASE),
            900,
            List.of(CLEAR_DISK, FAIL_OVER)),
    MEMORY_LEAK(
            "a release keeps memory until it collects garbage all the time, then dies and starts"
                    + " again",
            List.of(SERVICE, CONSUMER),
            1200,
            List.of(ROLL_BACK)),
    BAD_DEPLOY_ERRORS(
            "a release fails a share of its requests",
            List.of(SERVICE, GATEWAY),
            0,
            List.of(ROLL_BACK)),
    BAD_DEPLOY_SLOW(
            "a release computes several times longer", List.of(SERVICE), 0, List.of(ROLL_BACK)),
    BAD_CONFIG(
            "a change of configuration leaves a service hardly any workers",
            List.of(SERVICE),
            0,
            List.of(REVERT_CONFIGURATION)),
    RETRY_STORM(
            "a change of configuration makes a service give up early and try again many times",
            List.of(SERVICE),
            0,
            List.of(REVERT_CONFIGURATION)),
    CERT_EXPIRED(
            "the certificate of a service or third party is over: nobody talks to it any more",
            List.of(SERVICE, GATEWAY, THIRD_PARTY),
            120,
            List.of(RENEW_CERTIFICATE)),
    CACHE_FLUSH(
            "a cache is emptied and fills slowly: what it spares is asked instead",
            List.of(CACHE),
            0,
            List.of()),
    CONSUMER_STUCK(
            "a consumer hangs at one message: its queue grows",
            List.of(CONSUMER),
            0,
            List.of(RESTART)),
    HOST_CPU_HOG(
            "a process that nobody knows takes the processors of a host",
            List.of(HOST),
            30,
            List.of(RESTART, FAIL_OVER)),
    HOST_DOWN(
            "a host is gone, and all that it would have said",
            List.of(HOST),
            0,
            List.of(RESTART, FAIL_OVER)),
    ZONE_LINK_LOSS(
            "the link between the zones loses packets", List.of(ZONE_LINK), 0, List.of(FAIL_OVER)),
    THIRD_PARTY_SLOW("a third party answers late", List.of(THIRD_PARTY), 60, List.of(FAIL_OVER)),
    THIRD_PARTY_ERRORS(
            "a third party fails a share of its requests",
            List.of(THIRD_PARTY),
            0,
            List.of(FAIL_OVER)),
    DNS_TROUBLE("names are found late or not at all", List.of(DNS), 0, List.of(RESTART, FAIL_OVER)),
    TRAFFIC_SURGE(
            "several times as many requests as usual come in at an entrance",
            List.of(ENTRY),
            180,
            List.of());

    private final String line;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<ComponentKind> on;

    private final double ramp;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<Mending.Act> cures;

    FaultKind(String line, List<ComponentKind> on, double ramp, List<Mending.Act> cures) {
        this.line = line;
        this.on = on;
        this.ramp = ramp;
        this.cures = cures;
    }

    /// As written in commands: lower case, words joined by `-`.
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<FaultKind> of(String label) {
        return Arrays.stream(values()).filter(kind -> kind.label().equals(label)).findFirst();
    }

    /// What it is, for a list of all.
    public String line() {
        return line;
    }

    /// What it can happen to.
    public Set<ComponentKind> on() {
        return Set.copyOf(on);
    }

    /// What takes its cause away; other acts may ease it. Empty: it passes by itself.
    public Set<Mending.Act> cures() {
        return Set.copyOf(cures);
    }

    /// Seconds until it has its full strength.
    double ramp() {
        return ramp;
    }
}
