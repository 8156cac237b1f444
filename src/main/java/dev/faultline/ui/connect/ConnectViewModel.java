package dev.faultline.ui.connect;

import dev.faultline.ui.ConnectRequest;
import dev.faultline.ui.DurationText;
import dev.faultline.ui.LiveSources;
import dev.faultline.ui.LiveSources.Finding;
import dev.faultline.ui.Words;
import dev.faultline.ui.Workbench;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// The form in which a person says which running system to watch. It keeps what was typed from one
/// time to the next. Lives on the FX thread; files and network are asked off it. Above 300 lines:
/// what seven fields hold, what is wrong with each, and the three things done with them all.
public final class ConnectViewModel {
    /// A field of the form.
    public enum Field {
        SERVERS,
        TOPICS,
        CONFIG,
        SINCE,
        GROUP,
        BASELINE,
        TOPOLOGY
    }

    private static final Duration LEAST = Duration.ofMinutes(5);
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private final Workbench workbench;
    private final LiveSources sources;
    private final Words words;
    private final Executor background;
    private final Executor fx;
    private final Map<Field, StringProperty> texts = new EnumMap<>(Field.class);
    private final Map<Field, ReadOnlyStringWrapper> problems = new EnumMap<>(Field.class);
    private final ReadOnlyBooleanWrapper open = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper testing = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<LiveSources.Recent> recent =
            new ReadOnlyObjectWrapper<>(new LiveSources.Recent(List.of(), ""));
    private final ObservableList<Finding> findings = FXCollections.observableArrayList();
    private final ObservableList<Finding> found =
            FXCollections.unmodifiableObservableList(findings);

    /// What a recent connection had besides the fields of the form.
    private ConnectRequest rest = ConnectRequest.of("");

    private @Nullable Thread tester;

    /// Counts what was asked of the network and the disk, so that late answers are dropped.
    private int question;

    /// @param background runs work that reads files
    /// @param fx runs work on the FX thread
    public ConnectViewModel(
            Workbench workbench,
            LiveSources sources,
            Words words,
            Executor background,
            Executor fx) {
        this.workbench = workbench;
        this.sources = sources;
        this.words = words;
        this.background = background;
        this.fx = fx;
        for (Field field : Field.values()) {
            StringProperty text = new SimpleStringProperty("");
            ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
            text.addListener((p, before, now) -> problem.set(""));
            texts.put(field, text);
            problems.put(field, problem);
        }
        text(Field.SINCE).set(DurationText.of(ConnectRequest.USUAL_SINCE));
    }

    /// What stands in a field.
    public StringProperty text(Field field) {
        return Objects.requireNonNull(texts.get(field));
    }

