package dev.faultline.topology;

import dev.faultline.model.Notice;
import dev.faultline.model.ServiceId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLParser;

/// A software catalog of Backstage, out of any number of `catalog-info.yaml` files: what depends on
/// what, and whose it is. Entities may refer to those of other files, so the graph is made when all
/// were read. Components and resources become components; a `consumesApis` is a call of whoever
/// `providesApis` it; the owner of a system owns what in it has none.
final class BackstageCatalog {
    private static final Pattern LOOKS_SO = Pattern.compile("(?m)^(apiVersion|kind)\\s*:");

    /// A text of more documents is left there.
    private static final int MOST_ENTITIES = 100_000;

    private static final YAMLMapper YAML =
            YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private final List<Notice> notices = new ArrayList<>();
    private final Map<Ref, Entity> entities = new LinkedHashMap<>();
    private final Map<Ref, ServiceId> ids = new LinkedHashMap<>();
    private final Map<ServiceId, Component> components = new LinkedHashMap<>();
    private final List<Dependency> dependencies = new ArrayList<>();

    /// `[kind:][namespace/]name`, in lower case.
    private record Ref(String kind, String namespace, String name) {
        @Override
        public String toString() {
            return (kind.isEmpty() ? "" : kind + ":")
                    + (namespace.equals("default") ? "" : namespace + "/")
                    + name;
        }
    }

    /// @param name as it is written
    private record Entity(String where, Ref ref, String name, JsonNode root) {
        JsonNode spec() {
            return root.path("spec");
        }
    }

    static boolean is(String text) {
        return LOOKS_SO.matcher(text).find();
    }

    static boolean is(JsonNode root) {
        JsonNode first = root.isArray() ? root.path(0) : root;
        return first.has("kind") && first.has("metadata");
    }

    /// Takes in a text of one or several YAML documents. What cannot be read is told; what stands
    /// before it was taken.
    void add(String where, String text) {
        if (refused(where, text)) {
            return;
        }
        int documents = 0;
        try (MappingIterator<JsonNode> read = YAML.readerFor(JsonNode.class).readValues(text)) {
            while (read.hasNextValue()) {
                JsonNode document = read.nextValue();
                documents++;
                if (document != null && !document.isNull()) {
                    add(where, document);
                }
            }
        } catch (JacksonException e) {
            notices.add(
                    Notice.warning(
                            "%s, line %d: this is not YAML (%s). What follows was left out, %d documents before it were read."
                                    .formatted(
                                            where,
                                            e.getLocation() == null
                                                    ? 0
                                                    : e.getLocation().getLineNr(),
                                            firstLine(e),
                                            documents)));
        }
    }

