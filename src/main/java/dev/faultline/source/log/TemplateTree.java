package dev.faultline.source.log;

import dev.faultline.source.format.Severity;
import dev.faultline.source.mask.Masking;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/// Tells the lines of one component apart by template, as they come. A tree of fixed depth after
/// Drain (He, Zhu, Zheng, Lyu: "Drain: An Online Log Parsing Approach with Fixed Depth Tree", ICWS
/// 2017): severity, number of words, first word; at its leaves the templates, compared word by
/// word.
///
/// It differs from Drain where a name must not change. Drain generalises a template with each line
/// that is similar; here a similar line is a template of its own until [#VARIANTS] of them differ,
/// so that `refused by ledger-db` and `refused by payments-db` stay apart while the names of a
/// thousand customers become one `<*>`. And a template has a name only after [#SEEN] lines, at the
/// end of a cell: by then what varies was seen to vary. The name then stays.
///
/// Bounded: at most so many named ones, [#MOST_UNNAMED] that are not (the one seen last longest ago
/// goes), and [#MOST_SHAPES] shapes that are found again at once. The same lines in the same order
/// give the same templates. Not thread-safe.
final class TemplateTree {
    /// Similar lines that stay apart; one more, and they are one template.
    static final int VARIANTS = 4;

    /// Lines until a template has a name.
    static final int SEEN = 5;

    /// The least share of words in common of lines that are similar.
    static final double SIMILAR = .6;

    /// The least share of its words that a template keeps.
    private static final double KEPT = .5;

    static final int MOST_UNNAMED = 100;
    private static final int MOST_SHAPES = 200;

    /// First words of lines with the same number of words.
    private static final int MOST_FIRST = 64;

    private static final int MOST_WORDS = 40;

    /// Characters of an example, and of a name.
    static final int LONGEST_TEXT = 160;

    private final Masking masking;
    private final int most;
    private final BiConsumer<Template, Template> merged;
    private final LineShape shapes = new LineShape();
    private final Map<Severity, Map<String, Template>> known = new HashMap<>();
    private final Map<Leaf, List<Template>> leaves = new HashMap<>();
    private final Map<Leaf, Integer> firsts = new HashMap<>();

    /// Those without a name, the one seen last longest ago first.
    private final Map<Template, Boolean> unnamed = new LinkedHashMap<>(64, .75f, true);

    private final List<Template> named = new ArrayList<>();
    private final List<Template> ripe = new ArrayList<>();
    private final BitSet indices = new BitSet();
    private boolean full;

    /// @param first the first word; of the counter of first words empty
    record Leaf(Severity severity, int words, String first) {}

    /// @param most templates with a name
    /// @param merged told that what was counted of the first belongs to the second; the second is
    ///   the first itself where it is given up
    TemplateTree(Masking masking, int most, BiConsumer<Template, Template> merged) {
        this.masking = masking;
        this.most = most;
        this.merged = merged;
    }

    /// The template of a line.
    ///
    /// @param text as it came
    Template of(Severity severity, String text) {
        Map<String, Template> found = known.computeIfAbsent(severity, _ -> new HashMap<>());
        String shape = shapes.of(text);
        Template template = found.get(shape);
        if (template == null || template.gone) {
            String masked = masking.line(text);
            boolean clean = masked.equals(text);
            String kept = clean ? shape : shapes.of(masked);
            template = clean ? null : found.get(kept);
            if (template == null || template.gone) {
                template = place(severity, kept, masked);
                if (found.size() >= MOST_SHAPES) {
                    found.clear();
                }
                // A shape of a text that had to be masked is not kept: the next such line is masked
                // again.
                found.put(kept, template);
            }
        }
        template.lines++;
        if (!template.named()) {
            unnamed.get(template); // seen now
            if (template.lines == SEEN) {
                ripe.add(template);
            }
        }
        return template;
    }

