package dev.faultline.demo.bank;

import dev.faultline.demo.bank.Blueprint.Part;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;

/// Texts of single lines.
final class Chatter {
    private static final HexFormat HEX = HexFormat.of();
    private static final List<String> VERBS = List.of("GET ", "GET ", "POST ");
    private static final List<String> PATHS = List.of("/accounts", "/payments", "/cards", "/me");
    private static final List<String> DEEDS = List.of("read", "read", "update");
    private static final List<String> IBANS =
            List.of(
                    "DE89370400440532013000",
                    "DE75512108001245126199",
                    "FR1420041010050500013M02606",
                    "NL91ABNA0417164300",
                    "AT611904300234573201");
    private static final List<String> CARDS =
            List.of("4111111111111111", "5555555555554444", "4012888888881881", "378282246310005");
    private static final List<String> NAMES =
            List.of("anna.meier", "j.duval", "t.okafor", "lena.koch", "p.rossi", "s.novak");

    private final SplittableRandom chance;

    Chatter(SplittableRandom chance) {
        this.chance = chance;
    }

    /// Many lines are written: put together by hand, which is several times faster than formats.
    String line(Part part) {
        return switch (part.kind()) {
            case ENTRY, LOAD_BALANCER, GATEWAY ->
                    pick(VERBS)
                            + pick(PATHS)
                            + " 200 "
                            + (3 + chance.nextInt(90))
                            + " ms from "
                            + address()
                            + " id="
                            + id();
            case DATABASE ->
                    chance.nextInt(2) == 0
                            ? "checkpoint complete: wrote " + chance.nextInt(9000) + " buffers"
                            : "automatic vacuum of table \""
                                    + table(part)
                                    + "\": index scans: "
                                    + chance.nextInt(4);
            case CACHE -> chance.nextInt(50_000) + " changes in 60 seconds, saving";
            case QUEUE ->
                    "accepting connection from "
                            + address()
                            + ":"
                            + (30_000 + chance.nextInt(20_000));
            case CONSUMER -> "handled message " + id() + " in " + chance.nextInt(60) + " ms";
            default -> service(part);
        };
    }

    private String service(Part part) {
        return switch (part.id()) {
            case "auth" ->
                    "login of " + pick(NAMES) + "@example.com from " + address() + " succeeded";
            case "notifications", "customers", "onboarding" ->
                    "sent confirmation "
                            + chance.nextInt(1_000_000)
                            + " to "
                            + pick(NAMES)
                            + "@example.org";
            case "payments", "transfers", "instant-payments", "standing-orders" ->
                    "payment " + id() + " of " + amount() + " EUR to " + pick(IBANS) + " accepted";
            case "cards", "card-auth" ->
                    "authorised "
                            + amount()
                            + " EUR on card "
                            + pick(CARDS)
                            + ", approval "
                            + (100_000 + chance.nextInt(900_000));
            case "ledger" ->
                    "posted entry "
                            + chance.nextInt(100_000_000)
                            + ", debit "
                            + amount()
                            + " credit "
                            + amount();
            case "fraud", "fraud-scoring" ->
                    "scored transaction " + id() + ": 0." + (100 + chance.nextInt(400));
            case "config-service" -> (20 + chance.nextInt(30)) + " clients polled, none behind";
            default ->
                    pick(DEEDS)
                            + " of customer "
                            + (10_000_000 + chance.nextInt(80_000_000))
                            + " in "
                            + (2 + chance.nextInt(60))
                            + " ms";
        };
    }

    String exception(Part part) {
        return "%s: request %s failed at %s.handle(%s.java:%d)"
                .formatted(
                        pick(
                                List.of(
                                        "java.lang.NullPointerException",
                                        "java.lang.IllegalStateException")),
                        id(),
                        part.id().replace('-', '.'),
                        "Handler",
                        40 + chance.nextInt(200));
    }

    String statement(Part part) {
        return "SELECT * FROM %s WHERE id = %d".formatted(table(part), chance.nextInt(10_000_000));
    }

    private String table(Part part) {
        return part.id().replace("-db", "");
    }

    private String amount() {
        return (int) (4 * Math.exp(4 * chance.nextDouble())) + "." + (10 + chance.nextInt(90));
    }

    private String address() {
        return "10."
                + chance.nextInt(4)
                + "."
                + chance.nextInt(250)
                + "."
                + (1 + chance.nextInt(250));
    }

    private String id() {
        return HEX.toHexDigits(chance.nextInt()) + "-" + HEX.toHexDigits((short) chance.nextInt());
    }

    private String pick(List<String> from) {
        return from.get(chance.nextInt(from.size()));
    }
}
