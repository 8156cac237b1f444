package dev.faultline.source.mask;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Names for what must not be named: the same for the same thing, and nothing that leads back to it
/// without the key. They are the first 48 bits of HMAC-SHA-256 (RFC 2104). Not thread-safe.
final class Pseudonyms {
    /// A pseudonym with its kind.
    static final Pattern SHAPE = Pattern.compile("[a-z][a-z0-9-]{0,31}:[0-9a-f]{12}");

    /// The file of the key, in the folder of what the program keeps for a user.
    static final String KEY_FILE = "masking.key";

    private static final int KEY_BYTES = 32;
    private static final int SHOWN_BYTES = 6;
    private static final String HMAC = "HmacSHA256";

    private final Mac mac;

    /// @param key random, secret
    Pseudonyms(byte[] key) {
        try {
            mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + HMAC, e);
        }
    }

    /// With a key that is forgotten at the end of the program.
    static Pseudonyms forOnce() {
        return new Pseudonyms(random());
    }

    /// With the key of a user, made where there is none: pseudonyms are the same in each run, as
    /// what is known of the series that they are part of is found again by them.
    ///
    /// @throws IOException where it can be neither read nor written, or is no key
    static Pseudonyms of(Path folder) throws IOException {
        Path file = folder.resolve(KEY_FILE);
        if (!Files.exists(file)) {
            Files.createDirectories(folder);
            try {
                create(file);
            } catch (FileAlreadyExistsException e) {
                // Another run was faster: its key is as good.
            }
        }
        byte[] key = Files.readAllBytes(file);
        if (key.length != KEY_BYTES) {
            throw new IOException(
                    "%s has %d bytes, not %d: delete it to have a new one made"
                            .formatted(file, key.length, KEY_BYTES));
        }
        return new Pseudonyms(key);
    }

    /// Whole at once: a run that starts meanwhile never reads half a key.
    private static void create(Path file) throws IOException {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        // Elsewhere the folder of a user is theirs alone by default.
        FileAttribute<?>[] ownerOnly =
                posix
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------"))
                        }
                        : new FileAttribute<?>[0];
        Path whole = Files.createTempFile(file.getParent(), KEY_FILE, ".new", ownerOnly);
        try {
            Files.write(whole, random());
            if (!Files.exists(file)) {
                Files.createLink(file, whole);
            }
        } catch (UnsupportedOperationException e) {
            Files.copy(whole, file);
        } finally {
            Files.deleteIfExists(whole);
        }
    }

    private static byte[] random() {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return key;
    }

    /// The pseudonym of a text: `email:3fa9c1d2e4b6`.
    String of(String kind, String text) {
        byte[] hash = mac.doFinal((kind + '\0' + text).getBytes(StandardCharsets.UTF_8));
        return kind + ":" + HexFormat.of().formatHex(hash, 0, SHOWN_BYTES);
    }
}
