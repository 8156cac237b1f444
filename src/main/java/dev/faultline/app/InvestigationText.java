package dev.faultline.app;

import dev.faultline.app.TextTable.Column;
import dev.faultline.cause.Diagnosis;
import dev.faultline.cause.Explanation;
import dev.faultline.cause.JointCause;
import dev.faultline.cause.RankedCause;
import dev.faultline.cause.Ranking;
import dev.faultline.cause.evidence.SignalEvidence;
import dev.faultline.engine.Snapshot;
import dev.faultline.incident.Incident;
import dev.faultline.incident.IncidentLog;
import dev.faultline.model.Notice;
import dev.faultline.wording.EvidenceWords;
import dev.faultline.wording.Figures;
import dev.faultline.wording.Headline;
import dev.faultline.wording.IncidentWords;
import dev.faultline.wording.Wording;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import picocli.CommandLine.Help.Ansi;

/// An investigation for the terminal, at most 100 columns wide. Colour only underlines what is said
/// in words as well.
final class InvestigationText {
    private static final int EXPLAINED = 3;
    private static final int EVIDENCE = 6;
    private static final int TERMS = 7;
    private static final int JOINT = 5;
    private static final int HAPPENED = 24;
    private static final int NOTICES = 12;

    private final Wording wording;
    private final TextPage page;

    private InvestigationText(Wording wording, Ansi ansi) {
        this.wording = wording;
        this.page = new TextPage(ansi);
    }

    /// @param top how many components of the ranking
    static List<String> lines(Investigation investigation, int top, Wording wording, Ansi ansi) {
        InvestigationText text = new InvestigationText(wording, ansi);
        text.head(investigation);
        AnswersText answers = new AnswersText(text.page, investigation.diagnosis(), wording);
        answers.found();
        text.suspects(investigation, top);
        text.why(investigation.diagnosis(), Math.min(top, EXPLAINED));
        answers.checkNext();
        answers.whatIf();
        answers.hangsOn();
        text.together(investigation.diagnosis().joint());
        text.happened(investigation.snapshot());
        text.notices(investigation.snapshot());
        return text.page.lines();
    }

    private void head(Investigation investigation) {
        Snapshot snapshot = investigation.snapshot();
        Diagnosis diagnosis = investigation.diagnosis();
        Ranking ranking = diagnosis.ranking();
        String at = Figures.moment(snapshot.at()) + " UTC";
        String title = TextTable.cut(investigation.title(), TextPage.WIDTH - at.length() - 2);
        page.say(title + " ".repeat(TextPage.WIDTH - title.length() - at.length()) + at);
        if (!investigation.note().isBlank()) {
            TextTable.wrap(investigation.note(), TextPage.WIDTH)
                    .forEach(l -> page.say(page.faint(l)));
        }
        page.say("");
        Headline headline =
                wording.headline(
                        diagnosis, snapshot.topology().size(), snapshot.history().learned());
        page.say(
                headline.suspects().isEmpty()
                        ? page.bold(headline.text())
                        : page.alarm(headline.text()));
        List<String> facts = new ArrayList<>();
        facts.add("incident " + Figures.probability(ranking.incident()));
        snapshot.onset()
                .ifPresent(onset ->
                        facts.add(
                                "since "
                                        + Figures.clock(onset)
                                        + " ("
                                        + Figures.duration(Duration.between(onset, snapshot.at()))
                                        + ")"));
        facts.add(
                snapshot.topology().size()
                        + " components, "
                        + snapshot.series().size()
                        + " series");
        facts.add(wording.exactness(ranking.exactness()));
        page.wrapped("", "", String.join(" · ", facts));
        page.wrapped("", "", wording.answers().verdict(diagnosis.verdict()));
        incidents(snapshot);
    }

    /// Those that are open, with why they are as bad as they are.
    private void incidents(Snapshot snapshot) {
        IncidentWords words = wording.incidents();
        for (Incident each :
                IncidentLog.at(
                        snapshot.at(),
                        snapshot.incidents(),
                        List.of(),
                        snapshot.history().start(),
                        Duration.ZERO)) {
            if (each.open()) {
                page.wrapped(
                        "",
                        "  ",
                        String.join(
                                " · ",
                                each.severity().name(),
                                words.title(each),
                                words.reason(each.impact(), false)));
            }
        }
    }

    private void suspects(Investigation investigation, int top) {
        Snapshot snapshot = investigation.snapshot();
        List<RankedCause> causes = investigation.diagnosis().ranking().causes();
        page.title("SUSPECTS", "P(cause) given an incident; P(trouble) for whatever reason");
        TextTable table =
                new TextTable(
                        Column.right("#", 3),
                        Column.left("component", 36),
                        Column.left("", 20),
                        Column.right("cause", 5),
                        Column.right("trouble", 7),
                        Column.left("team", 16));
        for (RankedCause cause : causes.subList(0, Math.min(top, causes.size()))) {
            int place = snapshot.topology().indexOf(cause.service());
            table.add(
                    Integer.toString(cause.rank()),
                    cause.service().value(),
                    TextTable.bar(cause.cause(), 20),
                    Figures.probability(cause.cause()),
                    Figures.probability(cause.trouble()),
                    place < 0 ? "" : wording.team(snapshot.topology().component(place)));
        }
        page.table(table);
        if (causes.size() > top) {
            double rest = causes.get(top).cause();
            page.say(
                    page.faint(
                            "     and %d more, each at most %s"
                                    .formatted(causes.size() - top, Figures.probability(rest))));
        }
    }

