package dev.faultline.source.kafka;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What the doctor found in one place on the way to the records: a sentence, and what to do.
///
/// One record a cause, with its words beside it: longer than 300 lines so that both are read
/// together. assets/docs/live.md has all of them in a table.
public sealed interface Finding {
    /// What was found.
    String sentence();

    /// What to do about it; empty where nothing needs to be done.
    String advice();

    /// How bad it is.
    default Weight weight() {
        return Weight.FAILED;
    }

    /// Whether it may pass without anybody doing anything about settings or rights.
    default boolean passes() {
        return false;
    }

    /// How bad something is.
    enum Weight {
        FINE,
        /// Records can be read, yet perhaps not what one wants.
        ODD,
        /// No record can be read this way.
        FAILED
    }

    /// All is well here.
    record Fine(String sentence) implements Finding {
        @Override
        public String advice() {
            return "";
        }

        @Override
        public Weight weight() {
            return Weight.FINE;
        }
    }

    /// Something that a person should know.
    record Odd(String sentence, String advice) implements Finding {
        @Override
        public Weight weight() {
            return Weight.ODD;
        }
    }

    /// Kafka's client does not take the properties.
    ///
    /// @param detail its words
    record SettingsRefused(String detail) implements Finding {
        @Override
        public String sentence() {
            return "Kafka's client refuses the settings: " + detail;
        }

        @Override
        public String advice() {
            return "Mend the file that --kafka-config names.";
        }
    }

    /// There is no such machine.
    record HostUnknown(String host) implements Finding {
        @Override
        public String sentence() {
            return "No machine of the name " + host + " is known here.";
        }

        @Override
        public String advice() {
            return "Check the spelling, and whether the VPN or the name server that knows it is"
                    + " reached.";
        }

        @Override
        public boolean passes() {
            return true;
        }
    }

    /// The machine is there and nobody listens.
    record PortClosed(Address at) implements Finding {
        @Override
        public String sentence() {
            return "Nobody listens at " + at + " (connection refused).";
        }

        @Override
        public String advice() {
            return "Check the port, and whether the broker runs: 'ss -ltn' on its machine.";
        }

        @Override
        public boolean passes() {
            return true;
        }
    }

    /// Nothing comes back from there.
    record Unreachable(Address at, Duration waited) implements Finding {
        @Override
        public String sentence() {
            return "%s did not answer within %d s.".formatted(at, waited.toSeconds());
        }

        @Override
        public String advice() {
            return "A firewall or a missing route swallows the packets: check the VPN, or ask"
                    + " whoever runs the network.";
        }

        @Override
        public boolean passes() {
            return true;
        }
    }

    /// The connection is taken, and then there is silence.
    record Mute(Address at, Duration waited) implements Finding {
        @Override
        public String sentence() {
            return "%s takes the connection and says nothing for %d s."
                    .formatted(at, waited.toSeconds());
        }

        @Override
        public String advice() {
            return "The broker hangs or is stopped, or something between swallows what it says:"
                    + " look at the broker's log.";
        }

        @Override
        public boolean passes() {
            return true;
        }
    }

    /// The connection is taken and closed at once.
    record HungUp(Address at) implements Finding {
        @Override
        public String sentence() {
            return at + " takes the connection and closes it at once, with and without TLS.";
        }

        @Override
        public String advice() {
            return "The broker is starting or stopping, or a proxy stands before a broker that is"
                    + " down: look at the broker's log.";
        }

        @Override
        public boolean passes() {
            return true;
        }
    }

    /// Somebody else lives there.
    ///
    /// @param who what it looks like
    record NotKafka(Address at, String who) implements Finding {
        @Override
        public String sentence() {
            return "At " + at + " answers " + who + ", not Kafka.";
        }

        @Override
        public String advice() {
            return "Check the port: brokers usually listen at 9092, with TLS at 9093.";
        }
    }

    /// We speak plain text to a port of TLS.
    record TlsWanted(Address at) implements Finding {
        @Override
        public String sentence() {
            return at + " speaks TLS, and the settings say plain text.";
        }

        @Override
        public String advice() {
            return "Set security.protocol=SSL (SASL_SSL with a login) in the file that"
                    + " --kafka-config names.";
        }
    }

    /// We speak TLS to a port of plain text.
    record TlsUnknown(Address at) implements Finding {
        @Override
        public String sentence() {
            return at + " speaks plain text, and the settings say TLS.";
        }

