package org.securemessaging.pipeline.configuration;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.commons.configuration2.HierarchicalConfiguration;
import org.apache.commons.configuration2.interpol.ConfigurationInterpolator;
import org.apache.commons.configuration2.tree.ImmutableNode;

/**
 * One element of the file while it is read. It remembers which of its children were asked for, so
 * that {@link #finish} can refuse those that nobody knows. An empty element counts as absent. Not
 * thread safe.
 */
final class ConfigurationElement {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{env:[A-Za-z_][A-Za-z0-9_]*}");

    private final String file;
    private final String path;
    private final List<ImmutableNode> nodes;
    private final Supplier<ConfigurationInterpolator> interpolator;
    private final Set<String> known = new LinkedHashSet<>();
    private final Set<String> knownAttributes = new LinkedHashSet<>();
    private final List<String> parameters;

    private ConfigurationElement(
            String file,
            String path,
            List<ImmutableNode> nodes,
            Supplier<ConfigurationInterpolator> interpolator,
            List<String> parameters) {
        this.file = file;
        this.path = path;
        this.nodes = nodes;
        this.interpolator = interpolator;
        this.parameters = parameters;
    }

    /** The whole of a configuration. */
    static ConfigurationElement root(
            String file, HierarchicalConfiguration<ImmutableNode> configuration) {
        ImmutableNode root = configuration.getNodeModel().getNodeHandler().getRootNode();
        List<ImmutableNode> nodes = root == null ? List.of() : List.of(root);
        return new ConfigurationElement(
                file, "", nodes, configuration::getInterpolator, new ArrayList<>());
    }

    /** A child that has children of its own; absent, it has none. */
    ConfigurationElement section(String name) {
        known.add(name);
        return new ConfigurationElement(
                file, path + name + "/", children(name), interpolator, parameters);
    }

    /**
     * The children of a name that may stand any number of times, in their order; one that is absent
     * if there is none.
     */
    List<ConfigurationElement> sections(String name) {
        known.add(name);
        List<ImmutableNode> children = children(name);
        return children.isEmpty()
                ? List.of(section(name))
                : children.stream().map(child -> single(name, child)).toList();
    }

    private ConfigurationElement single(String name, ImmutableNode child) {
        return new ConfigurationElement(
                file, path + name + "/", List.of(child), interpolator, parameters);
    }

    /** An attribute of this element itself; empty if it is absent or empty. */
    Optional<String> attribute(String name) {
        knownAttributes.add(name);
        return nodes.stream()
                .map(node -> node.getAttributes().get(name))
                .filter(Objects::nonNull)
                .map(this::text)
                .filter(text -> !text.isEmpty())
                .findFirst();
    }

    /**
     * Whether a value is written as a variable of the environment, which is set, and nothing else.
     */
    boolean isVariable(String name) {
        return children(name).stream()
                .map(ImmutableNode::getValue)
                .filter(Objects::nonNull)
                .map(value -> value.toString().strip())
                .filter(raw -> !raw.isEmpty())
                .allMatch(
                        raw -> VARIABLE.matcher(raw).matches() && !raw.equals(text((Object) raw)));
    }

    /** The parameters that were asked for here and in the sections, as paths. */
    List<String> parameters() {
        return parameters.stream().distinct().toList();
    }

    /** Whether there is anything in it. */
    boolean isEmpty() {
        return nodes.stream().allMatch(node -> node.getChildren().isEmpty());
    }

    /**
     * A value that stands at most once.
     *
     * @param accepted what is accepted, in words for the administrator
     * @param parser may throw {@link IllegalArgumentException}
     */
    <T> Optional<T> value(String name, String accepted, Function<String, T> parser) {
        List<T> values = values(name, accepted, parser);
        if (values.size() > 1) {
            throw new InvalidConfigurationException(
                    where(name) + " stands " + values.size() + " times; accepted is one");
        }
        return values.stream().findFirst();
    }

    /** A value that may stand any number of times. */
    <T> List<T> values(String name, String accepted, Function<String, T> parser) {
        known.add(name);
        parameters.add(path + name);
        List<T> values = new ArrayList<>();
        for (ImmutableNode node : children(name)) {
            refuseStructure(name, node);
            String text = text(node);
            if (!text.isEmpty()) {
                values.add(parse(name, text, accepted, parser));
            }
        }
        return values;
    }

    /**
     * Refuses what was not asked for.
     *
     * @throws InvalidConfigurationException if there is an unknown child, attribute or text
     */
    void finish() {
        for (ImmutableNode node : nodes) {
            String here = path.isEmpty() ? "the root element" : where("").strip();
            refuseAttributes(node, here);
            if (!path.isEmpty() && !text(node).isEmpty()) {
                throw new InvalidConfigurationException(
                        "%s: text '%s' is not accepted; accepted are the elements %s"
                                .formatted(here, text(node), known));
            }
            node.getChildren().forEach(this::refuseUnknown);
        }
    }

    private void refuseAttributes(ImmutableNode node, String here) {
        Set<String> unknown = new LinkedHashSet<>(node.getAttributes().keySet());
        unknown.removeAll(knownAttributes);
        if (!unknown.isEmpty()) {
            throw new InvalidConfigurationException(
                    "%s: attribute %s of %s is not known; %s"
                            .formatted(
                                    file,
                                    unknown,
                                    here,
                                    knownAttributes.isEmpty()
                                            ? "attributes are not accepted"
                                            : "accepted here: "
                                                    + String.join(", ", knownAttributes)));
        }
    }

    /** The error for a value that fits its form but not its purpose. */
    InvalidConfigurationException refusal(String name, Object value, String accepted) {
        return new InvalidConfigurationException(
                "%s: '%s' is not accepted; accepted: %s".formatted(where(name), value, accepted));
    }

    private <T> T parse(String name, String text, String accepted, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidConfigurationException(refusal(name, text, accepted).getMessage(), e);
        }
    }

    private void refuseUnknown(ImmutableNode child) {
        if (!known.contains(child.getNodeName())) {
            throw new InvalidConfigurationException(
                    "%s is not known; accepted here: %s"
                            .formatted(where(child.getNodeName()), String.join(", ", known)));
        }
    }

    private void refuseStructure(String name, ImmutableNode node) {
        if (!node.getChildren().isEmpty() || !node.getAttributes().isEmpty()) {
            throw new InvalidConfigurationException(
                    where(name) + " holds a value only; elements and attributes are not accepted");
        }
    }

    private List<ImmutableNode> children(String name) {
        return nodes.stream()
                .flatMap(node -> node.getChildren().stream())
                .filter(child -> child.getNodeName().equals(name))
                .toList();
    }

    private String text(ImmutableNode node) {
        return node.getValue() == null ? "" : text(node.getValue());
    }

    private String text(Object raw) {
        Object interpolated = interpolator.get().interpolate(raw);
        return interpolated == null ? "" : interpolated.toString().strip();
    }

    private String where(String name) {
        StringBuilder where = new StringBuilder(file).append(": ");
        for (String step : (path + name).split("/", -1)) {
            if (!step.isEmpty()) {
                where.append('<').append(step).append('>');
            }
        }
        return where.toString();
    }
}
