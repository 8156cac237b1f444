package dev.faultline.ui.inspector;

import dev.faultline.engine.Snapshot;
import dev.faultline.model.ServiceId;
import dev.faultline.topology.Component;
import dev.faultline.topology.ComponentKind;
import dev.faultline.topology.Topology;
import dev.faultline.ui.Insights;
import dev.faultline.ui.Look;
import dev.faultline.ui.Words;
import dev.faultline.ui.Workbench;
import dev.faultline.ui.saying.SayingViewModel;
import dev.faultline.wording.Page;
import java.util.List;
import java.util.Objects;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/// Whose the selected component is, how they are reached, what to write to them, and who is hit
/// with it. Written only while somebody reads it.
public final class OwnerViewModel {
    private final Workbench workbench;
    private final SayingViewModel saying;
    private final Words words;
    private final ReadOnlyStringWrapper state = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper written = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<Page> message = new ReadOnlyObjectWrapper<>(Page.EMPTY);
    private final ReadOnlyStringWrapper reach = new ReadOnlyStringWrapper("");
    private @Nullable ServiceId writtenOf;
    private boolean writing;
    private boolean again;

    /// @param look whether others see it: then it is written anew, without how a person is reached
    public OwnerViewModel(Workbench workbench, SayingViewModel saying, Look look, Words words) {
        this.workbench = workbench;
        this.saying = saying;
        this.words = words;
        workbench.selectionProperty().addListener((p, before, now) -> write());
        workbench.snapshotProperty().addListener((p, before, now) -> write());
        workbench.insights().topicProperty().addListener((p, before, now) -> write());
        look.sharingProperty()
                .addListener((p, before, now) -> {
                    message.set(Page.EMPTY);
                    written.set(false);
                    write();
                });
        write();
    }

    /// What stands in place of the owner while nothing is written.
    ReadOnlyStringProperty stateProperty() {
        return state.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty writtenProperty() {
        return written.getReadOnlyProperty();
    }

    /// The owner and the message, as parts of a page.
    ReadOnlyObjectProperty<Page> messageProperty() {
        return message.getReadOnlyProperty();
    }

    /// Who depends on it, directly or through others, as a sentence.
    ReadOnlyStringProperty reachProperty() {
        return reach.getReadOnlyProperty();
    }

    /// Whether all is written that is to be read now.
    public boolean settled() {
        return written.get()
                || workbench.insights().topicProperty().get() != Insights.Topic.OWNER
                || workbench.snapshotProperty().get() == null
                || workbench.selectionProperty().get() == null;
    }

    String whyNotPaged() {
        return words.get("command.refused.paging");
    }

    void copy() {
        saying.copyMessage(message.get());
    }

    private void write() {
        if (workbench.insights().topicProperty().get() != Insights.Topic.OWNER) {
            return;
        }
        Snapshot shown = workbench.snapshotProperty().get();
        ServiceId service = workbench.selectionProperty().get();
        if (!Objects.equals(service, writtenOf) || shown == null) {
            written.set(false);
            message.set(Page.EMPTY);
            writtenOf = null;
        }
        if (shown == null || service == null) {
            state.set(words.get("inspector.nothing"));
            return;
        }
        state.set(words.get("owner.working"));
        reach.set(reach(shown.topology(), service));
        if (writing) {
            again = true;
        } else {
            again = false;
            writing = saying.message(service, page -> show(service, page));
        }
    }

    /// What was asked for while it was being written comes after it.
    private void show(ServiceId service, Page page) {
        writing = false;
        if (service.equals(workbench.selectionProperty().get())) {
            writtenOf = service;
            message.set(page);
            written.set(true);
        }
        if (again) {
            write();
        }
    }

    private String reach(Topology topology, ServiceId service) {
        int start = topology.indexOf(service);
        if (start < 0) {
            return words.get("inspector.not.in.topology");
        }
        List<Component> hit = topology.allDependantsOf(start);
        return words.get(
                "owner.reach",
                topology.dependantsOf(start).length,
                hit.size(),
                hit.stream().filter(c -> c.kind() == ComponentKind.ENTRY).count(),
                hit.stream().mapToInt(Component::criticality).min().orElse(0));
    }
}
