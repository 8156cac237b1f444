package dev.faultline.store;

import dev.faultline.remedy.Signer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;

/// A fresh key to sign an audit with.
public record AuditKeys(String text, Signer signer) {
    /// Another one each time.
    public static AuditKeys fresh() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            return new AuditKeys(
                    Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()),
                    message -> {
                        try {
                            Signature ed25519 = Signature.getInstance("Ed25519");
                            ed25519.initSign(pair.getPrivate());
                            ed25519.update(message);
                            return ed25519.sign();
                        } catch (GeneralSecurityException e) {
                            throw new IllegalStateException(e);
                        }
                    });
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
