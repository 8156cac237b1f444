package dev.faultline.incident;

import java.io.IOException;
import java.util.List;

/// Where the log of incidents is kept from one start to the next. Calls touch the disk: never on
/// the FX thread. Several windows may use one store at a time.
public interface IncidentStore {
    /// Keeps nothing: what is said holds until the window closes.
    IncidentStore NONE =
            new IncidentStore() {
                @Override
                public List<IncidentEvent> told(String system) {
                    return List.of();
                }

                @Override
                public void keep(String system, List<IncidentEvent> events) {}
            };

    /// All that was kept of one system, in the order in which it was.
    ///
    /// @param system the title of the recording, or of what is watched
    /// @throws IOException with a sentence for the person
    List<IncidentEvent> told(String system) throws IOException;

    /// Keeps events; those that are kept already are left out. They are on the disk when this
    /// returns.
    ///
    /// @throws IOException with a sentence for the person: nothing of it was kept
    void keep(String system, List<IncidentEvent> events) throws IOException;
}
