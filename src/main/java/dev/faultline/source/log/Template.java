package dev.faultline.source.log;

import dev.faultline.source.format.Severity;

/// Lines that one statement of a program writes, as far as can be told.
final class Template {
    final Severity severity;

    /// Where it lies in the tree.
    final TemplateTree.Leaf leaf;

    /// Its words; [LineShape#ANY] where lines differ.
    final String[] words;

    /// A line of it, masked.
    final String example;

    /// Its place in the counts of cells.
    final int index;

    /// Lines so far.
    long lines;

    /// What its series is called; empty until it has one. Never another one then.
    String name = "";

    /// Whether it was given up: too seldom, or part of a more general one.
    boolean gone;

    Template(Severity severity, TemplateTree.Leaf leaf, String[] words, String example, int index) {
        this.severity = severity;
        this.leaf = leaf;
        this.words = words;
        this.example = example;
        this.index = index;
    }

    boolean named() {
        return !name.isEmpty();
    }

    /// Whether a line of so many words is one of these.
    boolean fits(String[] line) {
        for (int i = 0; i < words.length; i++) {
            if (!words[i].equals(LineShape.ANY) && !words[i].equals(line[i])) {
                return false;
            }
        }
        return true;
    }

    /// How many words are no values.
    int constants() {
        int constants = 0;
        for (String word : words) {
            constants += word.equals(LineShape.ANY) ? 0 : 1;
        }
        return constants;
    }

    /// The share of the words that both have, of those that either has, 0..1.
    double similarity(String[] line) {
        int same = 0;
        int constants = 0;
        for (int i = 0; i < words.length; i++) {
            boolean value = words[i].equals(LineShape.ANY) && line[i].equals(LineShape.ANY);
            if (!value) {
                constants++;
                same += words[i].equals(line[i]) ? 1 : 0;
            }
        }
        return constants == 0 ? 1 : (double) same / constants;
    }
}
