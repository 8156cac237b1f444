package dev.faultline.source.kafka;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;

/// Goes the way of the records step by step, from the name of the machine to the newest record, and
/// says in a sentence what stands in it. Kafka's client cannot: a wrong port, a wrong protocol, a
/// broker that is down and an address that leads nowhere all look to it like a topic without news.
public final class Doctor {
    /// How long each answer may take.
    static final Duration PATIENCE = Duration.ofSeconds(4);

    private static final Duration AWAY = Duration.ofSeconds(3);

    private final KafkaConnection connection;
    private final Consumer<Step> seen;
    private final List<Step> steps = new ArrayList<>();

    /// Whether no other server is left to try.
    private boolean last = true;

    private Optional<X509Certificate> certificate = Optional.empty();
    private boolean certificateWanted;

    private Doctor(KafkaConnection connection, Consumer<Step> seen) {
        this.connection = connection;
        this.seen = seen;
    }

    /// One step and what was found there.
    ///
    /// @param name what was looked at
    public record Step(String name, Finding finding, Duration took) {}

    /// Goes all the way, or as far as one gets. Takes seconds; not for the thread of a window.
    ///
    /// @param seen hears of each step when it is done, on the calling thread
    /// @return all steps; records can be read where none of them [Finding.Weight#FAILED]
    public static List<Step> examine(KafkaConnection connection, Consumer<Step> seen) {
        Doctor doctor = new Doctor(connection, seen);
        doctor.settings();
        Optional<Address> entrance = doctor.healthy() ? doctor.entrance() : Optional.empty();
        if (entrance.isPresent()) {
            doctor.steps.addAll(TopicCheck.examine(connection, entrance.get(), seen));
        }
        return List.copyOf(doctor.steps);
    }

    /// Whether records can be read, by what was found.
    public static boolean passed(List<Step> steps) {
        return steps.stream().allMatch(step -> step.finding().weight() != Finding.Weight.FAILED);
    }

    /// Why nobody answers: the first thing that stands in the way as far as the brokers; empty
    /// where one gets there.
    static Optional<Finding> obstacle(KafkaConnection connection) {
        Doctor doctor = new Doctor(connection, _ -> {});
        doctor.settings();
        if (doctor.healthy()) {
            doctor.entrance();
        }
        return doctor.steps.stream()
                .map(Step::finding)
                .filter(finding -> finding.weight() == Finding.Weight.FAILED)
                .findFirst();
    }

    private boolean healthy() {
        return passed(steps);
    }

    private void settings() {
        step(
                "settings",
                () -> {
                    try {
                        Map<String, Object> properties = connection.forConsumer();
                        ConsumerConfig known = new ConsumerConfig(properties);
                        List<String> unknown =
                                connection.propertyNames().stream()
                                        .filter(name -> !known.values().containsKey(name))
                                        .toList();
                        return unknown.isEmpty()
                                ? new Finding.Fine("The settings can be used: " + how() + ".")
                                : new Finding.Odd(
                                        "Kafka's consumer knows nothing of "
                                                + String.join(", ", unknown)
                                                + ".",
                                        "Check the spelling: what is unknown has no effect.");
                    } catch (KafkaException e) {
                        return ClientFailure.finding(
                                e, connection, connection.servers().getFirst(), Optional.empty());
                    }
                });
    }

    private String how() {
        return switch (connection.protocol()) {
            case "SSL" -> "TLS without a login";
            case "SASL_SSL" -> "TLS, login by " + connection.mechanism();
            case "SASL_PLAINTEXT" -> "plain text, login by " + connection.mechanism();
            default -> "plain text without a login";
        };
    }

    /// Tries the servers in turn. One that lets us in is enough: what is wrong with those before it
    /// is odd, with the last it is fatal.
    private Optional<Address> entrance() {
        for (Address at : connection.servers()) {
            last = at.equals(connection.servers().getLast());
            if (step("host " + at.host(), () -> host(at))
                    && step("port " + at.port(), () -> port(at))
                    && step("protocol", () -> protocol(at))
                    && step("login", () -> login(at))) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }

    private static Finding host(Address at) {
        // a name server that is away lets one wait for much longer than anybody does
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<InetAddress[]> asked = threads.submit(() -> InetAddress.getAllByName(at.host()));
            try {
                InetAddress[] found = asked.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
                return new Finding.Fine(at.host() + " is " + found[0].getHostAddress() + ".");
            } catch (ExecutionException | TimeoutException e) {
                return new Finding.HostUnknown(at.host());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new Finding.HostUnknown(at.host());
            } finally {
                threads.shutdownNow();
            }
        }
    }

    private static Finding port(Address at) {
        return away(at).map(why ->
                        why.isEmpty()
                                ? (Finding) new Finding.Unreachable(at, AWAY)
                                : new Finding.PortClosed(at))
                .orElseGet(() -> new Finding.Fine("Somebody listens at " + at + "."));
    }

