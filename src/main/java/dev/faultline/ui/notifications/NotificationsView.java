package dev.faultline.ui.notifications;

import dev.faultline.ui.Words;
import dev.faultline.ui.notifications.Notifications.Level;
import dev.faultline.ui.notifications.Notifications.Message;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.animation.PauseTransition;
import javafx.collections.ListChangeListener;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The stack at the bottom right. It never takes the focus by itself; while the mouse is over it,
/// or a button in it has the focus, nothing in it goes away.
public final class NotificationsView {
    /// Time enough to read two lines.
    private static final Duration SHOWN = Duration.seconds(8);

    /// Below this height of the window, px, one has to do.
    private static final double ROOM = 520;

    private final Notifications model;
    private final Words words;
    private final Map<Message, Node> cards = new HashMap<>();
    private final Map<Message, PauseTransition> clocks = new HashMap<>();
    @FXML private VBox root;

    @SuppressWarnings("NullAway.Init") // the fields are FXML's
    public NotificationsView(Notifications model, Words words) {
        this.model = model;
        this.words = words;
    }

    @FXML
    private void initialize() {
        model.shown().addListener((ListChangeListener<Message>) change -> show());
        root.setPickOnBounds(false);
        root.hoverProperty().addListener((p, before, now) -> pause(now));
        root.focusWithinProperty().addListener((p, before, now) -> pause(now));
        show();
    }

    private void pause(boolean looked) {
        clocks.values().forEach(looked ? PauseTransition::pause : PauseTransition::play);
    }

    private void show() {
        List<Message> shown = model.shown();
        cards.keySet().retainAll(shown);
        clocks.keySet().retainAll(shown);
        for (Message each : shown) {
            if (!cards.containsKey(each)) {
                cards.put(each, card(each));
                if (each.level() != Level.ERROR) {
                    PauseTransition clock = new PauseTransition(SHOWN);
                    clock.setOnFinished(event -> model.dismiss(each));
                    clocks.put(each, clock);
                    clock.play();
                }
            }
        }
        // Where there is little room the newest alone, so that they never reach the incident bar.
        boolean low = root.getParent() instanceof Region all && all.getHeight() < ROOM;
        root.getChildren()
                .setAll(
                        shown.stream()
                                .skip(low ? Math.max(0, shown.size() - 1) : 0)
                                .map(cards::get)
                                .toList());
    }

    private Node card(Message message) {
        Label text = new Label(message.text(), icon(message.level()));
        text.setWrapText(true);
        text.setMinHeight(Region.USE_PREF_SIZE);
        text.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(text, Priority.ALWAYS);
        Button away = new Button(null, new FontIcon(Feather.X));
        away.getStyleClass().addAll("flat", "away");
        away.setAccessibleText(words.get("notifications.away", message.text()));
        away.setOnAction(event -> model.dismiss(message));
        HBox card = new HBox(8, text, away);
        card.getStyleClass()
                .addAll("notification", message.level().name().toLowerCase(Locale.ROOT));
        card.setAccessibleText(level(words, message.level()) + ": " + message.text());
        return card;
    }

    static FontIcon icon(Level level) {
        return new FontIcon(
                switch (level) {
                    case DONE -> Feather.CHECK_CIRCLE;
                    case NOTE -> Feather.INFO;
                    case WARNING -> Feather.ALERT_TRIANGLE;
                    case ERROR -> Feather.ALERT_OCTAGON;
                });
    }

    static String level(Words words, Level level) {
        return words.get(
                switch (level) {
                    case DONE -> "notifications.done";
                    case NOTE -> "notifications.note";
                    case WARNING -> "notifications.warning";
                    case ERROR -> "notifications.error";
                });
    }
}
