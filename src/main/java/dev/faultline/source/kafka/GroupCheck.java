package dev.faultline.source.kafka;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/// Asks about a group without joining it: joining would make its members stop for a moment.
final class GroupCheck {
    private GroupCheck() {}

    static Finding examine(KafkaConnection connection, Address at, String group)
            throws InterruptedException {
        try (Admin admin = Admin.create(connection.forClient())) {
            return ask(admin, connection, at, group);
        }
    }

    private static Finding ask(Admin admin, KafkaConnection connection, Address at, String group)
            throws InterruptedException {
        try {
            var asked =
                    admin.describeConsumerGroups(
                                    List.of(group),
                                    new DescribeConsumerGroupsOptions()
                                            .includeAuthorizedOperations(true)
                                            .timeoutMs((int) Doctor.PATIENCE.toMillis()))
                            .describedGroups()
                            .get(group);
            ConsumerGroupDescription found = Objects.requireNonNull(asked).get();
            Set<AclOperation> may = found.authorizedOperations();
            return may != null && !may.isEmpty() && !may.contains(AclOperation.READ)
                    ? new Finding.GroupForbidden(group)
                    : new Finding.Fine(
                            "The group %s may be joined; it has %d members now."
                                    .formatted(group, found.members().size()));
        } catch (ExecutionException e) {
            return switch (e.getCause()) {
                case GroupIdNotFoundException _ ->
                        new Finding.Fine("The group " + group + " may be joined; it is new.");
                case GroupAuthorizationException _ -> new Finding.GroupForbidden(group);
                case null -> new Finding.Unexplained(String.valueOf(e.getMessage()), true);
                case Throwable cause ->
                        ClientFailure.finding(cause, connection, at, Optional.empty());
            };
        }
    }
}
