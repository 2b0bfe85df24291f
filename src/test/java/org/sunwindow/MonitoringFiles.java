package org.sunwindow;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/** Reads the alerts and the dashboard. */
final class MonitoringFiles {

    private MonitoringFiles() {}

    /** Returns the expressions of a file in YAML or JSON. */
    static List<PromQl> expressions(Path file) throws IOException {
        Object content = file.toString().endsWith(".json")
                ? new ObjectMapper().readValue(file.toFile(), Map.class)
                : new Yaml().load(Files.readString(file));
        return expressions(content).map(PromQl::new).toList();
    }

    /** Returns all values named {@code expr}. */
    private static Stream<String> expressions(Object node) {
        return switch (node) {
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .flatMap(entry -> entry.getKey().equals("expr")
                                ? Stream.of(entry.getValue().toString())
                                : expressions(entry.getValue()));
            case List<?> list -> list.stream().flatMap(MonitoringFiles::expressions);
            case null, default -> Stream.empty();
        };
    }
}
