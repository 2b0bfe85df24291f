package org.sunwindow;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.TextTree;
import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.ParameterizedTypeTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import io.smallrye.config.common.utils.StringUtil;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** {@code docs/configuration.md} has every setting. It is generated from the interfaces of settings and their comments. */
class ConfigurationPageTest {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final Path PAGE = Path.of("docs/configuration.md");
    private static final Path PROPERTIES = Path.of("src/main/resources/application.properties");

    private static final String HEAD = """
            # Configuration

            Every setting by its environment variable. Each is also a property: `SUNWINDOW_INDEX_DIRECTORY` is
            `sunwindow.index.directory`. Durations are written as `30s`, `5m`, `1h` or `7d`, lists with commas. `<NAME>` is a name of
            your choice, one word; what is required of it is required once you have named one.
            [operating.md](operating.md) explains what a deployment needs.

            `ConfigurationPageTest` generates this page: `./mvnw test -Dtest=ConfigurationPageTest -Ddocs.update`.
            """;

    /** A setting of an interface. */
    private record Setting(String file, String name, Tree type, Map<String, String> annotations, String comment) {}

    /** An interface of settings. */
    private record Group(String file, String prefix, List<String> parents, List<Setting> settings, String comment) {}

    /** By {@code <file>.<name>}: names may occur in several files. */
    private final Map<String, Group> groups = new TreeMap<>();

    private final Properties set = new Properties();

