package dev.faultline.demo.control;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.faultline.demo.bank.BankException;
import dev.faultline.demo.bank.Mending;
import dev.faultline.demo.bank.Scenario;
import dev.faultline.topology.Component;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/// A small HTTP server on loopback that breaks and mends the bank for whoever has the token: any
/// page in a browser reaches loopback too. It does not tell what is wrong with the bank.
public final class ControlPort implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int LARGEST = 1 << 16;

    private final Controls bank;
    private final HttpServer server;
    private final ControlAddress address;
    private final Set<String> hosts;

    /// What is answered.
    private record Answer(int status, JsonNode body) {
        static Answer refused(int status, String why) {
            return new Answer(status, JSON.createObjectNode().put("refused", why));
        }

        static Answer done(String what) {
            return new Answer(200, JSON.createObjectNode().put("done", what));
        }
    }

    private ControlPort(Controls bank, int port, Path folder, Path data) throws IOException {
        this.bank = bank;
        server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        int bound = server.getAddress().getPort();
        hosts = Set.of("127.0.0.1:" + bound, "localhost:" + bound);
        address = ControlAddress.publish(bound, folder, data);
        server.createContext("/", this::serve);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    }

    /// Opens it.
    ///
    /// @param port 0 for any that is free
    /// @param folder for its owner alone: where the token is put
    /// @param data where others look for it
    /// @throws IOException where the port is taken
    public static ControlPort open(Controls bank, int port, Path folder, Path data)
            throws IOException {
        ControlPort made = new ControlPort(bank, port, folder, data);
        made.server.start();
        return made;
    }

    /// Where it is.
    public ControlAddress address() {
        return address;
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer = refusal(exchange).orElseGet(() -> answer(exchange));
            byte[] body = (answer.body + "\n").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Optional<Answer> refusal(HttpExchange exchange) {
        var headers = exchange.getRequestHeaders();
        if (headers.containsKey("Origin")) {
            return Optional.of(Answer.refused(403, "Pages in a browser are not served."));
        }
        String host = headers.getFirst("Host");
        if (host == null || !hosts.contains(host)) {
            return Optional.of(Answer.refused(403, "This is " + hosts + ", no other host."));
        }
        String given = headers.getFirst("Authorization");
        String wanted = "Bearer " + address.token();
        boolean known =
                given != null
                        && MessageDigest.isEqual(
                                given.getBytes(StandardCharsets.UTF_8),
                                wanted.getBytes(StandardCharsets.UTF_8));
        return known
                ? Optional.empty()
                : Optional.of(
                        Answer.refused(
                                401,
                                "The header 'Authorization: Bearer TOKEN' is missing or wrong. The"
                                        + " token is in the file that demo.json names."));
    }

    private Answer answer(HttpExchange exchange) {
        String asked = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        try {
            return switch (asked) {
                case "GET /components" -> new Answer(200, components());
                case "POST /faults" -> inject(body(exchange));
                case "POST /mend" -> mend(body(exchange));
                default ->
                        Answer.refused(
                                404,
                                "There is no '"
                                        + asked
                                        + "': only GET /components, POST /faults, POST /mend.");
            };
        } catch (BankException | IOException e) {
            return Answer.refused(400, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Answer.refused(503, "The bank is closing.");
        }
    }

    private JsonNode components() {
        ArrayNode all = JSON.createArrayNode();
        for (Component each : bank.components()) {
            all.addObject()
                    .put("id", each.id().value())
                    .put("kind", each.kind().label())
                    .put("team", each.team());
        }
        return all;
    }

    /// `{"fault": "db-pool-exhausted@payments-db", "severity": 0.8, "for": "20m"}`, as an entry of
    /// a scenario, which is a list of such.
    private Answer inject(String body) throws BankException, InterruptedException {
        List<Scenario.Entry> entries = Scenario.parse("the request", "[" + body + "]").entries();
        if (entries.size() != 1 || !entries.getFirst().after().isZero()) {
            throw new BankException(
                    "One fault a request, and it begins at once:"
                            + " {\"fault\": \"db-pool-exhausted@payments-db\"}.");
        }
        bank.inject(entries.getFirst().fault());
        return Answer.done("From now on: " + entries.getFirst().fault() + ".");
    }

    private Answer mend(String body) throws BankException, InterruptedException {
        JsonNode read;
        try {
            read = JSON.readTree(body);
        } catch (JacksonException e) {
            throw new BankException("The request is no JSON: " + e.getOriginalMessage() + ".");
        }
        if (!read.isObject() || read.size() != 1 || !read.path("mend").isString()) {
            throw new BankException("Expected was {\"mend\": \"restart@payments\"} or the like.");
        }
        return Answer.done(bank.mend(Mending.parse(read.path("mend").asString())));
    }

    private static String body(HttpExchange exchange) throws IOException {
        try (InputStream in = exchange.getRequestBody()) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new IOException("A request has at most 64 KiB.");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /// How a mending is asked for.
    static String asked(Mending mending) {
        return JSON.writeValueAsString(Map.of("mend", mending.toString()));
    }

    @Override
    public void close() {
        address.withdraw();
        server.stop(0);
    }
}
