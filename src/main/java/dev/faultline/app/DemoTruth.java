package dev.faultline.app;

import dev.faultline.demo.bank.FaultRecord;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What was really wrong with the demo's bank, for people and scores.
final class DemoTruth {
    private static final JsonMapper JSON = JsonMapper.shared();

    private DemoTruth() {}

    /// A list of faults: kind, roots, severity, onset, end.
    static String json(List<FaultRecord> faults) {
        ArrayNode all = JSON.createArrayNode();
        for (FaultRecord fault : faults) {
            ObjectNode each = all.addObject();
            each.put("kind", fault.kind().label());
            ArrayNode roots = each.putArray("roots");
            fault.roots().forEach(root -> roots.add(root.value()));
            each.put("severity", fault.severity());
            each.put("onset", fault.onset().toString());
            fault.end().ifPresent(end -> each.put("end", end.toString()));
        }
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(all);
    }
}
