package dev.faultline.ui;

import static org.awaitility.Awaitility.await;

import dev.faultline.engine.SmallShop;
import dev.faultline.engine.Snapshot;
import dev.faultline.incident.IncidentRules;
import dev.faultline.incident.IncidentStore;
import dev.faultline.remedy.RemedyDesk;
import dev.faultline.settings.Settings;
import dev.faultline.source.LiveState;
import dev.faultline.ui.incidentbar.ImpactText;
import dev.faultline.ui.incidentbar.IncidentBarViewModel;
import dev.faultline.wording.Wording;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// A workbench without a screen: one thread stands for that of JavaFX.
public final class Desk implements AutoCloseable {
    private final ExecutorService fx = Executors.newSingleThreadExecutor();
    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
    public final ShopSystem shop = new ShopSystem();
    public final Words words = new Words();
    public final Look look = new Look();
    public final Workbench workbench =
            new Workbench(new ShopRecordings(), shop, fx::execute, fx, background, shop::now);

    public final Incidents incidents;

    public Desk() {
        this(IncidentStore.NONE);
    }

    public Desk(IncidentStore kept) {
        incidents =
                on(() ->
                        new Incidents(
                                workbench,
                                kept,
                                IncidentRules.DEFAULT,
                                words,
                                fx::execute,
                                background));
    }

    /// The bar on top; made on the desk's thread.
    public IncidentBarViewModel bar() {
        return bar(Settings.DEFAULT.incidents());
    }

    /// The same, where it was set what an incident costs.
    public IncidentBarViewModel bar(Settings.Incidents costs) {
        return new IncidentBarViewModel(
                workbench, incidents, new ImpactText(costs, words), look, words, Wording.english());
    }

    /// Who acts on what is open; made on the desk's thread.
    public Remedies remedies(RemedyDesk own) {
        return on(() ->
                new Remedies(
                        workbench,
                        incidents,
                        Optional.of(own),
                        shop::now,
                        fx::execute,
                        background,
                        sentence -> {
                            throw new AssertionError(sentence);
                        }));
    }

    /// Runs on the desk's one thread, as all that view models do.
    public <T> T on(Callable<T> work) {
        try {
            return fx.submit(work).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    public void run(Runnable work) {
        on(Executors.callable(work));
    }

    /// Opens the shop six cells into its fault, and waits until that is on the screen.
    public Desk openShop() {
        return openShop(null);
    }

    public Desk openShop(@Nullable Instant at) {
        run(() -> workbench.open(Path.of("shop.capture"), at));
        awaitSettled();
        return this;
    }

    /// Connects to the shop as it runs, and waits until something is on the screen.
    public Desk connectShop() {
        run(() -> workbench.connect(ConnectRequest.of("broker1:9092", "shop")));
        await().until(() ->
                on(() -> {
                    workbench.heartbeat();
                    return workbench.stateProperty().get() instanceof WorkbenchState.Open
                            && workbench.caughtUp();
                }));
        return this;
    }

    /// Lets the running shop's source say this of itself, and waits until the window knows.
    public void says(LiveState state) {
        shop.say(state);
        run(workbench::heartbeat);
    }

    public void seek(int cell) {
        run(() -> workbench.transport(p -> p.seek(SmallShop.at(cell))));
        await().until(() -> on(() -> settledAt(cell)));
    }

    private boolean settledAt(int cell) {
        workbench.heartbeat();
        Snapshot shown = workbench.snapshotProperty().get();
        return workbench.settled() && shown != null && shown.at().equals(SmallShop.at(cell));
    }

    public void awaitSettled() {
        await().until(() ->
                on(() -> {
                    workbench.heartbeat();
                    return workbench.settled();
                }));
    }

    @Override
    public void close() {
        run(workbench::close);
        background.close(); // what is being worked out still has its thread to answer on
        fx.close();
    }
}
