package dev.faultline.remedy;

import dev.faultline.model.Notice;
import dev.faultline.model.ServiceId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// Who may do what, and when nothing runs without a second person: `policy.yaml`. A file with a
/// mistake lets nobody do anything, since what could not be read might have forbidden it.
///
/// @param people by name
/// @param needs the least role for what is of a class
/// @param approve the least role for approving a runbook
public record Policy(
        Map<String, Person> people,
        List<Freeze> freezes,
        Map<RiskClass, Role> needs,
        Role approve) {
    /// The name of the file in the user's folder.
    public static final String FILE = "policy.yaml";

    /// The least role for each class where the file does not say.
    public static final Map<RiskClass, Role> USUAL =
            Map.of(
                    RiskClass.READ_ONLY, Role.RESPONDER,
                    RiskClass.REVERSIBLE, Role.RESPONDER,
                    RiskClass.SEVERAL, Role.COMMANDER,
                    RiskClass.IRREVERSIBLE, Role.COMMANDER);

    /// Nobody may do anything.
    public static final Policy NOBODY = new Policy(Map.of(), List.of(), USUAL, Role.ADMIN);

    private static final String THEN = "Until that is mended nobody may run anything.";

    public Policy {
        people = Collections.unmodifiableMap(new LinkedHashMap<>(people));
        freezes = List.copyOf(freezes);
        needs = Map.copyOf(needs);
    }

    /// Somebody whose signature counts.
    public record Person(String name, PublicKey key, Set<Role> roles) {
        public Person {
            roles = Set.copyOf(roles);
        }

        /// Whether the person has that role or one that may do more.
        public boolean atLeast(Role role) {
            return roles.stream().anyMatch(own -> own.compareTo(role) >= 0);
        }
    }

    /// A time in which every class is [RiskClass#IRREVERSIBLE].
    ///
    /// @param until the first moment after it
    /// @param services names of components, `*` for any characters; empty for all
    public record Freeze(String name, Instant from, Instant until, List<String> services) {
        public Freeze {
            services = List.copyOf(services);
        }

        boolean holds(Instant at, ServiceId target) {
            return !at.isBefore(from)
                    && at.isBefore(until)
                    && (services.isEmpty()
                            || services.stream()
                                    .anyMatch(p -> NamePattern.matches(p, target.value())));
        }
    }

    /// A policy and what is wrong with its file.
    public record Read(Policy policy, List<Notice> notices) {
        public Read {
            notices = List.copyOf(notices);
        }
    }

    /// The policy in a file; [#NOBODY] where there is none or it has a mistake.
    public static Read read(Path file) {
        if (!Files.exists(file)) {
            return new Read(NOBODY, List.of());
        }
        List<Notice> notices = new ArrayList<>();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(CheckedYaml.LARGEST + 1);
            Optional<CheckedYaml> yaml =
                    CheckedYaml.of(file.toString(), bytes, "policy.schema.json", THEN, notices);
            if (yaml.isPresent()) {
                Policy policy = of(yaml.get());
                return new Read(yaml.get().sound() ? policy : NOBODY, notices);
            }
        } catch (IOException e) {
            notices.add(Notice.warning(file + " can't be read (" + e + "). " + THEN));
        }
        return new Read(NOBODY, notices);
    }

    /// The person of that name, if their signature counts.
    public Optional<Person> person(String name) {
        return Optional.ofNullable(people.get(name));
    }

    /// Whether what that person approved may run.
    public boolean mayApprove(String name) {
        return person(name).map(person -> person.atLeast(approve)).orElse(false);
    }

    /// The freeze that holds for a component at a time.
    public Optional<Freeze> freeze(Instant at, ServiceId target) {
        return freezes.stream().filter(freeze -> freeze.holds(at, target)).findFirst();
    }

    /// Of what class something is: what only says what would be done changes nothing; in a freeze
    /// all else cannot be taken back.
    public RiskClass risk(Runbook runbook, Runbook.Mode mode, Instant at, ServiceId target) {
        return mode == Runbook.Mode.DRY_RUN
                ? RiskClass.READ_ONLY
                : freeze(at, target).isPresent() ? RiskClass.IRREVERSIBLE : runbook.risk();
    }

    /// The roles that may do what is of a class.
    public Set<Role> needed(RiskClass risk) {
        return EnumSet.range(needs.getOrDefault(risk, Role.ADMIN), Role.ADMIN);
    }

    private static Policy of(CheckedYaml yaml) {
        Map<String, Person> people = new LinkedHashMap<>();
        Map<PublicKey, String> keys = new LinkedHashMap<>();
        int place = 0;
        for (JsonNode node : yaml.tree().path("people")) {
            String pointer = "/people/" + place++;
            String name = node.path("name").asString();
            try {
                PublicKey key =
                        Identity.key(Base64.getDecoder().decode(node.path("key").asString()));
                // Else one person could be two, and sign twice.
                String other = keys.putIfAbsent(key, name);
                if (other != null) {
                    yaml.mistake(
                            pointer,
                            "'%s' has the key of '%s'; a key is one person's."
                                    .formatted(name, other));
                }
                Set<Role> roles =
                        node.path("roles")
                                .valueStream()
                                .map(Policy::role)
                                .collect(Collectors.toSet());
                if (people.put(name, new Person(name, key, roles)) != null) {
                    yaml.mistake(pointer, "there are two people named '" + name + "'.");
                }
            } catch (GeneralSecurityException | IllegalArgumentException e) {
                yaml.mistake(
                        pointer + "/key",
                        "the key of '%s' is no Ed25519 public key.".formatted(name));
            }
        }
        JsonNode needs = yaml.tree().path("needs");
        Map<RiskClass, Role> needed = new EnumMap<>(USUAL);
        for (RiskClass risk : RiskClass.values()) {
            JsonNode role = needs.path("class" + risk.number());
            if (role.isString()) {
                needed.put(risk, role(role));
            }
        }
        return new Policy(
                people,
                freezes(yaml),
                needed,
                needs.has("approve") ? role(needs.path("approve")) : Role.ADMIN);
    }

    private static List<Freeze> freezes(CheckedYaml yaml) {
        List<Freeze> freezes = new ArrayList<>();
        int place = 0;
        for (JsonNode node : yaml.tree().path("freezes")) {
            String pointer = "/freezes/" + place++;
            try {
                Freeze freeze =
                        new Freeze(
                                node.path("name").asString(),
                                moment(node.path("from")),
                                moment(node.path("until")),
                                node.path("services")
                                        .valueStream()
                                        .map(JsonNode::asString)
                                        .toList());
                if (!freeze.from().isBefore(freeze.until())) {
                    yaml.mistake(pointer, "the freeze ends before it begins.");
                }
                freezes.add(freeze);
            } catch (DateTimeException e) {
                yaml.mistake(pointer, "there is no such moment: " + e.getMessage() + ".");
            }
        }
        return freezes;
    }

    private static Instant moment(JsonNode node) {
        return OffsetDateTime.parse(node.asString()).toInstant();
    }

    private static Role role(JsonNode node) {
        return Role.valueOf(node.asString().toUpperCase(Locale.ROOT));
    }
}
