package dev.faultline.source.kafka;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// What a port says to a stranger who speaks a little Kafka: whether there is TLS, and whether a
/// login is wanted. Kafka's own client keeps all that to itself and waits.
///
/// Two requests that every broker answers before any login (Kafka protocol guide: ApiVersions, key
/// 18, version 0; SaslHandshake, key 17, version 1). Nothing secret is ever sent.
///
/// @param certificate what it shows by TLS; empty without TLS
/// @param certificateWanted whether it hangs up on whoever shows none
/// @param mechanisms ways to log in; empty where no login is wanted
record Greeting(
        Kind kind,
        Optional<X509Certificate> certificate,
        boolean certificateWanted,
        List<String> mechanisms,
        String detail) {
    private static final int CORRELATION = 0x46_4C_54_31;
    private static final short ILLEGAL_SASL_STATE = 34;
    private static final int LONGEST = 1 << 20;

    /// Who answers.
    enum Kind {
        KAFKA,
        KAFKA_BY_TLS,
        /// TLS, and then something that is not understood.
        TLS,
        MUTE,
        HUNG_UP,
        SOMETHING_ELSE
    }

    Greeting {
        mechanisms = List.copyOf(mechanisms);
    }

    boolean tls() {
        return kind == Kind.KAFKA_BY_TLS || kind == Kind.TLS;
    }

    /// Greets by plain text and, where that is not understood, by TLS.
    ///
    /// @param timeout for each answer
    /// @throws IOException where there is not even a connection
    static Greeting of(Address at, Duration timeout) throws IOException {
        Greeting plain = plain(at, timeout);
        if (plain.kind != Kind.HUNG_UP) {
            return plain; // TLS would not have been silent: it hangs up on what it cannot read
        }
        Greeting tls = tls(at, timeout);
        return tls.tls() ? tls : plain;
    }

    private static Greeting plain(Address at, Duration timeout) throws IOException {
        try (Socket socket = connect(at, timeout)) {
            return talk(socket, Kind.KAFKA, Optional.empty());
        }
    }

    private static Greeting tls(Address at, Duration timeout) throws IOException {
        try (Socket socket = connect(at, timeout)) {
            Witness witness = new Witness();
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {witness}, null);
            try (SSLSocket secured =
                    (SSLSocket)
                            context.getSocketFactory()
                                    .createSocket(socket, at.host(), at.port(), true)) {
                secured.setSoTimeout((int) timeout.toMillis());
                secured.startHandshake();
                Greeting heard = talk(secured, Kind.KAFKA_BY_TLS, witness.seen());
                // TLS 1.3 misses our certificate only after the handshake, and then hangs up
                return heard.kind == Kind.HUNG_UP
                        ? new Greeting(
                                Kind.TLS, witness.seen(), true, List.of(), "closed after it began")
                        : heard;
            } catch (SSLException e) {
                // an alert is an answer, in TLS
                String words = String.valueOf(e.getMessage());
                boolean alert = words.toLowerCase(Locale.ROOT).contains("alert");
                return witness.seen().isPresent() || alert
                        ? new Greeting(
                                Kind.TLS, witness.seen(), wantsCertificate(words), List.of(), words)
                        : silent(Kind.HUNG_UP);
            }
        } catch (SocketTimeoutException e) {
            return silent(Kind.MUTE);
        } catch (EOFException | SocketException e) {
            return silent(Kind.HUNG_UP);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has TLS", e);
        }
    }

    private static Greeting talk(Socket socket, Kind kafka, Optional<X509Certificate> certificate)
            throws IOException {
        try {
            OutputStream out = socket.getOutputStream();
            DataInputStream in = new DataInputStream(socket.getInputStream());
            out.write(request((short) 18, (short) 0, null));
            out.flush();
            byte[] head = in.readNBytes(8);
            if (head.length == 0) {
                return silent(Kind.HUNG_UP);
            }
            if (head.length < 8 || ByteBuffer.wrap(head).getInt(4) != CORRELATION) {
                return head[0] == 0x15 // the record type of an alert: TLS, which we did not speak
                        ? silent(Kind.HUNG_UP)
                        : somebody(head);
            }
            in.skipNBytes(checked(ByteBuffer.wrap(head).getInt(0)) - 4L);
            return new Greeting(kafka, certificate, false, mechanisms(out, in), "");
        } catch (SocketTimeoutException e) {
            return silent(Kind.MUTE);
        } catch (SSLException e) {
            String words = String.valueOf(e.getMessage());
            return new Greeting(Kind.TLS, certificate, wantsCertificate(words), List.of(), words);
        } catch (EOFException | SocketException e) {
            return silent(Kind.HUNG_UP);
        }
    }

    private static boolean wantsCertificate(String words) {
        return words.contains("certificate_required")
                || words.contains("bad_certificate")
                || words.contains("handshake_failure");
    }

    /// Asks to log in by no mechanism at all, which lists those that there are.
    private static List<String> mechanisms(OutputStream out, DataInputStream in)
            throws IOException {
        try {
            out.write(request((short) 17, (short) 1, "NONE"));
            out.flush();
            int size = checked(in.readInt());
            ByteBuffer answer = ByteBuffer.wrap(in.readNBytes(size));
            int correlation = answer.getInt();
            if (correlation != CORRELATION || answer.getShort() == ILLEGAL_SASL_STATE) {
                return List.of();
            }
            List<String> offered = new ArrayList<>();
            for (int left = answer.getInt(); left > 0; left--) {
                byte[] name = new byte[answer.getShort()];
                answer.get(name);
                offered.add(new String(name, StandardCharsets.UTF_8));
            }
            return offered;
        } catch (SocketTimeoutException | EOFException | SocketException e) {
            return List.of(); // a listener without logins may hang up on such a question
        } catch (RuntimeException e) {
            throw new IOException("an answer that ends early", e);
        }
    }

    private static byte[] request(short key, short version, @Nullable String text) {
        byte[] client = "faultline".getBytes(StandardCharsets.UTF_8);
        byte[] argument = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
        int size = 2 + 2 + 4 + 2 + client.length + (text == null ? 0 : 2 + argument.length);
        ByteBuffer request =
                ByteBuffer.allocate(4 + size)
                        .putInt(size)
                        .putShort(key)
                        .putShort(version)
                        .putInt(CORRELATION)
                        .putShort((short) client.length)
                        .put(client);
        if (text != null) {
            request.putShort((short) argument.length).put(argument);
        }
        return request.array();
    }

    private static int checked(int size) throws IOException {
        if (size < 4 || size > LONGEST) {
            throw new IOException("an answer of " + size + " bytes");
        }
        return size;
    }

    private static Greeting somebody(byte[] head) {
        String first = new String(head, StandardCharsets.ISO_8859_1);
        String who =
                first.startsWith("HTTP")
                        ? "a web server"
                        : first.startsWith("SSH-") ? "an SSH server" : "something else";
        return new Greeting(Kind.SOMETHING_ELSE, Optional.empty(), false, List.of(), who);
    }

    private static Greeting silent(Kind kind) {
        return new Greeting(kind, Optional.empty(), false, List.of(), "");
    }

    private static Socket connect(Address at, Duration timeout) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(at.host(), at.port()), (int) timeout.toMillis());
            socket.setSoTimeout((int) timeout.toMillis());
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /// Looks at the certificate and believes anything: what it says is judged by Kafka's client
    /// afterwards, by the settings, on another connection.
    private static final class Witness extends X509ExtendedTrustManager {
        private @Nullable X509Certificate seen;

        Optional<X509Certificate> seen() {
            return Optional.ofNullable(seen);
        }

        private void look(Certificate[] chain) {
            if (chain.length > 0 && chain[0] instanceof X509Certificate first) {
                seen = first;
            }
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            look(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
            look(chain);
        }

        @Override
        public void checkServerTrusted(
                X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {
            look(chain);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(
                X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
