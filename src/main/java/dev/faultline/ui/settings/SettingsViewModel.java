package dev.faultline.ui.settings;

import dev.faultline.model.Notice;
import dev.faultline.settings.Setting;
import dev.faultline.settings.Settings;
import dev.faultline.settings.SettingsFile;
import dev.faultline.settings.SettingsText;
import dev.faultline.ui.Words;
import dev.faultline.ui.Workbench;
import dev.faultline.ui.notifications.Notifications;
import dev.faultline.ui.notifications.Notifications.Level;
import dev.faultline.ui.sheets.Sheets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// The settings file as it is being changed. The form and the text are two views of one text: what
/// one changes the other shows. It is checked at each change; nothing is written but by Save.
public final class SettingsViewModel {
    /// What holds from the moment on at which it is saved: groups and settings.
    private static final Set<String> AT_ONCE =
            Set.of(
                    "window",
                    "saying",
                    "incidents.users",
                    "incidents.moneyPerMinute",
                    "incidents.currency");

    /// What holds for what is opened after that; all else is read by a window that is started
    /// later.
    private static final Set<String> AT_OPENING = Set.of("incidents");

    private final Workbench workbench;
    private final Words words;
    private final Sheets sheets;
    private final Notifications notifications;
    private final Path file;
    private final Consumer<Settings> apply;
    private final List<Setting> all = Setting.all();
    private final StringProperty text = new SimpleStringProperty("");
    private final StringProperty kept = new SimpleStringProperty("");
    private final StringProperty filter = new SimpleStringProperty("");
    private final ReadOnlyObjectWrapper<List<String>> problems =
            new ReadOnlyObjectWrapper<>(List.of());
    private int question;

    /// @param file where the settings of this person lie; it need not be there
    /// @param apply has what can be changed at once changed
    public SettingsViewModel(
            Workbench workbench,
            Words words,
            Sheets sheets,
            Notifications notifications,
            Path file,
            Consumer<Settings> apply) {
        this.workbench = workbench;
        this.words = words;
        this.sheets = sheets;
        this.notifications = notifications;
        this.file = file;
        this.apply = apply;
        text.addListener((p, before, now) -> check());
        sheets.openProperty()
                .addListener((p, before, now) -> {
                    if (now == Sheets.Sheet.SETTINGS && text.get().equals(kept.get())) {
                        read();
                    }
                });
        read();
    }

    /// All settings there are.
    public List<Setting> all() {
        return all;
    }

    /// The whole file, as it would be written.
    public StringProperty textProperty() {
        return text;
    }

    /// Only settings in whose name or meaning this is.
    public StringProperty filterProperty() {
        return filter;
    }

    /// What of the text cannot be used, a sentence each.
    public ReadOnlyObjectProperty<List<String>> problemsProperty() {
        return problems.getReadOnlyProperty();
    }

    /// Whether there is something to be saved.
    public BooleanBinding changed() {
        return Bindings.createBooleanBinding(() -> !text.get().equals(kept.get()), text, kept);
    }

    Path file() {
        return file;
    }

    Sheets sheets() {
        return sheets;
    }

    boolean matches(Setting setting) {
        String wanted = filter.get().strip().toLowerCase(Locale.ROOT);
        return (setting.key() + " " + setting.meaning()).toLowerCase(Locale.ROOT).contains(wanted);
    }

    /// Shows the settings whose name has this in it.
    public void show(String wanted) {
        filter.set(wanted);
        sheets.show(Sheets.Sheet.SETTINGS);
    }

    /// What a setting is set to, be it by default.
    public String value(Setting setting) {
        return new SettingsText(text.get()).value(setting.key()).orElse(setting.otherwise());
    }

    /// What is wrong with what a setting is set to; empty where nothing is.
    String problem(Setting setting) {
        return problems.get().stream()
                .filter(each -> each.contains("'" + setting.key() + "'"))
                .findFirst()
                .orElse("");
    }

    /// When it holds.
    String when(Setting setting) {
        if (AT_ONCE.contains(group(setting)) || AT_ONCE.contains(setting.key())) {
            return "";
        }
        return words.get(
                AT_OPENING.contains(group(setting)) ? "settings.opening" : "settings.restart");
    }

    static String group(Setting setting) {
        return setting.key().substring(0, setting.key().indexOf('.'));
    }

    /// Changes one setting in the text.
    public void set(Setting setting, String value) {
        if (value.equals(value(setting))) {
            return;
        }
        Optional<SettingsText> changed = new SettingsText(text.get()).with(setting.key(), value);
        if (changed.isPresent()) {
            text.set(changed.get().text());
        } else {
            notifications.tell(Level.WARNING, words.get("settings.by.hand", setting.key()));
        }
    }

    /// Writes the file; what can be changed at once is. The file as it was stays beside it.
    public void save() {
        String saved = text.get();
        workbench.workOut(
                () -> {
                    try {
                        new SettingsText(saved).write(file);
                        return "";
                    } catch (IOException e) {
                        return words.get(
                                "settings.not.saved", file, String.valueOf(e.getMessage()));
                    }
                },
                problem -> {
                    if (problem.isEmpty()) {
                        kept.set(saved);
                        apply.accept(new SettingsText(saved).check("").settings());
                        notifications.tell(
                                Level.DONE, words.get("settings.saved", file, SettingsText.BACKUP));
                    } else {
                        notifications.tell(Level.ERROR, problem);
                    }
                });
    }

    /// Forgets what was changed and reads the file again.
    public void revert() {
        read();
    }

    /// Takes the text of another file; it is not kept before it is saved.
    public void importFrom(Path other) {
        load(other, false);
    }

    /// Writes the text as it is now into another file.
    public void exportTo(Path other) {
        String now = text.get();
        workbench.workOut(
                () -> {
                    try {
                        java.nio.file.Files.writeString(other, now);
                        return "";
                    } catch (IOException e) {
                        return words.get(
                                "settings.not.saved", other, String.valueOf(e.getMessage()));
                    }
                },
                problem ->
                        notifications.tell(
                                problem.isEmpty() ? Level.DONE : Level.ERROR,
                                problem.isEmpty()
                                        ? words.get("settings.exported", other)
                                        : problem));
    }

    private void read() {
        load(file, true);
    }

    private record Read(String text, String problem) {}

    private void load(Path from, boolean own) {
        workbench.workOut(
                () -> {
                    try {
                        return new Read(SettingsText.read(from).text(), "");
                    } catch (IOException e) {
                        return new Read(
                                "",
                                words.get("settings.unread", from, String.valueOf(e.getMessage())));
                    }
                },
                read -> {
                    if (!read.problem().isEmpty()) {
                        notifications.tell(Level.ERROR, read.problem());
                        return;
                    }
                    if (own) {
                        kept.set(read.text());
                    } else {
                        notifications.tell(Level.NOTE, words.get("settings.imported", from));
                    }
                    text.set(read.text());
                });
    }

    private void check() {
        int asked = ++question;
        String now = text.get();
        workbench.workOut(
                () ->
                        new SettingsText(now)
                                .check(SettingsFile.NAME).notices().stream()
                                        .map(Notice::text)
                                        .toList(),
                found -> {
                    if (asked == question) {
                        problems.set(found);
                    }
                });
    }
}
