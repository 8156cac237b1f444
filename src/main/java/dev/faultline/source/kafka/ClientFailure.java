package dev.faultline.source.kafka;

import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;

/// What an exception of Kafka's client means to a person.
final class ClientFailure {
    private ClientFailure() {}

    /// What was found.
    ///
    /// @param at the address that was spoken to
    /// @param shown the certificate that it shows, where that was looked at
    static Finding finding(
            Throwable thrown,
            KafkaConnection connection,
            Address at,
            Optional<X509Certificate> shown) {
        return switch (thrown) {
            case SslAuthenticationException e -> tls(e, at, shown);
            case SaslAuthenticationException _ ->
                    new Finding.LoginRefused(at, connection.mechanism());
            case UnsupportedSaslMechanismException _ ->
                    new Finding.MechanismUnknown(at, connection.mechanism(), List.of());
            case TopicAuthorizationException e ->
                    new Finding.TopicForbidden(String.join(", ", e.unauthorizedTopics()));
            case GroupAuthorizationException e -> new Finding.GroupForbidden(e.groupId());
            case ConfigException e -> new Finding.SettingsRefused(words(e));
            case KafkaException e when e.getCause() instanceof ConfigException inner ->
                    new Finding.SettingsRefused(words(inner));
            // a consumer or administrator that cannot even be made has a cause that tells why
            case KafkaException e
                    when e.getClass() == KafkaException.class
                            && String.valueOf(e.getMessage()).startsWith("Failed to") ->
                    new Finding.SettingsRefused(words(deepest(e)));
            default ->
                    new Finding.Unexplained(
                            words(thrown),
                            thrown instanceof RetriableException
                                    || !(thrown instanceof ApiException));
        };
    }

    private static Finding tls(
            SslAuthenticationException thrown, Address at, Optional<X509Certificate> shown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            String words = String.valueOf(cause.getMessage());
            if (cause instanceof CertificateExpiredException
                    || cause instanceof CertificateNotYetValidException) {
                return new Finding.CertificateOutOfDate(
                        at,
                        shown.map(c -> c.getNotBefore().toInstant()).orElse(Instant.EPOCH),
                        shown.map(c -> c.getNotAfter().toInstant()).orElse(Instant.EPOCH));
            }
            if (words.startsWith("No subject alternative")
                    || words.startsWith("No name matching")) {
                return new Finding.CertificateMisnamed(
                        at, shown.map(ClientFailure::names).orElse(List.of()));
            }
            if (words.contains("unable to find valid certification path")
                    || words.contains("Path does not chain")
                    || words.contains("No trusted certificate found")) {
                return new Finding.AuthorityUnknown(
                        at,
                        shown.map(c -> c.getIssuerX500Principal().getName()).orElse("somebody"));
            }
            String lower = words.toLowerCase(Locale.ROOT);
            if (lower.contains("alert")
                    && (lower.contains("certificate") || lower.contains("handshake_failure"))) {
                return new Finding.CertificateWanted(at);
            }
        }
        return new Finding.TlsFailed(at, words(deepest(thrown)));
    }

    /// For whom a certificate is made out.
    private static List<String> names(X509Certificate certificate) {
        List<String> names = new ArrayList<>();
        try {
            var alternatives = certificate.getSubjectAlternativeNames();
            if (alternatives != null) {
                alternatives.forEach(name -> names.add(String.valueOf(name.get(1))));
            }
        } catch (CertificateParsingException e) {
            // then its subject has to do
        }
        return names.isEmpty() ? List.of(certificate.getSubjectX500Principal().getName()) : names;
    }

    private static Throwable deepest(Throwable thrown) {
        Throwable deepest = thrown;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return deepest;
    }

    /// Kafka's own message; of a setting it repeats the value only where that is no secret.
    private static String words(Throwable thrown) {
        String message = String.valueOf(thrown.getMessage());
        boolean secret =
                message.contains("password")
                        || message.contains("jaas")
                        || message.contains("secret");
        return secret
                ? thrown.getClass().getSimpleName()
                        + ", in words that are left out since a secret may be in them."
                : message.endsWith(".") ? message : message + ".";
    }
}
