package dev.faultline.ui.notifications;

import dev.faultline.ui.Readouts;
import dev.faultline.ui.Words;
import dev.faultline.ui.notifications.Notifications.Message;
import dev.faultline.ui.sheets.Sheets;
import javafx.fxml.FXML;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/// The list of all that was told.
public final class MessagesView {
    private final Notifications model;
    private final Words words;
    @FXML private StackPane root;
    @FXML private ListView<Message> list;
    @FXML private Button close;

    @SuppressWarnings("NullAway.Init") // the fields are FXML's
    public MessagesView(Notifications model, Words words) {
        this.model = model;
        this.words = words;
    }

    @FXML
    private void initialize() {
        model.sheets().attach(root, Sheets.Sheet.MESSAGES, close);
        list.setItems(model.all());
        list.setCellFactory(view -> new MessageCell(words));
    }

    @FXML
    private void close() {
        model.sheets().close();
    }

    private static final class MessageCell extends ListCell<Message> {
        private final Words words;
        private final Label at = new Label();
        private final Label text = new Label();
        private final HBox line = new HBox(12, at, text);

        MessageCell(Words words) {
            this.words = words;
            at.getStyleClass().addAll("figure", "muted");
            at.setMinWidth(Region.USE_PREF_SIZE);
            text.setWrapText(true);
            text.setMinHeight(Region.USE_PREF_SIZE);
            HBox.setHgrow(text, Priority.ALWAYS);
            line.setAlignment(Pos.TOP_LEFT);
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(@Nullable Message message, boolean empty) {
            super.updateItem(message, empty);
            setGraphic(message == null ? null : line);
            setAccessibleText(null);
            if (message != null) {
                at.setText(Readouts.clock(message.at()));
                text.setText(message.text());
                text.setGraphic(NotificationsView.icon(message.level()));
                setAccessibleText(
                        NotificationsView.level(words, message.level())
                                + ", "
                                + at.getText()
                                + ": "
                                + message.text());
            }
        }
    }
}