        @Override
        public String advice() {
            return "Use the port of its TLS listener; security.protocol=PLAINTEXT (SASL_PLAINTEXT"
                    + " with a login) would send everything in the clear.";
        }
    }

    /// A login is wanted and the settings have none.
    ///
    /// @param offered mechanisms
    record LoginWanted(Address at, boolean tls, List<String> offered) implements Finding {
        public LoginWanted {
            offered = List.copyOf(offered);
        }

        @Override
        public String sentence() {
            return "%s wants a login (SASL), and the settings have none.".formatted(at);
        }

        @Override
        public String advice() {
            return "Set security.protocol=%s, sasl.mechanism (offered: %s) and sasl.jaas.config."
                    .formatted(tls ? "SASL_SSL" : "SASL_PLAINTEXT", String.join(", ", offered));
        }
    }

    /// The settings have a login and none is wanted.
    record LoginUnknown(Address at, boolean tls) implements Finding {
        @Override
        public String sentence() {
            return "%s takes no login (SASL), and the settings have one.".formatted(at);
        }

        @Override
        public String advice() {
            return "Set security.protocol=%s, or use the port of the listener with logins."
                    .formatted(tls ? "SSL" : "PLAINTEXT");
        }
    }

    /// The way to log in is not one of the broker's.
    record MechanismUnknown(Address at, String wanted, List<String> offered) implements Finding {
        public MechanismUnknown {
            offered = List.copyOf(offered);
        }

        @Override
        public String sentence() {
            return "%s does not offer the login mechanism %s.".formatted(at, wanted);
        }

        @Override
        public String advice() {
            return "Set sasl.mechanism to one that it offers: " + String.join(", ", offered) + ".";
        }
    }

    /// Nobody whom we trust vouches for the broker.
    ///
    /// @param issuer who does
    record AuthorityUnknown(Address at, String issuer) implements Finding {
        @Override
        public String sentence() {
            return "The certificate of %s is vouched for by '%s', whom the settings do not trust."
                    .formatted(at, issuer);
        }

        @Override
        public String advice() {
            return "Set ssl.truststore.location to the certificate of that authority"
                    + " (ssl.truststore.type=PEM for a .pem file).";
        }
    }

    /// The broker's certificate is of the past, or of the future.
    record CertificateOutOfDate(Address at, Instant from, Instant until) implements Finding {
        @Override
        public String sentence() {
            DateTimeFormatter day =
                    DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);
            return "The certificate of %s holds from %s to %s, not today."
                    .formatted(at, day.format(from), day.format(until));
        }

