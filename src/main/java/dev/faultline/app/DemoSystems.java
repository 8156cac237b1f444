package dev.faultline.app;

import dev.faultline.demo.Demo;
import dev.faultline.demo.DemoPlan;
import dev.faultline.demo.feed.Topic;
import dev.faultline.engine.Snapshot;
import dev.faultline.incident.IncidentRules;
import dev.faultline.remedy.RemedyDesk;
import dev.faultline.source.WatchedTime;
import dev.faultline.topology.TopologyJson;
import dev.faultline.ui.ConnectRequest;
import dev.faultline.ui.LiveSession;
import dev.faultline.ui.LiveSources;
import dev.faultline.ui.Recordings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// Running systems, of which one is the demo's: it is waited for while it still writes its history,
/// it has its own time, and nobody will look for it another day.
final class DemoSystems implements LiveSources {
    private final KafkaSystems others;
    private final Demo demo;
    private final ConnectRequest request;
    private final RemedyDesk desk;

    private DemoSystems(KafkaSystems others, Demo demo, ConnectRequest request, RemedyDesk desk) {
        this.others = others;
        this.demo = demo;
        this.request = request;
        this.desk = desk;
    }

    /// Of a demo that was started. Who owns what is told beforehand, as a company's catalogue tells
    /// it, and what joins the zones; who calls whom and what runs where is for the program to find
    /// out.
    ///
    /// @param desk who acts on the bank
    /// @throws IOException where the catalogue can't be written
    static DemoSystems of(KafkaSystems others, Demo demo, DemoPlan plan, RemedyDesk desk)
            throws IOException {
        Path owners = demo.folder().resolve("owners.json");
        Files.writeString(owners, TopologyJson.write(demo.catalogue()));
        return new DemoSystems(
                others,
                demo,
                new ConnectRequest(
                        demo.bootstrap(),
                        Topic.labels(),
                        Optional.empty(),
                        plan.history(),
                        Optional.of(plan.bank().step()),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(owners),
                        Map.of(),
                        Optional.empty()),
                desk);
    }

    @Override
    public void incidents(IncidentRules rules) {
        others.incidents(rules);
    }

    /// What to connect to.
    ConnectRequest request() {
        return request;
    }

    @Override
    public LiveSession connect(
            ConnectRequest wanted, Consumer<Snapshot> screen, Consumer<String> progress)
            throws Recordings.CannotOpen, InterruptedException {
        if (!wanted.equals(request)) {
            return others.connect(wanted, screen, progress);
        }
        WatchedTime time;
        try {
            time = demo.await(progress);
        } catch (IOException e) {
            throw new Recordings.CannotOpen(String.valueOf(e.getMessage()), e);
        }
        return others.connect(
                        request,
                        time,
                        "Simulated bank at " + demo.bootstrap(),
                        new CopyOnWriteArrayList<>(),
                        screen,
                        progress)
                .actedOnBy(desk);
    }

    @Override
    public void test(ConnectRequest wanted, Consumer<Finding> finding) throws InterruptedException {
        others.test(wanted, finding);
    }

    @Override
    public Recent recent() {
        return others.recent();
    }

    @Override
    public List<String> formats() {
        return others.formats();
    }
}
