package dev.faultline.ui.palette;

import dev.faultline.ui.Words;
import dev.faultline.ui.Workbench;
import dev.faultline.ui.commands.Command;
import dev.faultline.ui.commands.Commands;
import dev.faultline.ui.commands.Key;
import dev.faultline.ui.sheets.Sheets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// What fits what was typed, the best first. What there is is gathered when the palette is opened;
/// what fits is worked out beside the FX thread, and only the answer to the last letter is shown.
public final class PaletteViewModel {
    /// More than anybody reads.
    private static final int MOST = 60;

    private final Workbench workbench;
    private final Words words;
    private final Commands commands;
    private final Sheets sheets;
    private final List<Supplier<List<PaletteEntry>>> sources;
    private final StringProperty typed = new SimpleStringProperty("");
    private final ReadOnlyObjectWrapper<List<PaletteEntry>> found =
            new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyBooleanWrapper searching = new ReadOnlyBooleanWrapper();
    private List<PaletteEntry> all = List.of();
    private int question;

    /// @param sources what can be found beside commands, asked at each opening
    public PaletteViewModel(
            Workbench workbench,
            Words words,
            Commands commands,
            Sheets sheets,
            List<Supplier<List<PaletteEntry>>> sources) {
        this.workbench = workbench;
        this.words = words;
        this.commands = commands;
        this.sheets = sheets;
        this.sources = List.copyOf(sources);
        sheets.openProperty()
                .addListener((p, before, now) -> {
                    if (now == Sheets.Sheet.PALETTE) {
                        gather();
                    }
                });
        typed.addListener((p, before, now) -> search());
        gather();
    }

    /// What the person typed.
    public StringProperty typedProperty() {
        return typed;
    }

    /// What fits it, the best first.
    public ReadOnlyObjectProperty<List<PaletteEntry>> foundProperty() {
        return found.getReadOnlyProperty();
    }

    /// Whether what is shown is the answer to what was typed before.
    public ReadOnlyBooleanProperty searchingProperty() {
        return searching.getReadOnlyProperty();
    }

    Sheets sheets() {
        return sheets;
    }

    /// What kind of thing an entry is, in a word.
    public String kind(PaletteEntry.Kind kind) {
        return words.get(
                switch (kind) {
                    case COMMAND -> "palette.kind.command";
                    case INCIDENT -> "palette.kind.incident";
                    case SERVICE -> "palette.kind.service";
                    case SIGNAL -> "palette.kind.signal";
                    case CAPTURE -> "palette.kind.capture";
                    case SYSTEM -> "palette.kind.system";
                    case SETTING -> "palette.kind.setting";
                });
    }

    /// Puts the palette away and does what was chosen; what cannot be done now stays and says why.
    public void choose(PaletteEntry entry) {
        if (entry.refusal().isEmpty()) {
            sheets.close();
            entry.run().run();
        }
    }

    private void gather() {
        List<PaletteEntry> entries = new ArrayList<>();
        List<Command> offered =
                commands.all().stream()
                        .filter(each -> each.scope().fromAnywhere())
                        .filter(each -> !each.id().equals("palette"))
                        .toList();
        for (Command each : offered) {
            entries.add(
                    new PaletteEntry(
                            PaletteEntry.Kind.COMMAND,
                            each.title(),
                            each.detail().getValue(),
                            each.key().map(Key::shown).orElse(""),
                            each.refusal().getValue(),
                            each.run()));
        }
        sources.forEach(source -> entries.addAll(source.get()));
        all = List.copyOf(entries);
        typed.set("");
        search();
    }

    private void search() {
        int asked = ++question;
        String wanted = typed.get();
        List<PaletteEntry> among = all;
        searching.set(true);
        workbench.workOut(
                () -> fitting(wanted, among),
                answer -> {
                    if (asked == question) {
                        searching.set(false);
                        found.set(answer);
                    }
                });
    }

    /// What can be done comes before what cannot where both fit alike.
    static List<PaletteEntry> fitting(String wanted, List<PaletteEntry> among) {
        Fuzzy fuzzy = new Fuzzy(wanted);
        record Scored(PaletteEntry entry, int score) {}
        Comparator<Scored> best = Comparator.comparingInt((Scored s) -> -s.score());
        Stream<Scored> scored =
                among.stream()
                        .map(each -> new Scored(each, score(fuzzy, each)))
                        .filter(each -> each.score() != Fuzzy.NOT);
        return scored.sorted(
                        best.thenComparing(each -> !each.entry().refusal().isEmpty())
                                .thenComparing(each -> each.entry().kind()))
                .limit(MOST)
                .map(Scored::entry)
                .toList();
    }

    /// What the title says counts more than what stands beside it.
    private static int score(Fuzzy fuzzy, PaletteEntry entry) {
        int title = fuzzy.score(entry.title());
        if (title != Fuzzy.NOT || entry.detail().isEmpty()) {
            return title;
        }
        int both = fuzzy.score(entry.title() + " " + entry.detail());
        return both == Fuzzy.NOT ? both : both / 2;
    }
}