        @Override
        public String advice() {
            return "Whoever runs the broker must renew it; check this machine's clock too.";
        }
    }

    /// The broker's certificate is somebody else's.
    ///
    /// @param names whose it is
    record CertificateMisnamed(Address at, List<String> names) implements Finding {
        public CertificateMisnamed {
            names = List.copyOf(names);
        }

        @Override
        public String sentence() {
            return "The certificate of %s is made out for %s."
                    .formatted(at, names.isEmpty() ? "no name" : String.join(", ", names));
        }

        @Override
        public String advice() {
            return "Connect by one of these names, or have the certificate made out for this one.";
        }
    }

    /// We have to show who we are.
    record CertificateWanted(Address at) implements Finding {
        @Override
        public String sentence() {
            return at + " wants a certificate of the client that it trusts.";
        }

        @Override
        public String advice() {
            return "Set ssl.keystore.location, ssl.keystore.password and, if need be,"
                    + " ssl.keystore.type to one that its authority signed.";
        }
    }

    /// TLS fails for another reason.
    record TlsFailed(Address at, String detail) implements Finding {
        @Override
        public String sentence() {
            return "No TLS connection with %s comes about: %s".formatted(at, detail);
        }

        @Override
        public String advice() {
            return "Compare ssl.enabled.protocols and ssl.cipher.suites with the broker's.";
        }
    }

    /// User or password are wrong.
    record LoginRefused(Address at, String mechanism) implements Finding {
        @Override
        public String sentence() {
            return "%s refuses the user or the password (%s).".formatted(at, mechanism);
        }

        @Override
        public String advice() {
            return "Check sasl.jaas.config, and the variable or file that its password comes"
                    + " from.";
        }
    }

    /// The brokers call themselves by addresses that lead nowhere from here.
    ///
    /// @param at where we came in
    /// @param advertised where it sends us
    /// @param why what is wrong there
    record AdvertisedUnreachable(Address at, Address advertised, String why) implements Finding {
        @Override
        public String sentence() {
            return "%s answers, and sends its clients on to %s, which is not reached from here (%s)."
                    .formatted(at, advertised, why);
        }

        @Override
        public String advice() {
            return "The broker's advertised.listeners must hold an address that works from here;"
                    + " or make that name known here.";
        }

        @Override
        public boolean passes() {
            return true;
        }
    }

    /// There is no such topic.
    ///
    /// @param others some that there are
    record TopicMissing(String topic, List<String> others) implements Finding {
        public TopicMissing {
            others = List.copyOf(others);
        }

        @Override
        public String sentence() {
            return "There is no topic " + topic + ".";
        }

        @Override
        public String advice() {
            return others.isEmpty()
                    ? "This user sees no topic at all: check the name, and its rights."
                    : "There are: " + String.join(", ", others) + ".";
        }

        @Override
        public boolean passes() {
            return true;
        }
    }

    /// No topic is of that form.
    ///
    /// @param seen how many topics there are
    record NothingMatches(String pattern, int seen) implements Finding {
        @Override
        public String sentence() {
            return "None of the %d topics that this user sees matches '%s'."
                    .formatted(seen, pattern);
        }

        @Override
        public String advice() {
            return "The whole name has to match: 'metrics.*', not 'metrics'.";
        }

        @Override
        public boolean passes() {
            return true;
        }
    }

    /// The topic may not be read.
    record TopicForbidden(String topic) implements Finding {
        @Override
        public String sentence() {
            return "This user may not read the topic " + topic + ".";
        }

        @Override
        public String advice() {
            return "Ask for READ and DESCRIBE on it: kafka-acls --add --allow-principal User:NAME"
                    + " --operation Read --topic "
                    + topic
                    + ".";
        }
    }

    /// The group may not be joined.
    record GroupForbidden(String group) implements Finding {
        @Override
        public String sentence() {
            return "This user may not join the group " + group + ".";
        }

        @Override
        public String advice() {
            return "Ask for READ on it, or leave --group out: then no group is needed.";
        }
    }

    /// There is nothing to read.
    ///
    /// @param written how many records there have ever been
    /// @param retention how long the topic keeps them; empty where we may not know
    record TopicEmpty(String topic, long written, Optional<Duration> retention) implements Finding {
        @Override
        public String sentence() {
            return written == 0
                    ? "The topic %s is empty: nothing was ever written to it.".formatted(topic)
                    : "The topic %s is empty: all %,d records that were written to it are deleted%s."
                            .formatted(
                                    topic,
                                    written,
                                    retention
                                            .map(kept -> ", they are kept for " + words(kept))
                                            .orElse(""));
        }

        @Override
        public String advice() {
            return "Look at what should write to it: its broker address, its topic, its log.";
        }

        @Override
        public boolean passes() {
            return true;
        }
    }

    /// The records are there and do not come.
    record NothingComes(String topic, Duration waited) implements Finding {
        @Override
        public String sentence() {
            return "The topic %s has records, and none came within %d s."
                    .formatted(topic, waited.toSeconds());
        }

        @Override
        public String advice() {
            return "The leader of its partitions is down or slow: kafka-topics --describe --topic "
                    + topic
                    + ".";
        }

        @Override
        public boolean passes() {
            return true;
        }
    }

    /// Something that has no record of its own here.
    ///
    /// @param detail in the client's words
    record Unexplained(String detail, boolean passes) implements Finding {
        @Override
        public String sentence() {
            return "Kafka's client says: " + detail;
        }

        @Override
        public String advice() {
            return "The broker's log of this minute says more.";
        }
    }

    /// A span of time as people say it.
    static String words(Duration span) {
        if (span.compareTo(Duration.ofDays(2)) >= 0) {
            return span.toDays() + " days";
        }
        if (span.compareTo(Duration.ofHours(2)) >= 0) {
            return span.toHours() + " hours";
        }
        return span.compareTo(Duration.ofMinutes(2)) >= 0
                ? span.toMinutes() + " minutes"
                : span.toSeconds() + " s";
    }
}
