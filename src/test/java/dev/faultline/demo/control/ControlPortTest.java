package dev.faultline.demo.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.demo.bank.Bank;
import dev.faultline.demo.bank.BankException;
import dev.faultline.demo.bank.BankPlan;
import dev.faultline.demo.bank.Fault;
import dev.faultline.demo.bank.FaultRecord;
import dev.faultline.demo.bank.Mending;
import dev.faultline.topology.Component;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A real server before a bank that stands still.
class ControlPortTest {
    private static final String FAULT = "{\"fault\": \"db-pool-exhausted@payments-db\"}";

    private final Bank bank = new Bank(BankPlan.DEFAULT, Instant.parse("2026-03-02T10:00:00Z"));
    @TempDir private Path folder;
    @TempDir private Path data;
    private ControlPort port;

    /// The bank itself, on the caller's thread.
    private record Standing(Bank bank) implements Controls {
        @Override
        public List<Component> components() {
            return bank.topology().components();
        }

        @Override
        public void inject(Fault fault) throws BankException {
            bank.inject(fault);
        }

        @Override
        public String mend(Mending mending) throws BankException {
            return bank.mend(mending);
        }
    }

    @BeforeEach
    void open() throws IOException {
        port = ControlPort.open(new Standing(bank), 0, folder, data);
    }

    @AfterEach
    void close() {
        port.close();
    }

    private HttpResponse<String> ask(String method, String path, String body, String... headers)
            throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(URI.create(port.address().url() + path))
                            .method(method, HttpRequest.BodyPublishers.ofString(body));
            if (headers.length > 0) {
                request.headers(headers);
            }
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private String token() {
        return "Bearer " + port.address().token();
    }

    private static JsonNode json(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }

    @Test
    void whoeverFindsItsAddressBreaksAndMendsTheBank() throws Exception {
        ControlClient client = new ControlClient(ControlAddress.find(data));
        Fault fault =
                Fault.parse("db-pool-exhausted@payments-db")
                        .withSeverity(.5)
                        .lasting(Duration.ofMinutes(20));
        assertThat(client.inject(fault)).contains("db-pool-exhausted@payments-db");
        assertThat(bank.truth()).extracting(FaultRecord::severity).containsExactly(.5);
        assertThat(client.mend(Mending.parse("restart@payments-db"))).contains("payments-db");
        assertThatThrownBy(() -> client.mend(Mending.parse("restart@nobody")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("nobody");
        port.close();
        assertThatThrownBy(() -> ControlAddress.find(data))
                .isInstanceOf(IOException.class)
                .hasMessage("No demo is running. Start one: faultline demo");
    }

    @Test
    void aRehearsalSaysWhatWouldBeDoneAndDoesNothing() throws Exception {
        ControlClient client = new ControlClient(ControlAddress.find(data));
        client.inject(Fault.parse("db-pool-exhausted@payments-db"));
        assertThat(client.rehearse(Mending.parse("restart@payments-db")))
                .isEqualTo(
                        "payments-db, a database of team payments: restart stops and starts it, or"
                                + " a host with all on it. Nothing was done.");
        assertThat(bank.truth()).extracting(FaultRecord::end).containsExactly(Optional.empty());
        client.mend(Mending.parse("restart@payments-db"));
        assertThat(bank.truth())
                .as("the same, done")
                .allSatisfy(fault -> assertThat(fault.end()).isPresent());
        assertThatThrownBy(() -> client.rehearse(Mending.parse("restart@nobody")))
                .isInstanceOf(IOException.class)
                .hasMessage("There is no component nobody.");
    }

    @Test
    void itListsTheComponentsAndWhoAnswersForThem() throws Exception {
        JsonNode all = json(ask("GET", "/components", "", "Authorization", token()));
        assertThat(all.size()).isEqualTo(bank.topology().size());
        assertThat(all.valueStream())
                .filteredOn(c -> c.path("id").asString().equals("payments-db"))
                .singleElement()
                .satisfies(c -> {
                    assertThat(c.path("kind").asString()).isEqualTo("database");
                    assertThat(c.path("team").asString()).isEqualTo("payments");
                });
    }

    @Test
    void withoutTheTokenNothingHappens() throws Exception {
        assertThat(ask("POST", "/faults", FAULT).statusCode()).isEqualTo(401);
        assertThat(ask("POST", "/faults", FAULT, "Authorization", "Bearer guess").statusCode())
                .isEqualTo(401);
        assertThat(ask("GET", "/components", "").statusCode()).isEqualTo(401);
        assertThat(bank.truth()).isEmpty();
        Path token = folder.resolve("token");
        assertThat(token).hasContent(port.address().token());
        if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(token)))
                    .isEqualTo("rw-------");
        }
        assertThat(Files.readString(data.resolve("demo.json")))
                .doesNotContain(port.address().token());
    }

    @Test
    void pagesInABrowserAreRefusedEvenWithTheToken() throws Exception {
        HttpResponse<String> answer =
                ask(
                        "POST",
                        "/faults",
                        FAULT,
                        "Authorization",
                        token(),
                        "Origin",
                        "http://127.0.0.1:8080");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().map()).doesNotContainKey("access-control-allow-origin");
        assertThat(bank.truth()).isEmpty();
    }

    @Test
    void aNameThatWasMadeToPointHereIsRefused() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port.address().port())) {
            socket.getOutputStream()
                    .write(
                            ("GET /components HTTP/1.1\r\nHost: evil.example\r\nAuthorization: "
                                            + token()
                                            + "\r\nConnection: close\r\n\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 403");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    POST | /faults | nonsense                                          | 400 | fault
                    POST | /faults | {"fault": "db-pool-exhausted@web"}                | 400 | can't happen to web
                    POST | /faults | {"fault": "gremlins@web"}                         | 400 | There is no fault 'gremlins'
                    POST | /faults | {"fault": "dns-trouble@dns", "after": "5m"}       | 400 | begins at once
                    POST | /faults | {"fault": "dns-trouble@dns"}, {"fault": "dns-trouble@dns"} | 400 | One fault a request
                    POST | /mend   | {"mend": "pray@web"}                              | 400 | There is no mending 'pray'
                    POST | /mend   | [1, 2                                             | 400 | no JSON
                    GET  | /faults | ''                                                | 404 | There is no 'GET /faults'
                    GET  | /truth  | ''                                                | 404 | There is no 'GET /truth'
                    """)
    void whatCannotBeDoneIsSaidInASentence(
            String method, String path, String body, int status, String sentence) throws Exception {
        HttpResponse<String> answer = ask(method, path, body, "Authorization", token());
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(json(answer).path("refused").asString()).contains(sentence);
        assertThat(bank.truth()).isEmpty();
    }
}
