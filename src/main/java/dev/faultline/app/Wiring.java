package dev.faultline.app;

import dev.faultline.engine.EngineParameters;
import dev.faultline.engine.Snapshot;
import dev.faultline.incident.IncidentRules;
import dev.faultline.incident.IncidentStore;
import dev.faultline.remedy.RemedyDesk;
import dev.faultline.remedy.Role;
import dev.faultline.settings.Settings;
import dev.faultline.settings.SettingsFile;
import dev.faultline.settings.UserFolder;
import dev.faultline.source.RecordingState;
import dev.faultline.ui.FxExecutor;
import dev.faultline.ui.FxFrames;
import dev.faultline.ui.Going;
import dev.faultline.ui.Incidents;
import dev.faultline.ui.LiveSources;
import dev.faultline.ui.Look;
import dev.faultline.ui.OpenDialog;
import dev.faultline.ui.Readouts;
import dev.faultline.ui.Recordings;
import dev.faultline.ui.Remedies;
import dev.faultline.ui.Theme;
import dev.faultline.ui.Words;
import dev.faultline.ui.Workbench;
import dev.faultline.ui.about.AboutView;
import dev.faultline.ui.act.ActView;
import dev.faultline.ui.act.ActViewModel;
import dev.faultline.ui.changes.ChangesView;
import dev.faultline.ui.changes.ChangesViewModel;
import dev.faultline.ui.charts.ChartExport;
import dev.faultline.ui.charts.ChartsView;
import dev.faultline.ui.charts.ChartsViewModel;
import dev.faultline.ui.commands.Command;
import dev.faultline.ui.commands.Commands;
import dev.faultline.ui.compare.CompareView;
import dev.faultline.ui.compare.CompareViewModel;
import dev.faultline.ui.connect.ConnectView;
import dev.faultline.ui.connect.ConnectViewModel;
import dev.faultline.ui.graph.EdgeAccount;
import dev.faultline.ui.graph.GraphFinder;
import dev.faultline.ui.graph.GraphTableView;
import dev.faultline.ui.graph.GraphTableViewModel;
import dev.faultline.ui.graph.GraphView;
import dev.faultline.ui.graph.GraphViewModel;
import dev.faultline.ui.incidentbar.ImpactText;
import dev.faultline.ui.incidentbar.IncidentBarView;
import dev.faultline.ui.incidentbar.IncidentBarViewModel;
import dev.faultline.ui.incidents.HistoryView;
import dev.faultline.ui.incidents.HistoryViewModel;
import dev.faultline.ui.incidents.IncidentCommands;
import dev.faultline.ui.incidents.IncidentsView;
import dev.faultline.ui.incidents.IncidentsViewModel;
import dev.faultline.ui.inspector.ChecksView;
import dev.faultline.ui.inspector.ChecksViewModel;
import dev.faultline.ui.inspector.InspectorPage;
import dev.faultline.ui.inspector.InspectorView;
import dev.faultline.ui.inspector.InspectorViewModel;
import dev.faultline.ui.inspector.OwnerView;
import dev.faultline.ui.inspector.OwnerViewModel;
import dev.faultline.ui.inspector.WhatIfView;
import dev.faultline.ui.inspector.WhatIfViewModel;
import dev.faultline.ui.live.LiveStatusView;
import dev.faultline.ui.live.LiveStatusViewModel;
import dev.faultline.ui.live.LiveStripView;
import dev.faultline.ui.live.LiveStripViewModel;
import dev.faultline.ui.log.LogView;
import dev.faultline.ui.log.LogViewModel;
import dev.faultline.ui.log.ProgramLog;
import dev.faultline.ui.notifications.MessagesView;
import dev.faultline.ui.notifications.Notifications;
import dev.faultline.ui.notifications.NotificationsView;
import dev.faultline.ui.palette.PaletteView;
import dev.faultline.ui.palette.PaletteViewModel;
import dev.faultline.ui.palette.WhatIsThere;
import dev.faultline.ui.pins.CorrectionMenu;
import dev.faultline.ui.pins.FindingMenu;
import dev.faultline.ui.pins.PinMenu;
import dev.faultline.ui.pins.PinsView;
import dev.faultline.ui.pins.PinsViewModel;
import dev.faultline.ui.pins.Undo;
import dev.faultline.ui.recording.RecordingView;
import dev.faultline.ui.recording.RecordingViewModel;
import dev.faultline.ui.saying.SayingView;
import dev.faultline.ui.saying.SayingViewModel;
import dev.faultline.ui.settings.SettingsView;
import dev.faultline.ui.settings.SettingsViewModel;
import dev.faultline.ui.sheets.Sheets;
import dev.faultline.ui.shortcuts.ShortcutsView;
import dev.faultline.ui.statusbar.StatusBarView;
import dev.faultline.ui.statusbar.StatusBarViewModel;
import dev.faultline.ui.statusbar.StatusEndView;
import dev.faultline.ui.statusbar.StatusEndViewModel;
import dev.faultline.ui.suspects.SuspectsView;
import dev.faultline.ui.suspects.SuspectsViewModel;
import dev.faultline.ui.timebar.TimeBarView;
import dev.faultline.ui.timebar.TimeBarViewModel;
import dev.faultline.ui.welcome.WelcomeView;
import dev.faultline.ui.welcome.WelcomeViewModel;
import dev.faultline.ui.window.Regions;
import dev.faultline.ui.window.WindowCommands;
import dev.faultline.ui.window.WindowView;
import dev.faultline.ui.window.WindowViewModel;
import dev.faultline.ui.window.Zoom;
import dev.faultline.wording.Wording;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.application.ColorScheme;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.WeakChangeListener;
import javafx.fxml.FXMLLoader;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.stage.Window;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is plugged into what: one window with its model, its regions and its threads. Made and used
/// on the FX thread.
final class Wiring implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Wiring.class);
    private static final long HEARTBEAT_MILLIS = 150;
    private static final long RECORDING_SECONDS = 60;
    private static final long ACTING_SECONDS = 20;
    private static final long SAID_SECONDS = 6;

    private final FxExecutor fx = new FxExecutor();
    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService pulse =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("heartbeat").factory());
    private final ScheduledFuture<?> beat;
    private final Words words;
    private final Workbench workbench;
    private final Incidents incidents;
    private final OwnerViewModel owner;
    private final Remedies remedies;
    private final InstantSource clock;
    private final Look look = new Look();
    private final SayingViewModel saying;
    private final KeptLog keptLog;
    private final Sheets sheets = new Sheets();
    private final WindowViewModel window;
    private Settings.Theme wanted = Settings.Theme.DARK;
    private Consumer<Path> folders;

    /// The desktop was set to other colours; heard as long as this window is there.
    private final ChangeListener<ColorScheme> desktop =
            (p, before, now) -> {
                if (wanted == Settings.Theme.SYSTEM) {
                    dress(wanted);
                }
            };

    private final ConnectViewModel connect;
    private final GraphViewModel graph;
    private final GraphView graphView;
    private final Map<Class<?>, Object> controllers = new HashMap<>();

    /// One that keeps nothing of incidents.
    Wiring(Recordings recordings, LiveSources sources, Settings settings) {
        this(
                recordings,
                sources,
                settings,
                IncidentStore.NONE,
                Optional.empty(),
                InstantSource.system());
    }

    /// @param kept where the log of incidents is kept
    /// @param desk who acts on systems that bring nobody of their own; empty for nobody
    /// @param clock tells the time of day, to which the ages of running systems are counted
    Wiring(
            Recordings recordings,
            LiveSources sources,
            Settings settings,
            IncidentStore kept,
            Optional<RemedyDesk> desk,
            InstantSource clock) {
        this(recordings, sources, settings, kept, desk, clock, Locale.ROOT);
    }

    /// @param language of what is written, as far as there are words of it; English is the root
    Wiring(
            Recordings recordings,
            LiveSources sources,
            Settings settings,
            IncidentStore kept,
            Optional<RemedyDesk> desk,
            InstantSource clock,
            Locale language) {
        this.clock = clock;
        words = new Words(language);
        look.zoomProperty().set(settings.window().zoom());
        times(settings.window().times());
        Wording wording = Wording.in(language);
        OpenDialog dialog = new OpenDialog(words);
        workbench = new Workbench(recordings, sources, new FxFrames(fx), fx, background, clock);
        dress(settings.window().theme());
        javafx.application.Platform.getPreferences()
                .colorSchemeProperty()
                .addListener(new WeakChangeListener<>(desktop));
        IncidentRules rules = EngineParameters.incidents(settings.incidents());
        incidents = new Incidents(workbench, kept, rules, words, fx, background);
        Notifications notifications = new Notifications(clock, sheets);
        SayingViewModel saying =
                new SayingViewModel(
                        workbench,
                        incidents,
                        words,
                        wording,
                        sheets,
                        look,
                        settings.saying(),
                        notifications,
                        Wiring::copy);
        this.saying = saying;
        IncidentBarViewModel bar =
                new IncidentBarViewModel(
                        workbench,
                        incidents,
                        new ImpactText(settings.incidents(), words),
                        look,
                        words,
                        wording);
        graph = new GraphViewModel(workbench, words, background, fx);
        PinsViewModel pins = new PinsViewModel(workbench, words, wording);
        pins.namedProperty().bind(look.sharingProperty().not());
        FindingMenu findings = new FindingMenu(workbench, words, wording);
        Undo undo = new Undo(workbench, incidents, pins, wording.incidents(), words);
        PinMenu pinMenu =
                new PinMenu(
                        pins,
                        undo,
                        findings,
                        new CorrectionMenu(workbench, words, wording.graph()),
                        service -> {
                            workbench.select(service);
                            saying.show(SayingViewModel.Topic.MESSAGE);
                        });
        GraphTableViewModel twin = new GraphTableViewModel(workbench, words);
        graphView =
                new GraphView(
                        graph,
                        twin,
                        new GraphFinder(graph, words),
                        new EdgeAccount(workbench, words, wording.graph()),
                        workbench,
                        pinMenu,
                        dialog);
        plug(new GraphTableView(twin, pinMenu));
        plug(graphView);
        connect = new ConnectViewModel(workbench, sources, words, background, fx);
        LiveStripViewModel strip = new LiveStripViewModel(workbench, words);
        Regions regions = new Regions();
        ProgramLog log = new ProgramLog();
        keptLog = KeptLog.into(log, settings);
        plug(new LogView(new LogViewModel(log, sheets, words, new FxFrames(fx), Wiring::copy)));
        plug(new AboutView(workbench, sheets, words, Made::here, Wiring::copy));
        folders =
                path ->
                        notifications.tell(
                                Notifications.Level.NOTE, words.get("settings.no.folder", path));
        SettingsViewModel settingsModel =
                new SettingsViewModel(
                        workbench,
                        words,
                        sheets,
                        notifications,
                        UserFolder.here().resolve(SettingsFile.NAME),
                        changed -> {
                            apply(changed);
                            IncidentRules next = EngineParameters.incidents(changed.incidents());
                            recordings.incidents(next);
                            sources.incidents(next);
                            incidents.rules(next);
                            bar.impact(new ImpactText(changed.incidents(), words));
                        });
        plug(
                new SettingsView(
                        settingsModel, words, dialog, Wiring::copy, path -> folders.accept(path)));
        plug(new SayingView(saying, words, dialog));
        window = new WindowViewModel(workbench, words, connect, strip, notifications);
        List<Command> all =
                new ArrayList<>(
                        new WindowCommands(
                                        workbench,
                                        words,
                                        window,
                                        pins,
                                        undo,
                                        findings,
                                        sheets,
                                        regions,
                                        dialog,
                                        notifications,
                                        twin,
                                        saying,
                                        look)
                                .all());
        all.addAll(
                new IncidentCommands(
                                incidents,
                                workbench,
                                words,
                                wording.incidents(),
                                sheets,
                                () -> bar.notingProperty().set(true))
                        .all());
        Commands commands =
                new Commands(all, why -> notifications.tell(Notifications.Level.NOTE, why));
        plug(new WindowView(window, dialog, commands, sheets, regions, look, words, this::load));
        plug(new NotificationsView(notifications, words));
        plug(new MessagesView(notifications, words));
        plug(new ShortcutsView(commands, sheets, words));
        plug(
                new PaletteView(
                        new PaletteViewModel(
                                workbench,
                                words,
                                commands,
                                sheets,
                                List.of(
                                        new WhatIsThere(
                                                workbench,
                                                incidents,
                                                words,
                                                connect,
                                                settingsModel)))));
        plug(new WelcomeView(new WelcomeViewModel(workbench, words, connect), dialog));
        plug(new ConnectView(connect, dialog, words));
        plug(new LiveStripView(strip, dialog));
        plug(new RecordingView(new RecordingViewModel(workbench, words), dialog));
        plug(new LiveStatusView(new LiveStatusViewModel(workbench, words, sources.formats())));
        plug(new IncidentBarView(bar, commands, words));
        plug(
                new IncidentsView(
                        new IncidentsViewModel(
                                workbench, incidents, look, words, wording.incidents()),
                        incidents,
                        sheets,
                        words));
        plug(new PinsView(pins, undo));
        plug(new ChangesView(new ChangesViewModel(workbench, look, words, wording)));
        plug(new SuspectsView(new SuspectsViewModel(workbench, words), pinMenu));
        InspectorViewModel why = new InspectorViewModel(workbench, words, wording);
        ChecksViewModel checks = new ChecksViewModel(workbench, words, wording);
        WhatIfViewModel whatIf = new WhatIfViewModel(workbench, words, wording);
        HistoryViewModel history = new HistoryViewModel(workbench, incidents, look, words, wording);
        plug(new HistoryView(history));
        owner = new OwnerViewModel(workbench, saying, look, words);
        plug(new OwnerView(owner));
        plug(
                new InspectorView(
                        why,
                        new InspectorPage(why, checks, whatIf, owner, history, words),
                        Wiring::copy));
        plug(new ChecksView(checks));
        plug(new WhatIfView(whatIf));
        plug(
                new CompareView(
                        new CompareViewModel(workbench, words, wording, sheets), sheets, words));
        plug(
                new ChartsView(
                        new ChartsViewModel(workbench, words, wording),
                        new ChartExport(workbench, dialog, words, notifications)));
        TimeBarViewModel timeBar = new TimeBarViewModel(workbench, words);
        plug(new TimeBarView(timeBar));
        remedies =
                new Remedies(
                        workbench,
                        incidents,
                        desk,
                        clock,
                        fx,
                        background,
                        sentence -> notifications.tell(Notifications.Level.WARNING, sentence));
        plug(
                new ActView(
                        new ActViewModel(
                                workbench, incidents, remedies, look, words, sheets, clock),
                        sheets,
                        words));
        remedies.goingProperty()
                .addListener((p, before, now) -> {
                    graph.acting(now.stream().map(Going::target).collect(Collectors.toSet()));
                    timeBar.acting(now.stream().map(Going::started).toList());
                    bar.acting(now.stream().map(this::flag).collect(Collectors.joining(" · ")));
                });
        remedies.actionsProperty().subscribe(history::acted);
        remedies.leftProperty()
                .addListener((p, before, now) ->
                        now.forEach(each ->
                                notifications.tell(
                                        Notifications.Level.WARNING,
                                        words.get(
                                                each.runs() ? "act.left.runs" : "act.left",
                                                each.action().statement().runbook(),
                                                each.action().statement().target().value()))));
        StatusEndViewModel end =
                new StatusEndViewModel(workbench, words, look, clock, model(settings.cause()));
        remedies.roleProperty().subscribe(now -> end.role(now.orElse(Role.VIEWER)));
        plug(new StatusEndView(end));
        plug(new StatusBarView(new StatusBarViewModel(workbench, words)));
        beat =
                pulse.scheduleWithFixedDelay(
                        () ->
                                fx.execute(() -> {
                                    workbench.heartbeat();
                                    end.tick();
                                }),
                        HEARTBEAT_MILLIS,
                        HEARTBEAT_MILLIS,
                        TimeUnit.MILLISECONDS);
    }

    private String flag(Going run) {
        return words.get(
                run.verifying() ? "act.flag.verifying" : "act.flag.runs",
                run.runbook().title(),
                run.target().value());
    }

    private void plug(Object controller) {
        controllers.put(controller.getClass(), controller);
    }

    private String model(Settings.Cause files) {
        String own =
                Stream.of(files.parameters(), files.learned())
                        .filter(name -> !name.isEmpty())
                        .collect(Collectors.joining(", "));
        return own.isEmpty() ? words.get("status.model.shipped") : own;
    }

    private static void copy(String text) {
        Clipboard.getSystemClipboard().setContent(Map.of(DataFormat.PLAIN_TEXT, text));
    }

    /// What can be changed while the window is open.
    private void apply(Settings settings) {
        dress(settings.window().theme());
        look.zoomProperty().set(settings.window().zoom());
        times(settings.window().times());
        saying.settings(settings.saying());
    }

    private static void times(Settings.Times times) {
        Readouts.in(
                switch (times) {
                    case UTC -> ZoneId.of("UTC");
                    case LOCAL -> ZoneId.systemDefault();
                });
    }

    private void dress(Settings.Theme theme) {
        wanted = theme;
        workbench.themeProperty().set(theme(theme));
    }

    private static Theme theme(Settings.Theme wanted) {
        return switch (wanted) {
            case DARK -> Theme.DARK;
            case LIGHT -> Theme.LIGHT;
            case SYSTEM ->
                    javafx.application.Platform.getPreferences().getColorScheme()
                                    == javafx.application.ColorScheme.LIGHT
                            ? Theme.LIGHT
                            : Theme.DARK;
        };
    }

    Workbench workbench() {
        return workbench;
    }

    /// The incidents of what is open.
    Incidents incidents() {
        return incidents;
    }

    /// What is done about what is open.
    Remedies remedies() {
        return remedies;
    }

    /// The form in which a person says which running system to watch.
    ConnectViewModel connect() {
        return connect;
    }

    /// What lies over the window.
    Sheets sheets() {
        return sheets;
    }

    /// Says how the desktop shows a folder.
    void folders(Consumer<Path> shows) {
        folders = shows;
    }

    /// Opens what was dropped onto the window, or says why not.
    void dropped(List<Path> files) {
        window.dropped(files);
    }

    /// The graph as it is drawn.
    GraphView graphView() {
        return graphView;
    }

    /// Whether the picture is complete: analysed, explained and laid out.
    boolean settled() {
        return workbench.settled() && incidents.settled() && owner.settled() && !graph.planning();
    }

    /// Whether there is a first picture: the graph laid out, and something observed.
    boolean drawn() {
        Snapshot shown = workbench.snapshotProperty().get();
        return shown != null
                && shown.counts().samples() > 0
                && !graph.drawingProperty().get().cut().items().isEmpty();
    }

    /// Loads the window with all its regions. Once.
    Parent load() {
        Zoom zoom = new Zoom(load(WindowView.class), look);
        zoom.sceneProperty()
                .subscribe(scene -> {
                    if (scene != null) {
                        follow(scene);
                    }
                });
        return zoom;
    }

    /// Who looks away for long is told so when they come back.
    private void follow(Scene scene) {
        scene.windowProperty()
                .flatMap(Window::focusedProperty)
                .addListener((p, before, now) -> {
                    if (Boolean.TRUE.equals(now)) {
                        saying.cameBack(clock.instant());
                    } else {
                        saying.lookedAway(clock.instant());
                    }
                });
    }

    /// A sheet to be laid over the window.
    private Parent load(Sheets.Sheet sheet) {
        return load(
                switch (sheet) {
                    case PALETTE -> PaletteView.class;
                    case SHORTCUTS -> ShortcutsView.class;
                    case MESSAGES -> MessagesView.class;
                    case COMPARE -> CompareView.class;
                    case SAYING -> SayingView.class;
                    case SETTINGS -> SettingsView.class;
                    case LOG -> LogView.class;
                    case ABOUT -> AboutView.class;
                    case INCIDENTS -> IncidentsView.class;
                    case ACT -> ActView.class;
                });
    }

    private Parent load(Class<?> view) {
        String name = view.getSimpleName() + ".fxml";
        FXMLLoader loader =
                new FXMLLoader(
                        Objects.requireNonNull(view.getResource(name), name), words.bundle());
        loader.setControllerFactory(
                type -> Objects.requireNonNull(controllers.get(type), type.getName()));
        try {
            return loader.load();
        } catch (IOException e) {
            throw new UncheckedIOException("the program's own window cannot be read", e);
        }
    }

    /// Stops all threads of the window.
    @Override
    public void close() {
        boolean acting = remedies.running();
        remedies.close();
        keptLog.close();
        beat.cancel(false);
        pulse.shutdown();
        RecordingState recorded = workbench.liveness().capture().recordingProperty().get();
        boolean recording = recorded != null && !recorded.over();
        workbench.close();
        graphView.close();
        background.shutdown();
        if (recording) {
            finish(RECORDING_SECONDS);
        } else if (acting) {
            finish(ACTING_SECONDS);
        } else if (!incidents.settled()) {
            finish(SAID_SECONDS);
        }
    }

    /// A recording is finished, what runs is ended, and what was said is kept, before the program
    /// ends. The window is gone by then.
    private void finish(long seconds) {
        try {
            if (!background.awaitTermination(seconds, TimeUnit.SECONDS)) {
                LOG.warn(
                        "Not all came to its end within {} s: what was closed of a recording lies in its .part folder, a script that was not ended is told of at the next start.",
                        seconds);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
