package dev.faultline.ui.suspects;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.TableCell;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// A component's name, and below it badges, by how much it was moved, and team. What is too long
/// for it is whole in its tooltip.
final class SuspectCell extends TableCell<SuspectRow, SuspectRow> {
    private final SuspectsViewModel model;
    private final Label name = new Label();
    private final Label more = new Label();
    private final VBox both = new VBox(name, more);
    private final Tooltip whole = new Tooltip();

    SuspectCell(SuspectsViewModel model) {
        this.model = model;
        name.setMinWidth(0);
        name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        more.setMinWidth(0);
        more.getStyleClass().addAll("muted", "small");
        both.setAlignment(Pos.CENTER_LEFT);
        both.setMinWidth(0);
    }

    @Override
    protected void updateItem(@Nullable SuspectRow row, boolean empty) {
        super.updateItem(row, empty);
        setGraphic(row == null ? null : both);
        setTooltip(row == null ? null : whole);
        if (row == null) {
            return;
        }
        String moved = model.moved(row);
        name.setText(row.service().value());
        more.setText((row.badges() + "  " + moved + "  " + row.team()).strip());
        more.setManaged(!more.getText().isEmpty());
        whole.setText(
                (row.service().value() + "\n" + moved + "\n" + row.team())
                        .replaceAll("\n+", "\n")
                        .strip());
    }
}
