package dev.faultline;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// The import rules of the house, as data, for a tree of packages below any root: the program's own
/// and the one of deliberately bad examples that proves the rules can go red.
///
/// A package that is new needs its row in [#ROOMS] first; the rows are those of the architecture.
final class HouseRules {
    /// Who may import whom. `x..` is a package with everything below, `x` the package alone.
    static final Map<String, List<String>> ROOMS =
            rooms(
                    List.of(
                            room("model"),
                            room("settings", "model.."),
                            room("topology", "model.."),
                            room("capture", "model..", "topology.."),
                            room("source", "model..", "settings..", "topology..", "capture.."),
                            room("signal", "model.."),
                            room("cause", "model..", "topology..", "signal.."),
                            room("incident", "model..", "topology..", "signal..", "cause.."),
                            room(
                                    "wording",
                                    "model..",
                                    "topology..",
                                    "signal..",
                                    "cause..",
                                    "incident.."),
                            room(
                                    "remedy",
                                    "model..",
                                    "settings..",
                                    "topology..",
                                    "signal..",
                                    "cause..",
                                    "incident..",
                                    "wording.."),
                            room("store", "model..", "settings..", "incident..", "remedy.."),
                            room(
                                    "engine",
                                    "model..",
                                    "settings..",
                                    "source..",
                                    "capture..",
                                    "topology..",
                                    "signal..",
                                    "cause..",
                                    "incident.."),
                            room(
                                    "evaluation",
                                    "model..",
                                    "source..",
                                    "capture..",
                                    "topology..",
                                    "signal..",
                                    "cause..",
                                    "incident..",
                                    "engine.."),
                            room(
                                    "demo",
                                    "model..",
                                    "settings..",
                                    "topology..",
                                    "source..",
                                    "capture.."),
                            room(
                                    "ui",
                                    "model..",
                                    "settings..",
                                    "topology..",
                                    "capture..",
                                    "source",
                                    "signal..",
                                    "cause..",
                                    "incident..",
                                    "wording..",
                                    "remedy..",
                                    "engine..",
                                    "evaluation.."),
                            room("app", "..")));

    /// Which libraries stay in which rooms.
    private static final Map<Set<String>, List<String>> LIBRARIES =
            Map.of(
                    Set.of(
                            "javafx..",
                            "org.graphstream..",
                            "org.jfree..",
                            "atlantafx..",
                            "org.kordamp.ikonli..",
                            "org.eclipse.elk.."),
                    List.of("ui..", "app.."),
                    Set.of("org.apache.kafka.."),
                    List.of("source.kafka..", "store.kafka..", "stream..", "demo.."),
                    Set.of("java.sql..", "org.sqlite.."),
                    List.of("store.."),
                    Set.of("kafka..", "org.apache.kafka.metadata..", "org.apache.kafka.server.."),
                    List.of("demo.broker.."));

    /// Rooms in which time comes in with the data and is never looked up.
    private static final List<String> TIMELESS =
            List.of("model..", "topology..", "signal..", "cause..", "incident..");

    private static final Map<String, Set<String>> CLOCKS =
            Map.of(
                    "java.lang.System", Set.of("currentTimeMillis", "nanoTime"),
                    "java.time.Instant", Set.of("now"),
                    "java.time.LocalDate", Set.of("now"),
                    "java.time.LocalDateTime", Set.of("now"),
                    "java.time.ZonedDateTime", Set.of("now"),
                    "java.time.OffsetDateTime", Set.of("now"),
                    "java.time.Clock", Set.of("systemUTC", "systemDefaultZone", "system"));

    private final String root;

    /// @param root the package above the rooms
    HouseRules(String root) {
        this.root = root;
    }

    /// All rules by name.
    Map<String, ArchRule> all() {
        Map<String, ArchRule> rules = new LinkedHashMap<>();
        rules.put("every package has its row in the table", everyPackageIsARoom());
        ROOMS.forEach((room, allowed) -> rules.put(room + " imports", imports(room, allowed)));
        rules.put("no cycles", noCycles());
        LIBRARIES.forEach((library, where) -> rules.put(named(library), only(library, where)));
        rules.put("runLater only in FxExecutor", runLaterOnlyInFxExecutor());
        rules.put("processes only in remedy and demo", noProcesses());
        rules.put("the truth only in evaluation and drill", noTruth());
        rules.put("no clock", noClock());
        rules.put("only app prints", onlyAppPrints());
        rules.put("only app knows the logging backend", onlyAppLogsByBackend());
        return rules;
    }

