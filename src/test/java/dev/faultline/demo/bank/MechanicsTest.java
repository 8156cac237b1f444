package dev.faultline.demo.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// Whether requests queue, fail and are tried again as they must.
class MechanicsTest {
    private final Blueprint bank = Blueprint.read();
    private final Mechanics mechanics = new Mechanics(bank);
    private final double[] planned = new double[bank.parts().size()];

    private double[] wanted(double share) {
        return bank.errands().stream().mapToDouble(e -> e.peak() * share).toArray();
    }

    private void work(int steps, double share) {
        for (int i = 0; i < steps; i++) {
            mechanics.work(15, wanted(share), planned);
        }
    }

    @Test
    void waitsInAQueueOfOneWorkerAsTheFormulaOfPollaczekAndKhinchinSays() {
        // M/M/1: ρ/(1−ρ) service times
        assertThat(Queueing.waits(.5, 1, 1)).isCloseTo(1, within(1e-9));
        assertThat(Queueing.waits(.8, 1, .1)).isCloseTo(.4, within(1e-9));
    }

    @Test
    void waitsInAQueueOfManyWorkersNearlyAsErlangSays() {
        for (int workers : new int[] {2, 8, 32}) {
            for (double busy : new double[] {.7, .9}) {
                double erlang = erlangC(workers, busy * workers) / (workers * (1 - busy));
                assertThat(Queueing.waits(busy, workers, 1))
                        .as("%d workers, busy %.1f", workers, busy)
                        .isCloseTo(erlang, within(.25 * erlang + .005));
            }
        }
    }

    /// Share that waits at all in M/M/c.
    private static double erlangC(int workers, double load) {
        double blocked = 1;
        for (int k = 1; k <= workers; k++) {
            blocked = load * blocked / (k + load * blocked);
        }
        return blocked / (1 - load / workers * (1 - blocked));
    }

    @Test
    void keepsAsManyWorkersBusyAsLittlesLawSays() {
        work(60, .8);
        for (Blueprint.Part part : bank.parts()) {
            int p = part.place();
            if (part.waits() && part.consumes() < 0 && part.ours()) {
                assertThat(mechanics.busy[p])
                        .as(part.id())
                        .isLessThanOrEqualTo(mechanics.flow[p] * mechanics.seconds[p] + 1e-9);
            }
        }
        int ledger = bank.part("ledger-db");
        assertThat(mechanics.busy[ledger])
                .isCloseTo(
                        mechanics.flow[ledger] * mechanics.seconds[ledger],
                        within(.02 * mechanics.busy[ledger]));
    }

    @Test
    void sendsMoreAttemptsWhereSomeFail() {
        assertThat(Queueing.attempts(.5, 2)).isCloseTo(1.75, within(1e-12));
        work(40, .6);
        int ledger = bank.part("ledger");
        double before = mechanics.flow[ledger];
        for (int i = 0; i < 40; i++) {
            mechanics.knobs.reset();
            mechanics.knobs.failing[ledger] = .5;
            work(1, .6);
        }
        assertThat(mechanics.flow[ledger]).isGreaterThan(1.3 * before);
    }

    @Test
    void answersAgainWhenTheConnectionsOfADatabaseAreDoubled() {
        int payments = bank.part("payments");
        int database = bank.part("payments-db");
        work(40, .9);
        assertThat(mechanics.fails[payments]).isLessThan(.01);
        double stuck = bank.parts().get(database).workers() - 2;
        hold(database, stuck, 80);
        assertThat(mechanics.fails[payments]).isGreaterThan(.2);
        mechanics.scaled[database] = 2;
        hold(database, stuck, 80);
        assertThat(mechanics.fails[payments]).isLessThan(.01);
    }

    private void hold(int database, double stuck, int steps) {
        for (int i = 0; i < steps; i++) {
            mechanics.knobs.reset();
            mechanics.knobs.stuck[database] = stuck;
            work(1, .9);
        }
    }

    @Test
    void fillsAQueueThatNobodyReadsAndDrainsItAfterwards() {
        int consumer = bank.part("ledger-poster");
        int queue = bank.part("ledger-events");
        work(40, .5);
        double flow = mechanics.flow[queue];
        for (int i = 0; i < 40; i++) {
            mechanics.knobs.reset();
            mechanics.knobs.workers[consumer] = 0;
            work(1, .5);
        }
        assertThat(mechanics.backlog[queue]).isCloseTo(flow * 600, within(flow * 60));
        mechanics.knobs.reset();
        work(120, .5);
        assertThat(mechanics.backlog[queue]).isLessThan(flow);
    }

    @Test
    void keepsEverythingFiniteWhateverIsWrong() {
        for (int i = 0; i < 40; i++) {
            mechanics.knobs.reset();
            Arrays.fill(mechanics.knobs.failing, .9);
            Arrays.fill(mechanics.knobs.slow, 30);
            Arrays.fill(mechanics.knobs.retries, 9);
            Arrays.fill(mechanics.knobs.surge, 8);
            mechanics.knobs.loss = .5;
            mechanics.knobs.down[i % bank.hosts().size()] = true;
            work(1, 1);
        }
        for (double[] all :
                new double[][] {
                    mechanics.flow,
                    mechanics.seconds,
                    mechanics.fails,
                    mechanics.backlog,
                    mechanics.asked,
                    mechanics.waited,
                    mechanics.load
                }) {
            assertThat(Arrays.stream(all).allMatch(v -> v >= 0 && v < 1e9)).isTrue();
        }
    }
}