    /** With {@code -Ddocs.update} the page is rewritten instead of compared. */
    @Test
    void pageIsUpToDate() throws IOException {
        try (Reader reader = Files.newBufferedReader(PROPERTIES)) {
            set.load(reader);
        }
        parse();
        var page = new StringBuilder(HEAD);
        List<Group> top = groups.values().stream()
                .filter(group -> group.prefix() != null)
                .sorted(Comparator.comparing(Group::prefix).thenComparing(Group::comment))
                .toList();
        for (Group group : top) {
            var rows = new LinkedHashMap<String, String>();
            add(group, group.prefix(), rows);
            page.append("\n## `%s`\n\n%s\n\n| variable | default | meaning |\n|---|---|---|\n"
                    .formatted(group.prefix(), group.comment()));
            rows.forEach((variable, row) -> page.append("| `%s` | %s |\n".formatted(variable, row)));
        }
        assertThat(page.toString().lines().filter(line -> line.endsWith("|  |")))
                .as("settings without a comment")
                .isEmpty();
        if (System.getProperty("docs.update") != null) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE))
                .as("rewrite it with ./mvnw test -Dtest=ConfigurationPageTest -Ddocs.update")
                .isEqualTo(page.toString());
    }

    private void add(Group group, String prefix, Map<String, String> rows) {
        for (Setting setting : settings(group)) {
            String property = setting.annotations().containsKey("WithParentName")
                    ? prefix
                    : prefix + "." + StringUtil.skewer(setting.name());
            Tree type = setting.type();
            while (isParameterized(type, "Map")) {
                property += ".<NAME>";
                type = ((ParameterizedTypeTree) type).getTypeArguments().get(1);
            }
            Group nested = group(setting.file(), type.toString());
            if (nested != null) {
                add(nested, property, rows);
            } else {
                rows.put(variable(property), "%s | %s".formatted(defaultOf(setting, property), setting.comment()));
            }
        }
    }

    /** Finds an interface by its name, which is in the same file unless it states another one, or {@code null}. */
    private Group group(String file, String name) {
        return groups.getOrDefault(file + "." + name, groups.get(name));
    }

    private List<Setting> settings(Group group) {
        var all = new ArrayList<Setting>();
        group.parents().forEach(parent -> all.addAll(settings(group(group.file(), parent))));
        all.addAll(group.settings());
        return all;
    }

    private String defaultOf(Setting setting, String property) {
        return Optional.ofNullable(set.getProperty(property))
                .filter(value -> !value.startsWith("${"))
                .or(() -> Optional.ofNullable(setting.annotations().get("WithDefault")))
                .map(value -> "`" + value + "`")
                .orElse(isOptional(setting.type()) ? "" : "required");
    }

    private static boolean isOptional(Tree type) {
        return type.toString().startsWith("Optional");
    }

    private static boolean isParameterized(Tree type, String name) {
        return type instanceof ParameterizedTypeTree parameterized
                && parameterized.getType().toString().equals(name);
    }

    private static String variable(String property) {
        return Stream.of(property.split("(?<=<NAME>)|(?=<NAME>)"))
                .map(part -> part.equals("<NAME>")
                        ? part
                        : StringUtil.replaceNonAlphanumericByUnderscores(part).toUpperCase(Locale.ROOT))
                .collect(Collectors.joining());
    }

    // ---- reading the sources ----

    private void parse() throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.walk(SOURCES)) {
            files = found.filter(file -> file.getFileName().toString().endsWith("Settings.java"))
                    .sorted()
                    .toList();
        }
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var manager = compiler.getStandardFileManager(null, null, null)) {
            var task = (JavacTask)
                    compiler.getTask(null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(files));
            DocTrees docs = DocTrees.instance(task);
            for (var unit : task.parse()) {
                String file = Path.of(unit.getSourceFile().toUri())
                        .getFileName()
                        .toString()
                        .replace(".java", "");
                new TreePathScanner<Void, Void>() {
                    @Override
                    public Void visitClass(ClassTree type, Void none) {
                        if (type.getKind() == Tree.Kind.INTERFACE) {
                            groups.put(file + "." + type.getSimpleName(), group(type));
                        }
                        return super.visitClass(type, none);
                    }

                    private Group group(ClassTree type) {
                        var settings = new ArrayList<Setting>();
                        for (Tree member : type.getMembers()) {
                            if (member instanceof MethodTree method && method.getBody() == null) {
                                settings.add(new Setting(
                                        file,
                                        method.getName().toString(),
                                        method.getReturnType(),
                                        annotations(method.getModifiers()),
                                        comment(member)));
                            }
                        }
                        return new Group(
                                file,
                                annotations(type.getModifiers()).get("ConfigMapping"),
                                type.getImplementsClause().stream()
                                        .map(Tree::toString)
                                        .toList(),
                                settings,
                                comment(type));
                    }

                    private String comment(Tree tree) {
                        TreePath here = getCurrentPath();
                        DocCommentTree comment =
                                docs.getDocCommentTree(tree == here.getLeaf() ? here : new TreePath(here, tree));
                        return comment == null ? "" : text(comment.getFullBody());
                    }
                }.scan(unit, null);
            }
        }
    }

    private static String text(List<? extends DocTree> body) {
        return body.stream()
                .map(part -> switch (part) {
                    case LiteralTree literal -> "`" + literal.getBody().getBody() + "`";
                    case LinkTree link ->
                        "`" + link.getReference().getSignature().replaceFirst("^.*#", "") + "`";
                    case TextTree words -> words.getBody();
                    default -> part.toString();
                })
                .collect(Collectors.joining())
                .replaceAll("\\s+", " ")
                .replace("|", "\\|");
    }

    /** Returns the values of the annotations, by simple names; an empty text for one without a value. */
    private static Map<String, String> annotations(ModifiersTree modifiers) {
        var annotations = new LinkedHashMap<String, String>();
        for (AnnotationTree annotation : modifiers.getAnnotations()) {
            String value = annotation.getArguments().isEmpty()
                    ? ""
                    : value(annotation.getArguments().getFirst());
            annotations.put(annotation.getAnnotationType().toString(), value);
        }
        return annotations;
    }

    private static String value(ExpressionTree argument) {
        ExpressionTree value = argument instanceof AssignmentTree named ? named.getExpression() : argument;
        return value instanceof com.sun.source.tree.LiteralTree literal
                ? String.valueOf(literal.getValue())
                : value.toString();
    }
}