    private ArchRule everyPackageIsARoom() {
        String[] rooms =
                Stream.concat(ROOMS.keySet().stream().map(r -> r + ".."), Stream.of(""))
                        .map(this::below)
                        .toArray(String[]::new);
        return classes().should().resideInAnyPackage(rooms).allowEmptyShould(true);
    }

    private ArchRule imports(String room, List<String> allowed) {
        String[] open =
                Stream.concat(Stream.of(room + ".."), allowed.stream())
                        .map(this::below)
                        .toArray(String[]::new);
        return classes()
                .that()
                .resideInAPackage(below(room + ".."))
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage(open).or(resideOutsideOfPackage(root + "..")))
                .allowEmptyShould(true);
    }

    /// Regions of the window and their frame know each other, as do commands and wiring: ui and app
    /// count as one package each. Everywhere else a package in a package counts for itself.
    private ArchRule noCycles() {
        return slices().assignedFrom(
                        new SliceAssignment() {
                            @Override
                            public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
                                String name = javaClass.getPackageName();
                                if (!name.startsWith(root + ".")) {
                                    return SliceIdentifier.ignore();
                                }
                                String inner = name.substring(root.length() + 1);
                                String room = inner.split("\\.", -1)[0];
                                boolean whole = room.equals("ui") || room.equals("app");
                                return SliceIdentifier.of(whole ? room : inner);
                            }

                            @Override
                            public String getDescription() {
                                return "packages";
                            }
                        })
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true);
    }

    private ArchRule only(Set<String> library, List<String> where) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(below(where))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(library.toArray(String[]::new))
                .allowEmptyShould(true);
    }

    private ArchRule runLaterOnlyInFxExecutor() {
        return noClasses()
                .that()
                .doNotHaveFullyQualifiedName(root + ".ui.FxExecutor")
                .should()
                .callMethod("javafx.application.Platform", "runLater", "java.lang.Runnable")
                .allowEmptyShould(true);
    }

    private ArchRule noProcesses() {
        return noClasses()
                .that()
                .resideOutsideOfPackages(below(List.of("remedy..", "demo..")))
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.ProcessBuilder")
                .orShould()
                .callMethodWhere(
                        target(
                                "java.lang.Runtime.exec",
                                Map.of("java.lang.Runtime", Set.of("exec"))))
                .allowEmptyShould(true);
    }

    /// What is found out about an incident must not depend on what it was.
    private ArchRule noTruth() {
        return noClasses()
                .that()
                .resideOutsideOfPackages(below(List.of("evaluation..", "drill..", "app..")))
                .should()
                .dependOnClassesThat(are(resideInAPackage(root + "..").and(simpleName("Truth"))))
                .allowEmptyShould(true);
    }

    private ArchRule noClock() {
        return noClasses()
                .that()
                .resideInAnyPackage(below(TIMELESS))
                .should()
                .accessTargetWhere(target("a clock", CLOCKS))
                .orShould()
                .callConstructor(java.util.Date.class)
                .allowEmptyShould(true);
    }

    private ArchRule onlyAppPrints() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(below("app.."))
                .should()
                .accessTargetWhere(
                        target("System.out", Map.of("java.lang.System", Set.of("out", "err"))))
                .orShould()
                .callMethod(Throwable.class, "printStackTrace")
                .allowEmptyShould(true);
    }

    private ArchRule onlyAppLogsByBackend() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(below("app.."))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.util.logging..")
                .allowEmptyShould(true);
    }

    private static DescribedPredicate<JavaAccess<?>> target(
            String what, Map<String, Set<String>> members) {
        return new DescribedPredicate<>(what) {
            @Override
            public boolean test(JavaAccess<?> access) {
                AccessTarget target = access.getTarget();
                return members.getOrDefault(target.getOwner().getFullName(), Set.of())
                        .contains(target.getName());
            }
        };
    }

    private String below(String room) {
        return room.isEmpty() ? root : room.equals("..") ? root + ".." : root + "." + room;
    }

    private String[] below(List<String> rooms) {
        return rooms.stream().map(this::below).toArray(String[]::new);
    }

    private static String named(Set<String> library) {
        return "the home of " + String.join(", ", library.stream().sorted().toList());
    }

    private static Map.Entry<String, List<String>> room(String name, String... mayImport) {
        return Map.entry(name, List.of(mayImport));
    }

    private static Map<String, List<String>> rooms(List<Map.Entry<String, List<String>>> rooms) {
        Map<String, List<String>> table = new LinkedHashMap<>();
        rooms.forEach(room -> table.put(room.getKey(), room.getValue()));
        return table;
    }
}