    /// Anchors may multiply a small text by millions, and tags name classes: no catalog needs them.
    private boolean refused(String where, String text) {
        try (JsonParser parser = YAML.createParser(text)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (((YAMLParser) parser).isCurrentAlias()
                        || parser.getObjectId() != null
                        || parser.getTypeId() != null) {
                    notices.add(
                            Notice.warning(
                                    "%s, line %d: anchors, aliases and tags are not read. The file was left out."
                                            .formatted(
                                                    where,
                                                    parser.currentTokenLocation().getLineNr())));
                    return true;
                }
            }
        } catch (JacksonException e) {
            return false; // said where it is read
        }
        return false;
    }

    private static String firstLine(JacksonException e) {
        return String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("");
    }

    /// Takes in one entity, or a list of them.
    void add(String where, JsonNode document) {
        if (document.isArray()) {
            document.forEach(each -> add(where, each));
            return;
        }
        String kind = document.path("kind").asString("").strip();
        String name = document.path("metadata").path("name").asString("").strip();
        if (kind.isEmpty() || name.isEmpty()) {
            notices.add(
                    Notice.warning(
                            where
                                    + ": a document without 'kind' or 'metadata.name' was left out."));
            return;
        }
        String namespace = document.path("metadata").path("namespace").asString("default").strip();
        Ref ref = new Ref(lower(kind), lower(namespace), lower(name));
        if (entities.size() >= MOST_ENTITIES) {
            return;
        }
        if (entities.putIfAbsent(ref, new Entity(where, ref, name, document)) != null) {
            notices.add(
                    Notice.warning(
                            "%s: '%s' is described twice. The first was kept."
                                    .formatted(where, ref)));
        }
    }

    /// The graph of all that was read.
    Topology.Reading topology(String where) {
        nameAll();
        Map<Ref, List<ServiceId>> providers = providers();
        for (Entity entity : List.copyOf(entities.values())) {
            ServiceId self = ids.get(entity.ref);
            if (self != null) {
                refs(entity, "dependsOn", "").forEach(ref -> depends(entity, self, ref, providers));
                refs(entity, "dependencyOf", "").forEach(ref -> needed(entity, self, ref));
                for (Ref api : refs(entity, "consumesApis", "api")) {
                    consumes(entity, self, api, providers);
                }
            }
        }
        return Topology.of(where, List.copyOf(components.values()), dependencies).and(notices);
    }

    private void nameAll() {
        Map<String, Integer> uses = new HashMap<>();
        List<Entity> drawn = entities.values().stream().filter(this::isDrawn).toList();
        drawn.forEach(entity -> uses.merge(entity.ref.name, 1, Integer::sum));
        for (Entity entity : drawn) {
            boolean alone = Objects.equals(uses.get(entity.ref.name), 1);
            String name = alone ? entity.name : entity.ref.namespace + "/" + entity.name;
            ServiceId id = new ServiceId(name);
            if (components.containsKey(id)) {
                id = new ServiceId(entity.ref.kind + ":" + name);
            }
            ids.put(entity.ref, id);
            components.put(id, new Component(id, kind(entity), team(entity), criticality(entity)));
        }
    }

    private boolean isDrawn(Entity entity) {
        return switch (entity.ref.kind) {
            case "component" -> {
                boolean runs = !lower(entity.spec().path("type").asString("")).equals("library");
                if (!runs) {
                    notices.add(
                            Notice.info(
                                    "%s: '%s' is a library: it does not run and is not drawn."
                                            .formatted(entity.where, entity.ref)));
                }
                yield runs;
            }
            case "resource" -> true;
            case "system", "api", "group", "user", "domain", "location", "template" -> false;
            default -> {
                notices.add(
                        Notice.info(
                                "%s: '%s' is of a kind that says nothing of dependencies. It was left out."
                                        .formatted(entity.where, entity.ref)));
                yield false;
            }
        };
    }

    private static ComponentKind kind(Entity entity) {
        String type = lower(entity.spec().path("type").asString(""));
        return ComponentKind.of(type)
                .orElseGet(() ->
                        switch (type) {
                            case "db", "postgres", "postgresql", "mysql", "mongodb", "oracle" ->
                                    ComponentKind.DATABASE;
                            case "redis", "memcached" -> ComponentKind.CACHE;
                            case "topic", "kafka-topic", "message-queue", "broker", "kafka" ->
                                    ComponentKind.QUEUE;
                            case "api-gateway" -> ComponentKind.GATEWAY;
                            case "server", "vm", "node" -> ComponentKind.HOST;
                            case "external", "external-service", "saas" ->
                                    ComponentKind.THIRD_PARTY;
                            default -> ComponentKind.SERVICE;
                        });
    }

    private String team(Entity entity) {
        String owner = entity.spec().path("owner").asString("").strip();
        if (owner.isEmpty()) {
            for (Ref system : refs(entity, "system", "system")) {
                Entity of = entities.get(system);
                owner = of == null ? owner : of.spec().path("owner").asString("").strip();
            }
        }
        return owner.substring(Math.max(owner.lastIndexOf('/'), owner.lastIndexOf(':')) + 1);
    }

    private int criticality(Entity entity) {
        JsonNode told = entity.root.path("metadata").path("annotations").path("criticality");
        if (told.isMissingNode()) {
            told = entity.root.path("metadata").path("labels").path("criticality");
        }
        String text = told.asString("");
        return text.matches("[1-4]") ? Integer.parseInt(text) : Component.UNKNOWN_CRITICALITY;
    }

    private Map<Ref, List<ServiceId>> providers() {
        Map<Ref, List<ServiceId>> providers = new HashMap<>();
        for (Entity entity : entities.values()) {
            ServiceId self = ids.get(entity.ref);
            if (self != null) {
                for (Ref api : refs(entity, "providesApis", "api")) {
                    providers.computeIfAbsent(api, _ -> new ArrayList<>()).add(self);
                }
            }
        }
        return providers;
    }

    private void depends(
            Entity entity, ServiceId self, Ref ref, Map<Ref, List<ServiceId>> providers) {
        switch (ref.kind) {
            case "api" -> consumes(entity, self, ref, providers);
            case "", "component", "resource" -> add(self, found(entity, ref));
            default ->
                    notices.add(
                            Notice.info(
                                    "%s: '%s' depends on '%s', which is no component or resource. That was left out."
                                            .formatted(entity.where, entity.ref, ref)));
        }
    }

    private void needed(Entity entity, ServiceId self, Ref ref) {
        add(found(entity, ref), self);
    }

    private void consumes(
            Entity entity, ServiceId self, Ref api, Map<Ref, List<ServiceId>> providers) {
        List<ServiceId> by = providers.getOrDefault(api, List.of());
        if (by.isEmpty()) {
            notices.add(
                    Notice.info(
                            "%s: '%s' consumes '%s', which no component here provides. That was left out."
                                    .formatted(entity.where, entity.ref, api)));
        }
        by.stream().filter(provider -> !provider.equals(self)).forEach(p -> add(self, p));
    }

    private void add(ServiceId from, ServiceId to) {
        Component host = components.get(to);
        boolean runsOn = host != null && host.kind() == ComponentKind.HOST;
        dependencies.add(
                new Dependency(
                        from, to, runsOn ? DependencyKind.RUNS_ON : DependencyKind.CALLS, 1));
    }

    /// What a reference means; something that is only named is drawn by its name.
    private ServiceId found(Entity from, Ref ref) {
        for (String kind :
                ref.kind.isEmpty() ? List.of("component", "resource") : List.of(ref.kind)) {
            ServiceId id = ids.get(new Ref(kind, ref.namespace, ref.name));
            if (id != null) {
                return id;
            }
        }
        notices.add(
                Notice.info(
                        "%s: '%s' names '%s', which no file describes. It is drawn by that name."
                                .formatted(from.where, from.ref, ref)));
        String name = ref.namespace.equals("default") ? ref.name : ref.namespace + "/" + ref.name;
        ServiceId id = new ServiceId(name);
        components.putIfAbsent(id, Component.unowned(id, ComponentKind.SERVICE));
        ids.put(new Ref(ref.kind.isEmpty() ? "component" : ref.kind, ref.namespace, ref.name), id);
        return id;
    }

    /// The references in a field, of one or several.
    private Set<Ref> refs(Entity entity, String field, String usualKind) {
        Set<Ref> refs = new LinkedHashSet<>();
        JsonNode value = entity.spec().path(field);
        if (value.isString()) {
            add(refs, entity, value, usualKind);
        } else if (value.isArray()) {
            value.forEach(each -> add(refs, entity, each, usualKind));
        } else if (!value.isMissingNode() && !value.isNull()) {
            odd(entity, field);
        }
        return refs;
    }

    private void add(Set<Ref> refs, Entity entity, JsonNode text, String usualKind) {
        @Nullable Ref ref =
                text.isString() ? ref(text.asString(), entity.ref.namespace, usualKind) : null;
        if (ref == null) {
            odd(entity, text.toString());
        } else {
            refs.add(ref);
        }
    }

    private void odd(Entity entity, String what) {
        notices.add(
                Notice.warning(
                        "%s: '%s' has %s where a reference [kind:][namespace/]name was expected. It was left out."
                                .formatted(entity.where, entity.ref, what)));
    }

    private static @Nullable Ref ref(String text, String namespace, String usualKind) {
        String rest = lower(text.strip());
        int colon = rest.indexOf(':');
        String kind = colon < 0 ? usualKind : rest.substring(0, colon);
        rest = rest.substring(colon + 1);
        int slash = rest.indexOf('/');
        String in = slash < 0 ? namespace : rest.substring(0, slash);
        String name = rest.substring(slash + 1);
        return name.isBlank() || in.isBlank() ? null : new Ref(kind, in, name);
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
