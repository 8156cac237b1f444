package dev.faultline.ui.shortcuts;

import dev.faultline.ui.Words;
import dev.faultline.ui.commands.Command;
import dev.faultline.ui.commands.Commands;
import dev.faultline.ui.commands.Key;
import dev.faultline.ui.sheets.Sheets;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javafx.fxml.FXML;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// The list of all keys: those of the list of commands, nothing else.
public final class ShortcutsView {
    private static final int COLUMNS = 3;

    private final Commands commands;
    private final Sheets sheets;
    private final Words words;
    @FXML private StackPane root;
    @FXML private ScrollPane scroll;
    @FXML private FlowPane groups;

    @SuppressWarnings("NullAway.Init") // the fields are FXML's
    public ShortcutsView(Commands commands, Sheets sheets, Words words) {
        this.commands = commands;
        this.sheets = sheets;
        this.words = words;
    }

    @FXML
    private void initialize() {
        sheets.attach(root, Sheets.Sheet.SHORTCUTS, scroll);
        List<VBox> columns = Stream.generate(() -> new VBox(20)).limit(COLUMNS).toList();
        columns.forEach(column -> column.getStyleClass().add("shortcut-column"));
        groups.getChildren().setAll(columns);
        for (Command.Group group : Command.Group.values()) {
            List<Command> keyed =
                    commands.all().stream()
                            .filter(each -> each.group() == group && each.key().isPresent())
                            .toList();
            if (!keyed.isEmpty()) {
                VBox box = new VBox(4);
                Label title = new Label(words.get(name(group)));
                title.getStyleClass().add("strong");
                box.getChildren().add(title);
                keyed.forEach(each -> box.getChildren().add(line(each)));
                shortest(columns).getChildren().add(box);
            }
        }
    }

    private static VBox shortest(List<VBox> columns) {
        return columns.stream()
                .min(
                        Comparator.comparingInt(column ->
                                column.getChildren().stream()
                                        .mapToInt(box -> ((VBox) box).getChildren().size())
                                        .sum()))
                .orElseThrow();
    }

    private HBox line(Command command) {
        Label title = new Label(command.title());
        title.setMinWidth(0);
        title.setWrapText(true);
        title.setMinHeight(Region.USE_PREF_SIZE);
        Label where = new Label(where(command.scope()));
        where.getStyleClass().addAll("muted", "small");
        where.setMinWidth(0);
        where.setManaged(!where.getText().isEmpty());
        VBox both = new VBox(title, where);
        both.setMinWidth(0);
        HBox.setHgrow(both, Priority.ALWAYS);
        Label key = new Label(command.key().map(Key::shown).orElse(""));
        key.getStyleClass().add("key-cap");
        key.setMinWidth(Region.USE_PREF_SIZE);
        HBox line = new HBox(8, both, key);
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }

    private static String name(Command.Group group) {
        return switch (group) {
            case FIND -> "command.group.find";
            case SOURCE -> "command.group.source";
            case GO -> "command.group.go";
            case SAY -> "command.group.say";
            case KNOW -> "command.group.know";
            case ACT -> "command.group.act";
            case LOOK -> "command.group.look";
        };
    }

    private String where(Command.Scope scope) {
        return switch (scope) {
            case WINDOW -> "";
            case COMPONENT, AGAIN -> words.get("command.scope.component");
            case GRAPH -> words.get("command.scope.graph");
            case CHARTS -> words.get("command.scope.charts");
            case CHANGES -> words.get("command.scope.changes");
        };
    }

    @FXML
    private void close() {
        sheets.close();
    }
}
