package org.sunwindow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** The packaged service contains what production runs, and nothing that only development needs. */
class PackageIT {

    private static final Path PACKAGE = Path.of("target/quarkus-app");

    @Test
    void packageExcludesTheEmbeddedDatabase() throws IOException {
        assertThat(classes())
                .contains("org/sunwindow/Main.class")
                .noneMatch(name -> name.startsWith("org/sunwindow/dev/") || name.startsWith("io/zonky/"));
    }

    private static List<String> classes() throws IOException {
        var names = new ArrayList<String>();
        try (var files = Files.walk(PACKAGE)) {
            for (Path jar :
                    files.filter(file -> file.toString().endsWith(".jar")).toList()) {
                try (var content = new JarFile(jar.toFile())) {
                    content.stream()
                            .map(ZipEntry::getName)
                            .filter(name -> name.endsWith(".class"))
                            .forEach(names::add);
                }
            }
        }
        return names;
    }
}
