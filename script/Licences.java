import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** Prints the libraries of a bill of materials (CycloneDX) that are shipped, by licence. Called by script/release. */
final class Licences {

    private Licences() {}

    public static void main(String[] args) throws IOException {
        JsonNode bill = new ObjectMapper().readTree(new File(args[0]));
        var components = new TreeMap<String, TreeSet<String>>();
        for (JsonNode component : bill.path("components")) {
            // the files of the application itself have no coordinates
            if (component.path("purl").asText().startsWith("pkg:maven/") && isShipped(component)) {
                components
                        .computeIfAbsent(String.join(" or ", licences(component)), licence -> new TreeSet<>())
                        .add("%s:%s:%s".formatted(
                                component.path("group").asText(),
                                component.path("name").asText(),
                                component.path("version").asText()));
            }
        }
        components.forEach((licence, named) -> {
            System.out.println(licence);
            named.forEach(name -> System.out.println("    " + name));
            System.out.println();
        });
    }

    /** The bill also has what only the build needs. */
    private static boolean isShipped(JsonNode component) {
        for (JsonNode property : component.path("properties")) {
            if (property.path("name").asText().equals("quarkus:component:scope")) {
                return property.path("value").asText().equals("runtime");
            }
        }
        return true;
    }

    private static List<String> licences(JsonNode component) {
        var licences = new ArrayList<String>();
        for (JsonNode each : component.path("licenses")) {
            JsonNode licence = each.path("license");
            licences.add(
                    each.has("expression")
                            ? each.path("expression").asText()
                            : licence.path("id").asText(licence.path("name").asText()));
        }
        return licences.isEmpty() ? List.of("not stated") : licences;
    }
}
