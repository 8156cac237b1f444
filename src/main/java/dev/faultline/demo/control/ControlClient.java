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
import java.util.function.UnaryOperator;
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

    /// Says what a mending would do, and does nothing.
    ///
    /// @return that, in a sentence
    /// @throws IOException where there is no such component
    public String rehearse(Mending mending) throws IOException, InterruptedException {
        JsonNode known = send("/components", HttpRequest.Builder::GET);
        return known.valueStream()
                .filter(each -> each.path("id").asString().equals(mending.component().value()))
                .findFirst()
                .map(each ->
                        "%s, a %s of team %s: %s %s. Nothing was done."
                                .formatted(
                                        mending.component(),
                                        each.path("kind").asString(),
                                        each.path("team").asString(),
                                        mending.act().label(),
                                        mending.act().line()))
                .orElseThrow(() ->
                        new IOException("There is no component " + mending.component() + "."));
    }

    private String post(String path, String body) throws IOException, InterruptedException {
        return send(path, request -> request.POST(HttpRequest.BodyPublishers.ofString(body)))
                .path("done")
                .asString();
    }

    private JsonNode send(String path, UnaryOperator<HttpRequest.Builder> as)
            throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response =
                    client.send(
                            as.apply(
                                            HttpRequest.newBuilder(URI.create(address.url() + path))
                                                    .timeout(PATIENCE)
                                                    .header(
                                                            "Authorization",
                                                            "Bearer " + address.token()))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            JsonNode answer = JSON.readTree(response.body());
            if (response.statusCode() != 200) {
                throw new IOException(answer.path("refused").asString(response.body()));
            }
            return answer;
        } catch (ConnectException e) {
            throw new IOException(
                    "The demo that ran last does not run any more. Start one: faultline demo", e);
        }
    }
}
