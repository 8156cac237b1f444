package dev.faultline.ui.window;

import dev.faultline.model.ServiceId;
import dev.faultline.ui.Insights;
import dev.faultline.ui.Look;
import dev.faultline.ui.OpenDialog;
import dev.faultline.ui.Words;
import dev.faultline.ui.Workbench;
import dev.faultline.ui.WorkbenchState;
import dev.faultline.ui.commands.Command;
import dev.faultline.ui.commands.Command.Group;
import dev.faultline.ui.commands.Command.Scope;
import dev.faultline.ui.commands.Key;
import dev.faultline.ui.graph.GraphTableViewModel;
import dev.faultline.ui.notifications.Notifications;
import dev.faultline.ui.pins.FindingMenu;
import dev.faultline.ui.pins.PinsViewModel;
import dev.faultline.ui.pins.Stance;
import dev.faultline.ui.pins.Undo;
import dev.faultline.ui.saying.SayingViewModel;
import dev.faultline.ui.saying.SayingViewModel.Topic;
import dev.faultline.ui.sheets.Sheets;
import dev.faultline.ui.sheets.Sheets.Sheet;
import dev.faultline.ui.window.Regions.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;

/// What can be done from anywhere in the window.
public final class WindowCommands {
    private final Workbench workbench;
    private final Words words;
    private final WindowViewModel window;
    private final PinsViewModel pins;
    private final Undo undo;
    private final FindingMenu findings;
    private final Sheets sheets;
    private final Regions regions;
    private final OpenDialog dialog;
    private final Notifications notifications;
    private final GraphTableViewModel twin;
    private final SayingViewModel saying;
    private final Look look;
    private final List<Command> all = new ArrayList<>();
    private final ObservableValue<String> always = new ReadOnlyStringWrapper("");
    private final ObservableValue<String> nothingOpen;
    private final ObservableValue<String> nothingSelected;

    public WindowCommands(
            Workbench workbench,
            Words words,
            WindowViewModel window,
            PinsViewModel pins,
            Undo undo,
            FindingMenu findings,
            Sheets sheets,
            Regions regions,
            OpenDialog dialog,
            Notifications notifications,
            GraphTableViewModel twin,
            SayingViewModel saying,
            Look look) {
        this.twin = twin;
        this.workbench = workbench;
        this.words = words;
        this.window = window;
        this.pins = pins;
        this.undo = undo;
        this.findings = findings;
        this.sheets = sheets;
        this.regions = regions;
        this.dialog = dialog;
        this.notifications = notifications;
        this.saying = saying;
        this.look = look;
        nothingOpen =
                workbench
                        .stateProperty()
                        .map(state ->
                                state instanceof WorkbenchState.Open
                                        ? ""
                                        : words.get("command.refused.nothing.open"));
        nothingSelected =
                Bindings.createStringBinding(
                        () ->
                                workbench.selectionProperty().get() == null
                                        ? words.get("command.refused.nothing.selected")
                                        : "",
                        workbench.selectionProperty());
        find();
        source();
        go();
        say();
        know();
        act();
        look();
    }

    /// The list, in the order in which it is shown.
    public List<Command> all() {
        return List.copyOf(all);
    }

    private void find() {
        sheet("palette", Group.FIND, Key.PALETTE, Sheet.PALETTE);
        sheet("shortcuts", Group.FIND, Key.SHORTCUTS, Sheet.SHORTCUTS);
        add("escape", Group.FIND, Key.ESCAPE, canEscape(), this::escape);
    }

    private void source() {
        add("open", Group.SOURCE, Key.OPEN, always, () -> dialog.choose().ifPresent(window::open));
        add("connect", Group.SOURCE, Key.CONNECT, always, window::connect);
        add(
                "baseline",
                Group.SOURCE,
                null,
                workbench
                        .liveness()
                        .stateProperty()
                        .map(state -> "")
                        .orElse(words.get("command.refused.not.live")),
                () -> dialog.saveBaseline().ifPresent(window::saveBaseline));
        add("close", Group.SOURCE, null, nothingOpen, window::close);
        later("train", Group.SOURCE, null, "command.refused.training");
    }

    private void go() {
        add("suspects", Group.GO, Key.SUSPECTS, nothingOpen, () -> regions.focus(Place.SUSPECTS));
        add("graph", Group.GO, Key.GRAPH, nothingOpen, () -> regions.focus(Place.GRAPH));
        add(
                "inspector",
                Group.GO,
                Key.INSPECTOR,
                nothingOpen,
                () -> regions.focus(Place.INSPECTOR));
        add("charts", Group.GO, Key.CHARTS, nothingOpen, () -> regions.focus(Place.CHARTS));
        add("time", Group.GO, Key.TIME, nothingOpen, () -> regions.focus(Place.TIME));
        add("why", Group.GO, null, nothingOpen, () -> topic(Insights.Topic.WHY));
        add("checks", Group.GO, null, nothingOpen, () -> topic(Insights.Topic.CHECK_NEXT));
        add("whatif", Group.GO, null, nothingOpen, () -> topic(Insights.Topic.WHAT_IF));
        add("owner", Group.GO, null, nothingOpen, () -> topic(Insights.Topic.OWNER));
        add("history", Group.GO, null, nothingOpen, () -> topic(Insights.Topic.HISTORY));
        add("compare", Group.GO, Key.COMPARE, nothingOpen, () -> sheets.show(Sheet.COMPARE));
        graph("walk", Key.WALK);
        graph("graph.enter", Key.ENTER_NODE);
        graph("graph.back", Key.BACK);
        graph("graph.hops", Key.HOPS);
        graph("graph.find", Key.FIND);
        graph("graph.hide", Key.HIDE);
        graph("graph.fold", Key.FOLD);
        graph("fit", Key.FIT);
        graph("graph.closer", Key.CLOSER);
        graph("graph.away", Key.AWAY);
        add("table", Group.GO, Key.TABLE, nothingOpen, twin::turn);
        add(
                "now",
                Group.GO,
                Key.NOW,
                workbench
                        .liveness()
                        .stateProperty()
                        .map(state -> "")
                        .orElse(words.get("command.refused.not.live")),
                workbench::toNow);
        add("parts", Group.GO, Key.PARTS, Scope.CHARTS, nothingOpen, () -> {});
    }