    private void why(Diagnosis diagnosis, int top) {
        List<RankedCause> causes = diagnosis.ranking().causes();
        for (RankedCause cause : causes.subList(0, Math.min(top, causes.size()))) {
            page.title("WHY " + cause.service(), "P(cause) " + Figures.probability(cause.cause()));
            evidence(diagnosis.evidence(cause.service()));
            sum(diagnosis.explain(cause.service()));
        }
    }

    private void evidence(List<SignalEvidence> evidence) {
        if (evidence.isEmpty()) {
            page.say("  " + wording.noEvidence());
            return;
        }
        TextTable table =
                new TextTable(
                        Column.left("series", 26),
                        Column.right("observed", 10),
                        Column.right("expected", 10),
                        Column.right("sigma", 9),
                        Column.right("ln Bayes", 8),
                        Column.left("expected by", 24));
        List<String> remarks = new ArrayList<>();
        List<SignalEvidence> shown = evidence.subList(0, Math.min(EVIDENCE, evidence.size()));
        for (SignalEvidence each : shown) {
            EvidenceWords words = wording.evidence(each);
            table.add(
                    words.series(),
                    words.observed(),
                    words.expected(),
                    words.sigma(),
                    words.logBayes(),
                    words.method());
            if (!words.remark().isEmpty()) {
                remarks.add(words.series() + ": " + words.remark());
            }
        }
        page.table(table);
        remarks.forEach(remark -> page.wrapped("  ", "  ", remark));
        if (evidence.size() > shown.size()) {
            page.say(page.faint("  and %d weaker".formatted(evidence.size() - shown.size())));
        }
    }

    private void sum(Explanation explanation) {
        page.say(page.faint("  as a sum of log odds"));
        List<Explanation.Part> small = smallest(explanation.parts());
        for (Explanation.Part part : explanation.parts()) {
            if (!small.isEmpty() && part.equals(small.getFirst())) {
                double sum = small.stream().mapToDouble(Explanation.Part::contribution).sum();
                term(sum, wording.smaller(small.size()));
            } else if (!small.contains(part)) {
                term(part.contribution(), wording.part(part));
            }
        }
        page.say("  ──────");
        term(explanation.posteriorLogOdds(), wording.sum(explanation));
        explanation
                .rivals()
                .forEach(rival -> page.wrapped("  ", "    ", wording.answers().rival(rival)));
    }

    private void term(double logOdds, String text) {
        String number = "%8s  ".formatted(Figures.logOdds(logOdds));
        page.wrapped(number, " ".repeat(number.length()), text);
    }

    /// The series and components that matter least, where there are too many to read.
    private static List<Explanation.Part> smallest(List<Explanation.Part> parts) {
        List<Explanation.Part> candidates =
                parts.stream()
                        .filter(part ->
                                part instanceof Explanation.Part.Own
                                        || part instanceof Explanation.Part.Neighbour)
                        .sorted(Comparator.comparingDouble(part -> -Math.abs(part.contribution())))
                        .toList();
        return candidates.size() <= TERMS + 1
                ? List.of()
                : candidates.subList(TERMS, candidates.size());
    }

    private void together(List<JointCause> sets) {
        if (sets.isEmpty()) {
            return;
        }
        page.title("TOGETHER", "the most probable sets of causes");
        for (JointCause joint : sets.subList(0, Math.min(JOINT, sets.size()))) {
            String number =
                    "%6s  %-10s  "
                            .formatted(
                                    Figures.probability(joint.probability()),
                                    TextTable.bar(joint.probability(), 10));
            page.wrapped(number, " ".repeat(number.length()), wording.joint(joint));
        }
    }

    private void happened(Snapshot snapshot) {
        Timeline all = Timeline.of(snapshot, wording);
        Timeline shown = all.loudest(HAPPENED);
        page.title("TIME LINE", "UTC");
        if (shown.entries().isEmpty()) {
            page.say("  nothing in the last " + Figures.duration(Timeline.BEFORE));
        }
        String day = "";
        for (Timeline.Entry entry : shown.entries()) {
            String moment = Figures.moment(entry.at());
            String today = moment.substring(0, moment.indexOf(' '));
            String sign =
                    switch (entry.kind()) {
                        case CHANGE -> "△";
                        case ONSET -> "●";
                        case ANOMALY -> "◆";
                    };
            String stamp =
                    "  %10s %-8s  %s "
                            .formatted(
                                    today.equals(day) ? "" : today,
                                    Figures.clock(entry.at()),
                                    sign);
            day = today;
            page.wrapped(stamp, " ".repeat(stamp.length()), entry.text());
        }
        int left = all.entries().size() - shown.entries().size();
        if (left > 0) {
            page.say(page.faint("  and %d smaller anomalies".formatted(left)));
        }
    }

    private void notices(Snapshot snapshot) {
        Snapshot.Counts counts = snapshot.counts();
        page.title(
                "INPUT",
                "%,d samples, %,d too late, %,d duplicates"
                        .formatted(counts.samples(), counts.late(), counts.duplicates()));
        List<Notice> notices =
                snapshot.notices().stream()
                        .sorted(Comparator.comparing(Notice::level).reversed())
                        .toList();
        for (Notice notice : notices.subList(0, Math.min(NOTICES, notices.size()))) {
            page.wrapped("  ", "    ", wording.notice(notice));
        }
        if (notices.size() > NOTICES) {
            page.say(page.faint("  and %d more, see --json".formatted(notices.size() - NOTICES)));
        }
    }
}
