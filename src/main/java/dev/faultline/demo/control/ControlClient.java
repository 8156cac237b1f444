package dev.faultline.demo.control;

import dev.faultline.demo.bank.Fault;
import dev.faultline.demo.bank.Mending;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Speaks to the control port of a running demo.
public final class ControlClient {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ControlAddress address;

    public ControlClient(ControlAddress address) {
        this.address = address;
    }

    /// Breaks something.
    ///
    /// @return what was done, in a sentence
    /// @throws IOException with why it was not
    public String inject(Fault fault) throws IOException, InterruptedException {
        ObjectNode body = JSON.createObjectNode();
        body.put("fault", fault.toString()).put("severity", fault.severity());
        fault.lasts().ifPresent(lasts -> body.put("for", lasts.toSeconds() + "s"));
        return post("/faults", body.toString());
    }

    /// Does something to a component.
    ///
    /// @return what was done, in a sentence
    /// @throws IOException with why it was not
    public String mend(Mending mending) throws IOException, InterruptedException {
        return post("/mend", ControlPort.asked(mending));
    }

    private String post(String path, String body) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response =
                    client.send(
                            HttpRequest.newBuilder(URI.create(address.url() + path))
                                    .timeout(PATIENCE)
                                    .header("Authorization", "Bearer " + address.token())
                                    .POST(HttpRequest.BodyPublishers.ofString(body))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            JsonNode answer = JSON.readTree(response.body());
            if (response.statusCode() != 200) {
                throw new IOException(answer.path("refused").asString(response.body()));
            }
            return answer.path("done").asString();
        } catch (ConnectException e) {
            throw new IOException(
                    "The demo that ran last does not run any more. Start one: faultline demo", e);
        }
    }
}
