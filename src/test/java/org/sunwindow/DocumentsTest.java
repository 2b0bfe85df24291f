package org.sunwindow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The documents refer to what exists: files, headings and tests. */
class DocumentsTest {

    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.+)$");
    private static final Pattern CODE_BLOCK = Pattern.compile("(?ms)^\\s*```.*?^\\s*```");
    private static final Pattern TEST = Pattern.compile("`([A-Z][a-z][A-Za-z]*(?:Test|IT))`");

    private static List<Path> documents() throws IOException {
        var documents = new ArrayList<Path>();
        for (Path root : List.of(Path.of("docs"), Path.of("clients"))) {
            try (Stream<Path> found = Files.walk(root)) {
                found.filter(DocumentsTest::isDocument).forEach(documents::add);
            }
        }
        try (Stream<Path> found = Files.list(Path.of(""))) {
            found.filter(DocumentsTest::isDocument).forEach(documents::add);
        }
        return documents;
    }

    private static boolean isDocument(Path file) {
        return file.toString().endsWith(".md") && !file.toString().contains("node_modules");
    }

    private static String text(Path file) {
        try {
            return CODE_BLOCK.matcher(Files.readString(file)).replaceAll("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void linksLeadToFilesAndHeadings() throws IOException {
        var broken = new TreeSet<String>();
        for (Path document : documents()) {
            LINK.matcher(text(document))
                    .results()
                    .map(link -> link.group(1))
                    .filter(link -> !link.contains(":"))
                    .filter(link -> !exists(document, link))
                    .forEach(link -> broken.add(document + ": " + link));
        }
        assertThat(broken).isEmpty();
    }

    private static boolean exists(Path document, String link) {
        int anchor = link.indexOf('#');
        String path = anchor < 0 ? link : link.substring(0, anchor);
        Path target = path.isEmpty() ? document : document.resolveSibling(path).normalize();
        if (!Files.exists(target)) {
            return false;
        }
        return anchor < 0
                || !target.toString().endsWith(".md")
                || anchors(target).contains(link.substring(anchor + 1));
    }

    /** The anchors that forges make of headings. */
    private static Set<String> anchors(Path document) {
        return HEADING.matcher(text(document))
                .results()
                .map(heading -> heading.group(1)
                        .strip()
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N}\\p{M} _-]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    @Test
    void testsThatAreNamedExist() throws IOException {
        Set<String> tests;
        try (Stream<Path> sources = Files.walk(Path.of("src/test"))) {
            tests = sources.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.replace(".java", ""))
                    .collect(Collectors.toSet());
        }
        var unknown = new TreeSet<String>();
        for (Path document : documents()) {
            TEST.matcher(text(document))
                    .results()
                    .map((MatchResult named) -> named.group(1))
                    .filter(name -> !tests.contains(name))
                    .forEach(name -> unknown.add(document + ": " + name));
        }
        assertThat(unknown).isEmpty();
    }
}
