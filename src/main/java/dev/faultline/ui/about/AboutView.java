package dev.faultline.ui.about;

import dev.faultline.ui.Words;
import dev.faultline.ui.Workbench;
import dev.faultline.ui.about.Provenance.Library;
import dev.faultline.ui.sheets.Sheets;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// Versions, libraries and their licences, and where the data comes from. Read when it is first
/// opened.
public final class AboutView {
    private final Workbench workbench;
    private final Sheets sheets;
    private final Words words;
    private final Supplier<Provenance> provenance;
    private final Consumer<String> clipboard;
    @FXML private StackPane root;
    @FXML private VBox versions;
    @FXML private TableView<Library> libraries;
    @FXML private TableColumn<Library, String> name;
    @FXML private TableColumn<Library, String> version;
    @FXML private TableColumn<Library, String> licence;
    @FXML private Label none;
    @FXML private TextArea data;

    /// @param provenance reads files: not on the FX thread
    /// @param clipboard takes what is copied
    @SuppressWarnings("NullAway.Init") // the fields are FXML's
    public AboutView(
            Workbench workbench,
            Sheets sheets,
            Words words,
            Supplier<Provenance> provenance,
            Consumer<String> clipboard) {
        this.workbench = workbench;
        this.sheets = sheets;
        this.words = words;
        this.provenance = provenance;
        this.clipboard = clipboard;
    }

    @FXML
    private void initialize() {
        sheets.attach(root, Sheets.Sheet.ABOUT, libraries);
        text(name, Library::name);
        text(version, Library::version);
        text(licence, Library::licence);
        libraries.setPlaceholder(none);
        workbench.workOut(provenance, this::show);
    }

    private static void text(TableColumn<Library, String> column, Function<Library, String> text) {
        column.setCellValueFactory(row -> new ReadOnlyStringWrapper(text.apply(row.getValue())));
    }

    private void show(Provenance made) {
        versions.getChildren()
                .setAll(
                        Stream.of(
                                        words.get("about.version", said(made.version())),
                                        words.get("about.commit", said(made.commit())),
                                        words.get("about.java", made.java()),
                                        words.get("about.javafx", made.javafx()))
                                .map(Label::new)
                                .toList());
        libraries.getItems().setAll(made.libraries());
        data.setText(made.data().isEmpty() ? words.get("about.data.none") : made.data());
    }

    private String said(String text) {
        return text.isEmpty() ? words.get("about.unknown") : text;
    }

    @FXML
    private void copy() {
        clipboard.accept(
                versions.getChildren().stream()
                        .map(line -> ((Label) line).getText())
                        .collect(Collectors.joining("\n", "", "\n")));
    }

    @FXML
    private void close() {
        sheets.close();
    }
}