    private void graph(String id, Key key) {
        add(id, Group.GO, key, Scope.GRAPH, nothingOpen, () -> regions.focus(Place.GRAPH));
    }

    private void say() {
        add("call", Group.SAY, Key.COPY_FOR_CALL, nothingOpen, saying::copyForCall);
        add("say.call", Group.SAY, null, nothingOpen, () -> saying.show(Topic.CALL));
        add("message", Group.SAY, Key.MESSAGE, nothingOpen, () -> saying.show(Topic.MESSAGE));
        add("digest", Group.SAY, Key.DIGEST, nothingOpen, () -> saying.show(Topic.DIGEST));
        add("handover", Group.SAY, Key.HAND_OVER, nothingOpen, () -> saying.show(Topic.HAND_OVER));
        add(
                "share",
                Group.SAY,
                Key.SHARE,
                always,
                () -> look.sharingProperty().set(!look.sharingProperty().get()));
    }

    private void know() {
        for (Stance stance : Stance.values()) {
            add(
                    switch (stance) {
                        case CAUSE -> "pin.cause";
                        case NOT_CAUSE -> "pin.not.cause";
                        case HEALTHY -> "pin.healthy";
                        case TROUBLE -> "pin.trouble";
                    },
                    Group.KNOW,
                    stance.key(),
                    Scope.COMPONENT,
                    nothingSelected,
                    () -> {
                        ServiceId marked = workbench.selectionProperty().get();
                        if (marked != null) {
                            pins.toggle(stance, marked);
                        }
                    });
        }
        ObservableValue<String> undoable =
                undo.nextProperty()
                        .map(what -> what.isEmpty() ? words.get("command.refused.undo") : "");
        all.add(
                new Command(
                        "undo",
                        Group.KNOW,
                        words.get("command.undo"),
                        Optional.of(Key.UNDO),
                        Scope.WINDOW,
                        undo.nextProperty(),
                        undoable,
                        this::undo));
        add("undo.pin", Group.KNOW, Key.UNDO_PIN, Scope.AGAIN, undoable, this::undo);
        add("third.party", Group.KNOW, null, nothingOpen, findings::askThirdParty);
        add(
                "take.back",
                Group.KNOW,
                Key.TAKE_BACK,
                Scope.CHANGES,
                nothingOpen,
                () -> regions.focus(Place.SUSPECTS));
    }

    private void undo() {
        notifications.tell(Notifications.Level.DONE, undo.nextProperty().get());
        undo.takeBack();
    }

    private void act() {
        later("page", Group.ACT, Key.PAGE_OWNER, "command.refused.paging");
        add("act", Group.ACT, Key.ACT, nothingSelected, () -> sheets.show(Sheet.ACT));
    }

    private void look() {
        add("theme", Group.LOOK, null, always, window::switchTheme);
        add("larger", Group.LOOK, Key.LARGER, always, look::larger);
        add("smaller", Group.LOOK, Key.SMALLER, always, look::smaller);
        add("usual.size", Group.LOOK, Key.USUAL_SIZE, always, look::usual);
        sheet("settings", Group.LOOK, Key.SETTINGS, Sheet.SETTINGS);
        sheet("messages", Group.LOOK, null, Sheet.MESSAGES);
        sheet("log", Group.LOOK, Key.LOG, Sheet.LOG);
        sheet("about", Group.LOOK, null, Sheet.ABOUT);
    }

    private ObservableValue<String> canEscape() {
        String no = words.get("command.refused.escape");
        return Bindings.createStringBinding(
                () -> window.canEscape() ? "" : no,
                workbench.stateProperty(),
                workbench.insights().topicProperty());
    }

    private void escape() {
        if (workbench.stateProperty().get() instanceof WorkbenchState.Opening) {
            window.close();
        } else {
            window.leaveWhatIf();
        }
    }

    private void topic(Insights.Topic topic) {
        workbench.insights().topicProperty().set(topic);
        regions.focus(Place.INSPECTOR);
    }

    private void sheet(String id, Group group, @Nullable Key key, Sheet sheet) {
        add(id, group, key, always, () -> sheets.toggle(sheet));
    }

    /// What a later part of the program does: it has its place and says so.
    private void later(String id, Group group, @Nullable Key key, String why) {
        add(id, group, key, new ReadOnlyStringWrapper(words.get(why)), () -> {});
    }

    private void add(
            String id,
            Group group,
            @Nullable Key key,
            ObservableValue<String> refusal,
            Runnable run) {
        add(id, group, key, Scope.WINDOW, refusal, run);
    }

    private void add(
            String id,
            Group group,
            @Nullable Key key,
            Scope scope,
            ObservableValue<String> refusal,
            Runnable run) {
        all.add(
                new Command(
                        id,
                        group,
                        words.get("command." + id),
                        Optional.ofNullable(key),
                        scope,
                        always,
                        refusal,
                        run));
    }
}