    private Template place(Severity severity, String shape, String masked) {
        String[] words = words(shape);
        Leaf leaf = leaf(severity, words);
        List<Template> similar = new ArrayList<>();
        Template fitting = null;
        for (Template template : leaves.getOrDefault(leaf, List.of())) {
            if (template.fits(words)) {
                fitting =
                        fitting == null || template.constants() > fitting.constants()
                                ? template
                                : fitting;
            } else if (template.similarity(words) >= SIMILAR) {
                similar.add(template);
            }
        }
        if (fitting != null) {
            return fitting;
        }
        String[] general = similar.size() < VARIANTS ? words : general(words, similar);
        Template fresh =
                new Template(severity, leaf, general, example(masked), indices.nextClearBit(0));
        indices.set(fresh.index);
        leaves.computeIfAbsent(
                        leaf,
                        _ -> {
                            firsts.merge(counter(leaf), 1, Integer::sum);
                            return new ArrayList<>();
                        })
                .add(fresh);
        for (Template template : similar) {
            if (!template.named() && fresh.fits(template.words)) {
                fresh.lines += template.lines;
                merged.accept(template, fresh);
                unnamed.remove(template);
                giveUp(template);
            }
        }
        if (fresh.lines >= SEEN) {
            ripe.add(fresh);
        }
        unnamed.put(fresh, true);
        if (unnamed.size() > MOST_UNNAMED) {
            Template oldest = unnamed.keySet().iterator().next();
            unnamed.remove(oldest);
            merged.accept(oldest, oldest);
            giveUp(oldest);
        }
        return fresh;
    }

    /// What a line has in common with those that are similar, the most similar first.
    private static String[] general(String[] line, List<Template> similar) {
        similar.sort(Comparator.comparingDouble((Template t) -> t.similarity(line)).reversed());
        String[] general = line.clone();
        for (Template template : similar) {
            String[] more = general.clone();
            int kept = 0;
            for (int i = 0; i < more.length; i++) {
                if (!more[i].equals(template.words[i])) {
                    more[i] = LineShape.ANY;
                }
                kept += more[i].equals(LineShape.ANY) ? 0 : 1;
            }
            if (kept >= KEPT * more.length) {
                general = more;
            }
        }
        return general;
    }

    private void giveUp(Template template) {
        template.gone = true;
        indices.clear(template.index);
        List<Template> templates = leaves.getOrDefault(template.leaf, new ArrayList<>());
        templates.remove(template);
        if (templates.isEmpty()) {
            leaves.remove(template.leaf);
            firsts.merge(counter(template.leaf), -1, Integer::sum);
        }
    }

    private static String[] words(String shape) {
        String[] words = shape.split(" ", MOST_WORDS + 1);
        if (words.length > MOST_WORDS) {
            words[MOST_WORDS] = LineShape.ANY;
        }
        return words;
    }

    /// Where lines with such words lie. A first word that holds a value, or is one of too many, is
    /// none.
    private Leaf leaf(Severity severity, String[] words) {
        Leaf leaf = new Leaf(severity, words.length, words[0]);
        if (words[0].contains(LineShape.ANY)) {
            return new Leaf(severity, words.length, LineShape.ANY);
        }
        if (leaves.containsKey(leaf)) {
            return leaf;
        }
        return firsts.getOrDefault(counter(leaf), 0) < MOST_FIRST
                ? leaf
                : new Leaf(severity, words.length, LineShape.ANY);
    }

    private static Leaf counter(Leaf leaf) {
        return new Leaf(leaf.severity(), leaf.words(), "");
    }

    private static String example(String masked) {
        int end = masked.indexOf('\n');
        return cut((end < 0 ? masked : masked.substring(0, end)).strip());
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT - 1) + "…";
    }

    /// Gives names to those that were seen often enough by now.
    void name() {
        for (Template template : ripe) {
            if (template.gone || template.named()) {
                continue;
            }
            if (named.size() >= most) {
                full = true;
                continue;
            }
            template.name = cut(String.join(" ", template.words));
            if (template.name.isBlank()) {
                template.name = LineShape.ANY;
            }
            unnamed.remove(template);
            named.add(template);
        }
        ripe.clear();
    }

    /// Those with a name, in the order in which they were given.
    List<Template> named() {
        return named;
    }

    /// Whether there were more than may have a name.
    boolean full() {
        return full;
    }

    /// How many are known, with a name or without.
    int size() {
        return named.size() + unnamed.size();
    }
}
