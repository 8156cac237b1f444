package dev.faultline.capture.importer;

import dev.faultline.model.ServiceId;
import dev.faultline.topology.Component;
import dev.faultline.topology.ComponentKind;
import dev.faultline.topology.Topology;
import java.util.List;

/// Tells what the components of PetShop are.
final class PetShopKinds {
    private PetShopKinds() {}

    /// The same topology with the kind of each component.
    static Topology of(Topology topology) {
        List<Component> components =
                topology.components().stream()
                        .map(component -> Component.unowned(component.id(), kind(component.id())))
                        .toList();
        return Topology.of("graph.csv", components, topology.dependencies()).topology();
    }

    /// The kind by the spelling of the name: a rule of this data set, and of no other. X-Ray names
    /// the far end of a call that it cannot see into `…_remote` or `…_client`, and puts the type of
    /// an AWS resource behind its name.
    private static ComponentKind kind(ServiceId id) {
        String name = id.value();
        if (name.endsWith("_remote") || name.endsWith("_client")) {
            return ComponentKind.REMOTE_SIDE;
        } else if (name.contains("AWS::SQS") || name.contains("AWS::SimpleNotificationService")) {
            return ComponentKind.QUEUE;
        } else if (name.contains("AWS::DynamoDB")
                || name.contains("Database::SQL")
                || name.contains("AWS::S3")) {
            return ComponentKind.DATABASE;
        } else if (name.contains("AWS::ApiGateway")) {
            return ComponentKind.GATEWAY;
        }
        return ComponentKind.SERVICE;
    }
}
