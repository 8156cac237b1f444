package dev.faultline.ui.suspects;

import dev.faultline.ui.ProbabilityBar;
import javafx.scene.control.TableCell;
import org.jspecify.annotations.Nullable;

/// P(cause) as a bar and a number.
final class CauseCell extends TableCell<SuspectRow, SuspectRow> {
    private final ProbabilityBar bar = new ProbabilityBar();

    @Override
    protected void updateItem(@Nullable SuspectRow row, boolean empty) {
        super.updateItem(row, empty);
        setGraphic(row == null ? null : bar);
        if (row != null) {
            bar.show(row.cause());
        }
    }
}
