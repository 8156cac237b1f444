package dev.faultline.source.meaning;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// How a call was answered, by whose account it failed: from HTTP status codes, gRPC codes, and
/// what frameworks write for them.
enum StatusClass {
    OK,
    /// 4xx but for the next two; of gRPC what the caller asked wrongly.
    CLIENT,
    /// 401 and 403: not known or not allowed.
    DENIED,
    /// 429: too many.
    THROTTLED,
    /// 5xx: the server's own account.
    SERVER;

    /// Labels that tell it, as normalised names, the most telling first.
    private static final List<String> LABELS =
            List.of(
                    "http_response_status_code",
                    "http_status_code",
                    "rpc_grpc_status_code",
                    "rpc_response_status_code",
                    "grpc_status_code",
                    "grpc_code",
                    "grpc_response_status",
                    "response_code",
                    "status_code",
                    "status",
                    "code",
                    "response_status",
                    "outcome",
                    "result",
                    "error_type",
                    "error");

    /// The codes of gRPC by number, <https://grpc.github.io/grpc/core/md_doc_statuscodes.html>;
    /// whose account each is on is as in the OpenTelemetry semantic conventions for gRPC servers.
    private static final List<String> GRPC =
            List.of(
                    "ok",
                    "cancelled",
                    "unknown",
                    "invalid_argument",
                    "deadline_exceeded",
                    "not_found",
                    "already_exists",
                    "permission_denied",
                    "resource_exhausted",
                    "failed_precondition",
                    "aborted",
                    "out_of_range",
                    "unimplemented",
                    "internal",
                    "unavailable",
                    "data_loss",
                    "unauthenticated");

    private static final Pattern WORD_BREAK = Pattern.compile("([a-z])([A-Z])");

    /// How spans write theirs.
    private static final String OF_SPANS = "status_code_";

    /// What a series says of its calls; empty where none of its labels is about that.
    ///
    /// @param labels by normalised name
    static Optional<StatusClass> of(Map<String, String> labels) {
        for (String label : LABELS) {
            String value = labels.get(label);
            if (value == null || value.isBlank()) {
                continue;
            }
            Optional<StatusClass> found =
                    switch (label) {
                        case "error_type" -> Optional.of(ofCode(value).orElse(SERVER));
                        case "rpc_grpc_status_code", "grpc_status_code" -> ofGrpc(value);
                        default -> ofCode(value);
                    };
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<StatusClass> ofGrpc(String value) {
        try {
            int code = Integer.parseInt(value.strip());
            return code >= 0 && code < GRPC.size() ? ofCode(GRPC.get(code)) : Optional.of(SERVER);
        } catch (NumberFormatException e) {
            return ofCode(value);
        }
    }

    /// `503`, `5xx`, `Unavailable`, `SERVER_ERROR`, `success`, …
    private static Optional<StatusClass> ofCode(String value) {
        String told = value.strip();
        if (told.length() == 3 && told.charAt(0) >= '1' && told.charAt(0) <= '5') {
            return switch (told) {
                case "401", "403" -> Optional.of(DENIED);
                case "429" -> Optional.of(THROTTLED);
                default -> ofHundreds(told.toLowerCase(Locale.ROOT));
            };
        }
        String code = WORD_BREAK.matcher(told).replaceAll("$1_$2").toLowerCase(Locale.ROOT);
        if (code.startsWith(OF_SPANS)) {
            code = code.substring(OF_SPANS.length());
        }
        return switch (code) {
            case "ok",
                    "unset",
                    "success",
                    "successful",
                    "succeeded",
                    "redirection",
                    "false",
                    "informational",
                    "none" ->
                    Optional.of(OK);
            case "client_error",
                    "cancelled",
                    "canceled",
                    "invalid_argument",
                    "not_found",
                    "already_exists",
                    "failed_precondition",
                    "aborted",
                    "out_of_range" ->
                    Optional.of(CLIENT);
            case "permission_denied", "unauthenticated", "unauthorized", "forbidden", "denied" ->
                    Optional.of(DENIED);
            case "resource_exhausted", "throttled", "rate_limited" -> Optional.of(THROTTLED);
            case "unknown",
                    "deadline_exceeded",
                    "unimplemented",
                    "internal",
                    "unavailable",
                    "data_loss",
                    "server_error",
                    "error",
                    "fail",
                    "failed",
                    "failure",
                    "true",
                    "timeout" ->
                    Optional.of(SERVER);
            default -> Optional.empty();
        };
    }

    private static Optional<StatusClass> ofHundreds(String code) {
        for (int i = 1; i < 3; i++) {
            if (!Character.isDigit(code.charAt(i)) && code.charAt(i) != 'x') {
                return Optional.empty();
            }
        }
        return Optional.of(
                switch (code.charAt(0)) {
                    case '4' -> CLIENT;
                    case '5' -> SERVER;
                    default -> OK;
                });
    }
}
