package dev.faultline.demo;

import dev.faultline.demo.bank.Bank;
import dev.faultline.demo.bank.BankException;
import dev.faultline.demo.bank.Fault;
import dev.faultline.demo.bank.FaultRecord;
import dev.faultline.demo.bank.Mending;
import dev.faultline.demo.bank.Scenario;
import dev.faultline.demo.broker.BrokerProcess;
import dev.faultline.demo.control.ControlAddress;
import dev.faultline.demo.control.ControlPort;
import dev.faultline.demo.control.Controls;
import dev.faultline.source.WatchedTime;
import dev.faultline.topology.Component;
import dev.faultline.topology.Topology;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A simulated bank that can be watched: a broker in a process of its own, the bank with its agents
/// on a thread of its own, a control port. All of it ends with this program, and leaves nothing.
public final class Demo implements AutoCloseable, Controls {
    private static final long LOOK_MILLIS = 100;

    private final DemoFolder folder;
    private final BrokerProcess broker;
    private final BankRun run;
    private final Topology topology;
    private final Topology catalogue;
    private final ControlPort port;
    private final Thread atExit = new Thread(this::end, "demo-end");
    private boolean ended;

    private Demo(DemoPlan plan, Bank bank, Instant live) throws IOException {
        topology = bank.topology();
        catalogue = bank.catalogue();
        folder = DemoFolder.make(plan.temporary());
        @Nullable BrokerProcess made = null;
        try {
            made = new BrokerProcess(folder.path(), Map.of());
            made.launch();
            broker = made;
            run = new BankRun(plan, bank, live, broker);
            port = ControlPort.open(this, plan.port(), folder.path(), plan.data());
        } catch (IOException e) {
            if (made != null) {
                made.close();
            }
            folder.close();
            throw e;
        }
        Runtime.getRuntime().addShutdownHook(atExit);
        run.start();
    }

    /// Begins: [#await] waits until there is something to watch.
    ///
    /// @throws IOException where it can't, in a sentence
    /// @throws BankException where something of the scenario can't happen
    public static Demo start(DemoPlan plan) throws IOException, BankException {
        long step = plan.bank().step().toMillis();
        return start(plan, Instant.ofEpochMilli(System.currentTimeMillis() / step * step));
    }

    /// As [#start(DemoPlan)], at another time: a bank at night has little to do.
    ///
    /// @param live what time it is in the bank when its history ends
    public static Demo start(DemoPlan plan, Instant live) throws IOException, BankException {
        Instant begin = live.minus(plan.history());
        Bank trial = new Bank(plan.bank(), begin);
        for (Scenario.Entry entry : plan.scenario().entries()) {
            trial.inject(entry.fault());
        }
        return new Demo(plan, new Bank(plan.bank(), begin), live);
    }

    /// Where its broker listens: `host:port`.
    public String bootstrap() {
        return broker.bootstrap();
    }

    /// Where it is broken and mended.
    public ControlAddress control() {
        return port.address();
    }

    /// A folder that goes with it.
    public Path folder() {
        return folder.path();
    }

    /// What the bank consists of, and who answers for it; also what really depends on what.
    public Topology topology() {
        return topology;
    }

    /// What its owners write down of it, and no telemetry tells.
    public Topology catalogue() {
        return catalogue;
    }

    /// Waits until the history is written and the bank lives.
    ///
    /// @param progress is told what is being done
    /// @return the time in the bank
    /// @throws IOException where that did not come about, in a sentence
    public WatchedTime await(Consumer<String> progress) throws IOException, InterruptedException {
        while (true) {
            try {
                return run.living().get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                progress.accept(run.doing());
            } catch (ExecutionException e) {
                throw new IOException(
                        e.getCause() == null ? e.toString() : e.getCause().getMessage(), e);
            }
        }
    }

    @Override
    public List<Component> components() {
        return topology.components();
    }

    @Override
    public void inject(Fault fault) throws BankException, InterruptedException {
        run.ask(bank -> {
            bank.inject(fault);
            return "";
        });
    }

    @Override
    public String mend(Mending mending) throws BankException, InterruptedException {
        return run.ask(bank -> bank.mend(mending));
    }

    /// What was really wrong with the bank so far: for people and scores, never for the analysis.
    public List<FaultRecord> truth() {
        return run.truth();
    }

    /// Ends all of it, and removes what it wrote.
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // the program is ending: the hook runs as well
        }
        end();
    }

    private synchronized void end() {
        if (!ended) {
            ended = true;
            port.close();
            run.close();
            broker.close();
            folder.close();
        }
    }
}
