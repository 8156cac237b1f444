package dev.faultline.remedy;

/// How much a person has to know and do before a script runs.
public enum RiskClass {
    /// Changes nothing: a click.
    READ_ONLY(0),
    /// Can be taken back, and is about one service: a dialog, and the button is held.
    REVERSIBLE(1),
    /// About several services: the dry run was seen, and the name of the target is typed.
    SEVERAL(2),
    /// Cannot be taken back: a second person signs. In a freeze every class is this one.
    IRREVERSIBLE(3);

    private final int number;

    RiskClass(int number) {
        this.number = number;
    }

    /// The number that people and files know it by, 0..3.
    public int number() {
        return number;
    }
}
