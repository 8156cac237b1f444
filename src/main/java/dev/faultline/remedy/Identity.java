package dev.faultline.remedy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Who signs: a name and a pair of Ed25519 keys (RFC 8032). The private one never leaves the file
/// and this object.
public final class Identity implements Signer {
    /// The name of the file in the user's folder.
    public static final String FILE = "identity.pem";

    /// What names of persons are made of. ASCII alone: no two of them look alike.
    public static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");

    private static final String ALGORITHM = "Ed25519";
    private static final int LARGEST = 4096;

    private static final Set<PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rw-------");

    /// PEM (RFC 7468) lets explaining text stand before the first block: the name is there.
    private static final Pattern LAYOUT =
            Pattern.compile(
                    "Name: (\\S+)\\s+-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)"
                            + "-----END PRIVATE KEY-----\\s+-----BEGIN PUBLIC KEY-----"
                            + "([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----\\s*");

    private final String name;
    private final PrivateKey secret;
    private final PublicKey key;

    private Identity(String name, PrivateKey secret, PublicKey key) {
        this.name = name;
        this.secret = secret;
        this.key = key;
    }

    /// A new one.
    ///
    /// @throws IllegalArgumentException of a name that is not like [#NAME]
    public static Identity create(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "'%s' is no name of a person here: letters without accents, digits and . _ @ -, 64 at most."
                            .formatted(name));
        }
        try {
            KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            return new Identity(name, pair.getPrivate(), pair.getPublic());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has Ed25519", e);
        }
    }

    /// Writes it into a file that nobody else may read.
    ///
    /// @throws IOException with a sentence for the person; a file that is there stays as it is
    public void write(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        FileAttribute<?>[] attributes =
                posix(file)
                        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                        : new FileAttribute<?>[0];
        try {
            Files.createFile(file, attributes);
        } catch (java.nio.file.FileAlreadyExistsException e) {
            throw new IOException(
                    "There is an identity in %s already. Whoever has its key signs with it: move it away first, if you mean to."
                            .formatted(file),
                    e);
        }
        Files.writeString(
                file,
                "Name: %s%n%s%s"
                        .formatted(
                                name,
                                block("PRIVATE KEY", secret.getEncoded()),
                                block("PUBLIC KEY", key.getEncoded())),
                StandardOpenOption.WRITE);
    }

    /// The one in a file.
    ///
    /// @throws IOException with a sentence for the person
    public static Identity read(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new IOException(
                    "There is no identity in %s. Make one: faultline identity create --name NAME"
                            .formatted(file));
        }
        // Elsewhere than on POSIX the user's folder is the user's own (Windows: %APPDATA%).
        if (posix(file) && !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
            throw new IOException(
                    "Others may read or write the identity in %s (%s), so that it proves nothing. If it was always yours alone: chmod 600 %s"
                            .formatted(
                                    file,
                                    PosixFilePermissions.toString(
                                            Files.getPosixFilePermissions(file)),
                                    file));
        }
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(LARGEST);
        }
        Matcher found = LAYOUT.matcher(new String(bytes, StandardCharsets.US_ASCII));
        if (!found.matches() || !NAME.matcher(found.group(1)).matches()) {
            throw new IOException(
                    file + " is not an identity as faultline identity create writes it.");
        }
        try {
            Identity identity =
                    new Identity(
                            found.group(1),
                            KeyFactory.getInstance(ALGORITHM)
                                    .generatePrivate(
                                            new PKCS8EncodedKeySpec(base64(found.group(2)))),
                            key(base64(found.group(3))));
            byte[] probe = {1, 2, 3};
            if (!verify(identity.key, probe, identity.sign(probe))) {
                throw new GeneralSecurityException("its two keys do not belong together");
            }
            return identity;
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException("The keys in " + file + " can't be used: " + e.getMessage(), e);
        }
    }

    /// By which the policy knows the person.
    public String name() {
        return name;
    }

    /// By which others check what was signed.
    public PublicKey key() {
        return key;
    }

    /// The public key as it is written in files.
    public String publicText() {
        return Base64.getEncoder().encodeToString(key.getEncoded());
    }

    @Override
    public byte[] sign(byte[] message) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(secret);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key that was checked signs", e);
        }
    }

    /// Whether a signature is of that key over that message.
    public static boolean verify(PublicKey key, byte[] message, byte[] signature) {
        try {
            Signature check = Signature.getInstance(ALGORITHM);
            check.initVerify(key);
            check.update(message);
            return check.verify(signature);
        } catch (GeneralSecurityException e) {
            return false; // not even the form of one
        }
    }

    /// A public key from what a file says.
    ///
    /// @throws GeneralSecurityException where it is none
    public static PublicKey key(byte[] encoded) throws GeneralSecurityException {
        return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded));
    }

    @Override
    public String toString() {
        return name;
    }

    private static boolean posix(Path file) throws IOException {
        FileStore store = Files.getFileStore(file.toAbsolutePath().getParent());
        return store.supportsFileAttributeView("posix");
    }

    private static String block(String what, byte[] encoded) {
        return "-----BEGIN %s-----%n%s%n-----END %s-----%n"
                .formatted(
                        what,
                        Base64.getMimeEncoder(
                                        64,
                                        System.lineSeparator().getBytes(StandardCharsets.US_ASCII))
                                .encodeToString(encoded),
                        what);
    }

    private static byte[] base64(String text) {
        return Base64.getMimeDecoder().decode(text);
    }
}