    /// Why an address is not reached: empty where it is, an empty text for silence.
    private static Optional<String> away(Address at) {
        try (Socket socket = new Socket()) {
            InetSocketAddress resolved = new InetSocketAddress(at.host(), at.port());
            if (resolved.isUnresolved()) {
                return Optional.of("no machine of that name is known here");
            }
            socket.connect(resolved, (int) AWAY.toMillis());
            return Optional.empty();
        } catch (java.net.ConnectException e) {
            return Optional.of("connection refused");
        } catch (SocketTimeoutException | UnknownHostException e) {
            return Optional.of("");
        } catch (IOException e) {
            return Optional.of(""); // no route, network unreachable
        }
    }

    private Finding protocol(Address at) throws IOException {
        Greeting greeting = Greeting.of(at, PATIENCE);
        certificate = greeting.certificate();
        certificateWanted = greeting.certificateWanted();
        boolean login = connection.protocol().startsWith("SASL");
        Optional<Finding> silent =
                switch (greeting.kind()) {
                    case MUTE -> Optional.of(new Finding.Mute(at, PATIENCE));
                    case HUNG_UP -> Optional.of(new Finding.HungUp(at));
                    case SOMETHING_ELSE -> Optional.of(new Finding.NotKafka(at, greeting.detail()));
                    case KAFKA, KAFKA_BY_TLS, TLS -> Optional.empty();
                };
        if (silent.isPresent()) {
            return silent.get();
        }
        if (greeting.tls() != connection.encrypted()) {
            // TLS first: what is wanted behind it shows once it is spoken
            if (greeting.tls() || greeting.mechanisms().isEmpty() || login) {
                return greeting.tls() ? new Finding.TlsWanted(at) : new Finding.TlsUnknown(at);
            }
        }
        if (greeting.kind() == Greeting.Kind.TLS) {
            return greeting.certificateWanted()
                    ? new Finding.Fine(at + " speaks TLS and wants a certificate.")
                    : new Finding.TlsFailed(at, greeting.detail() + ".");
        }
        List<String> offered = greeting.mechanisms();
        if (!offered.isEmpty() && !login) {
            return new Finding.LoginWanted(at, greeting.tls(), offered);
        }
        if (offered.isEmpty() && login) {
            return new Finding.LoginUnknown(at, greeting.tls());
        }
        if (login && !offered.contains(connection.mechanism())) {
            return new Finding.MechanismUnknown(at, connection.mechanism(), offered);
        }
        return new Finding.Fine(
                "Kafka answers, by %s%s."
                        .formatted(
                                greeting.tls() ? "TLS" : "plain text",
                                offered.isEmpty()
                                        ? ""
                                        : ", logins by " + String.join(", ", offered)));
    }

    private Finding login(Address at) {
        try (Visit visit = new Visit(connection, at, PATIENCE)) {
            if (!visit.enter()) {
                return new Finding.Mute(at, PATIENCE);
            }
            List<Address> elsewhere = new ArrayList<>();
            for (Node node : visit.ask(List.of()).brokers()) {
                elsewhere.add(new Address(node.host(), node.port()));
            }
            for (Address advertised : elsewhere) {
                if (connection.servers().contains(advertised)) {
                    continue;
                }
                Optional<String> why = away(advertised);
                if (why.isPresent()) {
                    return new Finding.AdvertisedUnreachable(
                            at, advertised, why.get().isEmpty() ? "no answer" : why.get());
                }
            }
            return new Finding.Fine(
                    elsewhere.size() == 1
                            ? "We are let in; there is one broker, " + elsewhere.getFirst() + "."
                            : "We are let in; there are %d brokers, all reached."
                                    .formatted(elsewhere.size()));
        } catch (KafkaException e) {
            return ClientFailure.finding(e, connection, at, certificate);
        } catch (IOException e) {
            return certificateWanted ? new Finding.CertificateWanted(at) : new Finding.HungUp(at);
        }
    }

    /// @return whether one may go on
    private boolean step(String name, Callable<Finding> look) {
        Step step = timed(name, look);
        Finding found = step.finding();
        boolean well = found.weight() != Finding.Weight.FAILED;
        if (!well && !last) {
            step = new Step(name, new Finding.Odd(found.sentence(), found.advice()), step.took());
        }
        steps.add(step);
        seen.accept(step);
        return well;
    }

    /// Looks, and takes the time.
    static Step timed(String name, Callable<Finding> look) {
        long before = System.nanoTime();
        Finding finding;
        try {
            finding = look.call();
        } catch (Exception e) {
            finding = new Finding.Unexplained(String.valueOf(e.getMessage()), true);
        }
        return new Step(name, finding, Duration.ofNanos(System.nanoTime() - before));
    }
}