    /// What is wrong with it; empty where nothing is, or nobody has looked yet.
    public ReadOnlyStringProperty problem(Field field) {
        return Objects.requireNonNull(problems.get(field)).getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty openProperty() {
        return open.getReadOnlyProperty();
    }

    /// Whether a test goes on.
    public ReadOnlyBooleanProperty testingProperty() {
        return testing.getReadOnlyProperty();
    }

    /// What a test has found so far.
    public ObservableList<Finding> findings() {
        return found;
    }

    public ReadOnlyObjectProperty<LiveSources.Recent> recentProperty() {
        return recent.getReadOnlyProperty();
    }

    /// Looks for what was connected to lately.
    public void findRecent() {
        background.execute(() -> {
            LiveSources.Recent found = sources.recent();
            fx.execute(() -> recent.set(found));
        });
    }

    /// Shows the form.
    public void show() {
        findings.clear();
        open.set(true);
        findRecent();
    }

    /// Puts the form away, and stops a test.
    public void cancel() {
        stop();
        open.set(false);
    }

    /// Fills the form with a recent connection.
    public void fill(ConnectRequest request) {
        stop();
        findings.clear();
        rest = request;
        text(Field.SERVERS).set(request.servers());
        text(Field.TOPICS).set(String.join(" ", request.topics()));
        text(Field.CONFIG).set(text(request.config()));
        text(Field.SINCE).set(DurationText.of(request.since()));
        text(Field.GROUP).set(request.group().orElse(""));
        text(Field.BASELINE).set(text(request.baseline()));
        text(Field.TOPOLOGY)
                .set(
                        request.topology().stream()
                                .map(Path::toString)
                                .collect(Collectors.joining("; ")));
    }

    private static String text(Optional<Path> file) {
        return file.map(Path::toString).orElse("");
    }

    /// Tries everything that the connection needs.
    public void test() {
        stop();
        findings.clear();
        check(this::test);
    }

    private void test(ConnectRequest request) {
        int mine = question;
        testing.set(true);
        tester =
                Thread.ofVirtual()
                        .name("test connection")
                        .start(() -> {
                            try {
                                sources.test(
                                        request,
                                        finding ->
                                                fx.execute(() -> {
                                                    if (mine == question) {
                                                        findings.add(finding);
                                                    }
                                                }));
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            } finally {
                                fx.execute(() -> {
                                    if (mine == question) {
                                        testing.set(false);
                                    }
                                });
                            }
                        });
    }

    /// Connects and puts the form away.
    public void connect() {
        stop();
        check(request -> {
            open.set(false);
            workbench.connect(request);
        });
    }

    /// Connects to what was connected to before.
    public void connect(ConnectRequest again) {
        fill(again);
        connect();
    }

    private void stop() {
        question++;
        if (tester != null) {
            tester.interrupt();
            tester = null;
        }
        testing.set(false);
    }

    /// Hands on what the form says, if it can be used; else says beside each field what is wrong.
    private void check(Consumer<ConnectRequest> then) {
        Optional<ConnectRequest> typed = typed();
        if (typed.isEmpty()) {
            return;
        }
        ConnectRequest request = typed.get();
        int mine = question;
        background.execute(() -> {
            Map<Field, String> missing = new EnumMap<>(Field.class);
            missing(Field.CONFIG, request.config(), missing);
            missing(Field.BASELINE, request.baseline(), missing);
            request.topology().forEach(file -> missing(Field.TOPOLOGY, Optional.of(file), missing));
            fx.execute(() -> {
                if (mine != question) {
                    return;
                }
                missing.forEach(this::wrong);
                if (missing.isEmpty()) {
                    then.accept(request);
                }
            });
        });
    }

    private void missing(Field field, Optional<Path> file, Map<Field, String> missing) {
        if (file.isPresent() && !Files.isReadable(file.get())) {
            missing.put(field, words.get("connect.wrong.file"));
        }
    }

    private Optional<ConnectRequest> typed() {
        problems.values().forEach(problem -> problem.set(""));
        String servers = text(Field.SERVERS).get().strip();
        if (!ConnectRequest.namesServers(servers)) {
            wrong(Field.SERVERS, words.get("connect.wrong.servers"));
        }
        List<String> topics =
                BLANKS.splitAsStream(text(Field.TOPICS).get().strip())
                        .filter(topic -> !topic.isEmpty())
                        .toList();
        if (topics.isEmpty()) {
            wrong(Field.TOPICS, words.get("connect.wrong.topics"));
        }
        String odd =
                topics.stream().filter(topic -> !compiles(topic)).collect(Collectors.joining(" "));
        if (!odd.isEmpty()) {
            wrong(Field.TOPICS, words.get("connect.wrong.regex", odd));
        }
        Optional<Duration> since =
                DurationText.parse(text(Field.SINCE).get()).filter(d -> d.compareTo(LEAST) >= 0);
        if (since.isEmpty()) {
            wrong(Field.SINCE, words.get("connect.wrong.since"));
        }
        Optional<Path> config = file(Field.CONFIG);
        Optional<Path> baseline = file(Field.BASELINE);
        List<Path> topology = files(Field.TOPOLOGY);
        if (Stream.of(Field.values()).anyMatch(f -> !problem(f).get().isEmpty())) {
            return Optional.empty();
        }
        return since.map(length ->
                new ConnectRequest(
                        servers,
                        topics,
                        config,
                        length,
                        rest.step(),
                        Optional.of(text(Field.GROUP).get().strip()).filter(g -> !g.isEmpty()),
                        baseline,
                        topology,
                        rest.formats(),
                        rest.rejectLog()));
    }

    private void wrong(Field field, String why) {
        Objects.requireNonNull(problems.get(field)).set(why);
    }

    private static boolean compiles(String topic) {
        try {
            Pattern.compile(topic);
            return true;
        } catch (PatternSyntaxException e) {
            return false;
        }
    }

    private List<Path> files(Field field) {
        List<Path> files = new ArrayList<>();
        for (String text : text(field).get().split(";", -1)) {
            try {
                if (!text.isBlank()) {
                    files.add(Path.of(text.strip()));
                }
            } catch (InvalidPathException e) {
                wrong(field, words.get("connect.wrong.file"));
            }
        }
        return files;
    }

    private Optional<Path> file(Field field) {
        String text = text(field).get().strip();
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            wrong(field, words.get("connect.wrong.file"));
            return Optional.empty();
        }
    }
}
