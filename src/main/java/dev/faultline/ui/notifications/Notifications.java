package dev.faultline.ui.notifications;

import dev.faultline.ui.sheets.Sheets;
import java.time.Instant;
import java.time.InstantSource;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// What the program has told the person, the newest first. It takes no focus and stops nothing: it
/// is shown for a while at the bottom right, what went wrong until it is put away, and all of it
/// stays in a list. Lives on the FX thread.
public final class Notifications {
    /// More than these are in the log.
    private static final int KEPT = 200;

    /// More would cover what the person is working with.
    private static final int SHOWN = 4;

    /// How much it matters.
    public enum Level {
        DONE,
        NOTE,
        WARNING,
        ERROR
    }

    /// Something that was told.
    public record Message(Instant at, Level level, String text) {}

    private final InstantSource clock;
    private final Sheets sheets;
    private final ObservableList<Message> all = FXCollections.observableArrayList();
    private final ObservableList<Message> shown = FXCollections.observableArrayList();

    // Held on to: views of a list hear of it only as long as somebody holds them.
    private final ObservableList<Message> allSeen = FXCollections.unmodifiableObservableList(all);
    private final ObservableList<Message> shownSeen =
            FXCollections.unmodifiableObservableList(shown);

    public Notifications(InstantSource clock, Sheets sheets) {
        this.clock = clock;
        this.sheets = sheets;
    }

    /// All that was told, the newest first.
    public ObservableList<Message> all() {
        return allSeen;
    }

    /// What is shown now, the newest last.
    public ObservableList<Message> shown() {
        return shownSeen;
    }

    /// Tells something. The same again, while it is still shown, takes the place of the first.
    public void tell(Level level, String text) {
        Message message = new Message(clock.instant(), level, text);
        all.addFirst(message);
        if (all.size() > KEPT) {
            all.removeLast();
        }
        shown.removeIf(each -> each.level() == level && each.text().equals(text));
        shown.add(message);
        if (shown.size() > SHOWN) {
            // What went wrong stays until somebody has seen it, where anything else can go.
            shown.remove(
                    shown.stream()
                            .filter(each -> each.level() != Level.ERROR)
                            .findFirst()
                            .orElse(shown.getFirst()));
        }
    }

    /// Puts one away; it stays in the list.
    public void dismiss(Message message) {
        shown.remove(message);
    }

    /// Shows the list of all.
    public void list() {
        sheets.toggle(Sheets.Sheet.MESSAGES);
    }

    Sheets sheets() {
        return sheets;
    }
}
