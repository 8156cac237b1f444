package dev.faultline.demo.control;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Where the control port of the running demo is. A file in the user's folder says so to whoever
/// looks; the token is in another one, which its owner alone can read.
///
/// @param token what must be shown there
public record ControlAddress(int port, String token, Path published) {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String NAME = "demo.json";
    private static final String TOKEN = "token";

    /// Makes a token and says where it is.
    static ControlAddress publish(int port, Path folder, Path data) throws IOException {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        String token = HexFormat.of().formatHex(random);
        Path secret = folder.resolve(TOKEN);
        Files.createFile(secret, forOwner());
        Files.writeString(secret, token);
        Files.createDirectories(data);
        Path file = data.resolve(NAME);
        Path draft = Files.createTempFile(data, NAME, ".new");
        Files.writeString(
                draft,
                JSON.writerWithDefaultPrettyPrinter()
                        .writeValueAsString(
                                JSON.createObjectNode()
                                        .put("url", url(port))
                                        .put("tokenFile", secret.toString())));
        Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
        return new ControlAddress(port, token, file);
    }

    private static FileAttribute<?>[] forOwner() {
        // Elsewhere (Windows) a user's temporary folder is their own anyway.
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    /// Finds the demo that runs, or ran last.
    ///
    /// @throws IOException where there is none, with what to do
    public static ControlAddress find(Path data) throws IOException {
        Path file = data.resolve(NAME);
        try {
            JsonNode read = JSON.readTree(Files.readString(file));
            String url = read.path("url").asString();
            Path secret = Path.of(read.path("tokenFile").asString());
            return new ControlAddress(
                    Integer.parseInt(url.substring(url.lastIndexOf(':') + 1)),
                    Files.readString(secret, StandardCharsets.UTF_8),
                    file);
        } catch (NoSuchFileException e) {
            throw new IOException("No demo is running. Start one: faultline demo", e);
        } catch (JacksonException | IllegalArgumentException e) {
            throw new IOException(
                    file + " does not say where the demo is. Start it anew: faultline demo", e);
        }
    }

    /// `http://127.0.0.1:PORT`.
    public String url() {
        return url(port);
    }

    private static String url(int port) {
        return "http://127.0.0.1:" + port;
    }

    /// The run is over: nobody shall look there any more, unless a later one said where it is.
    void withdraw() {
        try {
            if (Files.readString(published).contains("\"" + url() + "\"")) {
                Files.delete(published);
            }
        } catch (IOException e) {
            // whoever looks there finds nobody
        }
    }
}
