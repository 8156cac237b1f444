package dev.faultline.source.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineShapeTest {
    private final LineShape shapes = new LineShape();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "connection refused to payments-db:5432 | connection refused to payments-db:<*>",
                "took 12 ms | took <*> ms",
                "took 12ms, 3 of 5 done | took <*> of <*> done",
                "retry in 1.5s | retry in <*>",
                "from 10.1.2.3:8080 to fe80::1 | from <*> to <*>",
                "at 2026-11-23T18:48:00.123Z it broke | at <*> it broke",
                "order 550e8400-e29b-41d4-a716-446655440000 lost | order <*> lost",
                "order deadbeefcafe0001 lost | order <*> lost",
                "ptr 0x7ffe12 is null | ptr <*> is null",
                "relation \"accounts\" does not exist | relation \"<*>\" does not exist",
                "can't open 'a b.txt' | can't open '<*>'",
                "GET /api/v1/orders/8871?page=2&size=9 failed | GET /api/v<*>/orders/<*>?page=<*>&size=<*> failed",
                "worker12 and worker7 are gone | worker<*> and worker<*> are gone",
                "ids 1, 2, 3, 4 are unknown | ids <*> are unknown",
                "user email:3fa9c1d2e4b6 is locked | user <*> is locked",
                "key issued-key:abcabcabcabc leaked | key <*> leaked",
                "level=error user=anna msg=\"no route to db\" | level=<*> user=<*> msg=no route to db",
                "a == b, c = d | a == b, c = d",
                "  two   blanks\tand a tab  | two blanks and a tab",
                "it's Anna's | it's Anna's",
                "é 5 ü | é <*> ü",
                "- | -",
            })
    void replacesWhatIsAValue(String line, String shape) {
        assertThat(shapes.of(line)).isEqualTo(shape);
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "7", "99", "100"})
    void linesThatDifferInNumbersHaveOneShape(String number) {
        assertThat(shapes.of("pool " + number + " of 20 for id-" + number + " at " + number + "%"))
                .isEqualTo("pool <*> of <*> for id-<*> at <*>%");
    }

    @ParameterizedTest
    @CsvSource({"failed: 1\\n\\tat a.B.c(B.java:7)", "failed: 2\\r\\nmore"})
    void aStackTraceIsNoPartOfIt(String line) {
        assertThat(shapes.of(line.translateEscapes())).isEqualTo("failed: <*>");
    }
}
