package dev.faultline.remedy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.model.Notice;
import dev.faultline.model.ServiceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyTest {
    private static final ServiceId PAYMENTS = new ServiceId("payments-db");

    private final Identity ann = Identity.create("ann");
    private final Identity bob = Identity.create("bob");
    private final String text =
            """
            people:
              - {name: ann, key: %s, roles: [responder]}
              - {name: bob, key: %s, roles: [commander, admin]}
            freezes:
              - {name: Black Friday, from: 2026-11-27T00:00Z, until: 2026-11-30T00:00:00Z, services: ["payments-*"]}
              - {name: Audit, from: 2026-12-01T00:00Z, until: 2026-12-02T00:00Z}
            needs: {class2: responder, approve: commander}
            """
                    .formatted(ann.publicText(), bob.publicText());

    @TempDir Path folder;

    @Test
    void readsPeopleFreezesAndNeeds() throws IOException {
        Policy.Read read = read(text);
        assertThat(read.notices()).isEmpty();
        Policy policy = read.policy();
        assertThat(policy.people().values())
                .containsExactly(
                        new Policy.Person("ann", ann.key(), Set.of(Role.RESPONDER)),
                        new Policy.Person("bob", bob.key(), Set.of(Role.COMMANDER, Role.ADMIN)));
        assertThat(policy.needs())
                .isEqualTo(
                        Map.of(
                                RiskClass.READ_ONLY, Role.RESPONDER,
                                RiskClass.REVERSIBLE, Role.RESPONDER,
                                RiskClass.SEVERAL, Role.RESPONDER,
                                RiskClass.IRREVERSIBLE, Role.COMMANDER));
        assertThat(policy.needed(RiskClass.IRREVERSIBLE))
                .containsExactlyInAnyOrder(Role.COMMANDER, Role.ADMIN);
        assertThat(policy.approve()).isEqualTo(Role.COMMANDER);
    }

    @Test
    void aFreezeHoldsFromItsFirstMomentToTheOneAfterItsLastForItsServices() throws IOException {
        Policy policy = read(text).policy();
        assertThat(frozen(policy, "2026-11-26T23:59:59Z", PAYMENTS)).isFalse();
        assertThat(frozen(policy, "2026-11-27T00:00:00Z", PAYMENTS)).isTrue();
        assertThat(frozen(policy, "2026-11-29T23:59:59Z", PAYMENTS)).isTrue();
        assertThat(frozen(policy, "2026-11-30T00:00:00Z", PAYMENTS)).isFalse();
        assertThat(frozen(policy, "2026-11-28T00:00:00Z", new ServiceId("ledger"))).isFalse();
        assertThat(frozen(policy, "2026-12-01T00:00:00Z", new ServiceId("ledger"))).isTrue();
    }

    @Test
    void aMistakeAnywhereLetsNobodyDoAnything() throws IOException {
        assertThat(
                        List.of(
                                told(
                                        text.replace("[responder]", "[boss]"),
                                        ", line 2: 'people.0.roles.0' is 'boss', but must be one of viewer, responder, commander, admin."),
                                told(
                                        text.replace("name: bob", "name: ann"),
                                        ", line 3: there are two people named 'ann'."),
                                told(
                                        text.replace(bob.publicText(), ann.publicText()),
                                        ", line 3: 'bob' has the key of 'ann'; a key is one person's."),
                                told(
                                        text.replace(bob.publicText(), "A".repeat(59) + "="),
                                        ", line 3: the key of 'bob' is no Ed25519 public key."),
                                told(
                                        text.replace("until: 2026-12-02", "until: 2026-12-01"),
                                        ", line 6: the freeze ends before it begins."),
                                told(
                                        text.replace("2026-12-02", "2026-02-30"),
                                        ", line 6: there is no such moment:"),
                                told(
                                        text.replace("freezes:", "frezes:"),
                                        "'frezes' is not known. There are: people, freezes, needs."),
                                told(text + "people: []\n", "it is not the YAML that is read here"),
                                told(
                                        text.replace("- {name: ann", "- &a {name: ann"),
                                        "it uses anchors, aliases or tags")))
                .containsOnly(true);
    }

    @Test
    void withoutAFileNobodyMayDoAnything() {
        assertThat(Policy.read(folder.resolve("none.yaml")))
                .isEqualTo(new Policy.Read(Policy.NOBODY, List.of()));
    }

    @Test
    void namePatternsMatchWholeNamesAndDoNotRunWild() {
        assertThat(NamePattern.matches("a*b*", "axxbyy")).isTrue();
        assertThat(NamePattern.matches("a*b", "axbxbc")).isFalse();
        assertThat(NamePattern.matches("", "a")).isFalse();
        assertThat(NamePattern.matches("**", "")).isTrue();
        // A regular expression of as many .* would need ages for it.
        assertThat(NamePattern.matches("*a".repeat(60) + "b", "a".repeat(1024))).isFalse();
    }

    private boolean told(String changed, String sentence) throws IOException {
        assertThat(changed).isNotEqualTo(text);
        Policy.Read read = read(changed);
        assertThat(read.policy()).isEqualTo(Policy.NOBODY);
        assertThat(read.notices())
                .extracting(Notice::text)
                .anyMatch(t -> t.contains(sentence))
                .allMatch(t -> t.endsWith("Until that is mended nobody may run anything."));
        return true;
    }

    private static boolean frozen(Policy policy, String at, ServiceId target) {
        return policy.freeze(Instant.parse(at), target).isPresent();
    }

    private Policy.Read read(String policy) throws IOException {
        return Policy.read(Files.writeString(folder.resolve("policy.yaml"), policy));
    }
}
