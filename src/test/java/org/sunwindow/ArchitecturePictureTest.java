package org.sunwindow;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The package diagram in {@code docs/design.md} shows the dependencies that the classes have. */
@Tag("slow")
class ArchitecturePictureTest {

    private static final String ROOT = "org.sunwindow";
    private static final Path DOCUMENT = Path.of("docs/design.md");
    private static final String BEGIN = "<!-- packages -->\n";
    private static final String END = "<!-- /packages -->\n";

    /** Packages below the first level that have a box of their own. */
    private static final Set<String> OWN_BOX = Set.of("cases.lookup", "imports.target", "index.lucene");

    /** Almost every package uses these; their arrows would hide the others. */
    private static final Set<String> OMITTED = Set.of("", "http", "json");

    /** With {@code -Ddocs.update} the diagram is rewritten instead of compared. */
    @Test
    void diagramShowsThePackageDependencies() throws IOException {
        String document = Files.readString(DOCUMENT);
        int from = document.indexOf(BEGIN) + BEGIN.length();
        int to = document.indexOf(END);
        assertThat(from).as("%s has the markers of the diagram", DOCUMENT).isBetween(BEGIN.length(), to);
        String diagram = diagram();
        if (System.getProperty("docs.update") != null) {
            Files.writeString(DOCUMENT, document.substring(0, from) + diagram + document.substring(to));
            return;
        }
        assertThat(document.substring(from, to))
                .as(
                        "%s differs from the packages; rewrite it with"
                                + " ./mvnw test -Dtest=ArchitecturePictureTest -Ddocs.update. It should read:%n%s",
                        DOCUMENT, diagram)
                .isEqualTo(diagram);
    }

    private static String diagram() {
        Map<String, Set<String>> dependencies = dependencies();
        return dependencies.keySet().stream()
                .flatMap(from -> dependencies.get(from).stream()
                        .filter(to -> !isImplied(from, to, dependencies))
                        .map(to -> "    " + from + " --> " + to + "\n"))
                .collect(Collectors.joining("", "```mermaid\ngraph TD\n", "```\n"));
    }

    /**
     * Whether a longer path leads to the same package. Paths through packages in a cycle with either end do not count, so all
     * arrows of a cycle are shown.
     */
    private static boolean isImplied(String from, String to, Map<String, Set<String>> dependencies) {
        return dependencies.get(from).stream()
                .anyMatch(between -> !between.equals(to)
                        && reachable(between, dependencies).contains(to)
                        && !reachable(between, dependencies).contains(from)
                        && !reachable(to, dependencies).contains(between));
    }

    private static Set<String> reachable(String from, Map<String, Set<String>> dependencies) {
        Set<String> reached = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(from));
        while (!open.isEmpty()) {
            dependencies.getOrDefault(open.pop(), Set.of()).stream()
                    .filter(reached::add)
                    .forEach(open::push);
        }
        return reached;
    }

    private static Map<String, Set<String>> dependencies() {
        var dependencies = new TreeMap<String, Set<String>>();
        for (JavaClass origin : ProductClasses.ALL) {
            String from = box(origin);
            origin.getDirectDependenciesFromSelf().stream()
                    .map(Dependency::getTargetClass)
                    .filter(ArchitecturePictureTest::isOurs)
                    .map(ArchitecturePictureTest::box)
                    .filter(to -> !to.equals(from) && !OMITTED.contains(from) && !OMITTED.contains(to))
                    .forEach(to -> dependencies
                            .computeIfAbsent(from, none -> new TreeSet<>())
                            .add(to));
        }
        return dependencies;
    }

    private static boolean isOurs(JavaClass type) {
        String name = packageOf(type);
        return name.equals(ROOT) || name.startsWith(ROOT + ".");
    }

    private static String box(JavaClass type) {
        String name = packageOf(type);
        if (name.equals(ROOT)) {
            return "";
        }
        String below = name.substring(ROOT.length() + 1);
        return OWN_BOX.stream()
                .filter(box -> below.equals(box) || below.startsWith(box + "."))
                .findFirst()
                .orElseGet(() -> below.split("\\.")[0]);
    }

    private static String packageOf(JavaClass type) {
        return type.getBaseComponentType().getPackageName();
    }
}
