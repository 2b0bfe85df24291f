package org.sunwindow.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sunwindow.Sunwindow;

/** Paths of lists and records. */
final class Reads {

    static final String LIST = "/api/v1/disclosures";

    private Reads() {}

    /** Returns the path of the first record on the first page. */
    static String detail(PackagedService service) throws IOException, InterruptedException {
        return details(service, 1).getFirst();
    }

    /** Returns the paths of the newest records. */
    static List<String> details(PackagedService service, int count) throws IOException, InterruptedException {
        var paths = new ArrayList<String>();
        for (int page = 1; paths.size() < count; page++) {
            JsonNode items = service.get(LIST + "?size=100&page=" + page).path("items");
            items.forEach(item ->
                    paths.add(LIST + "/" + Sunwindow.encoded(item.path("id").asText())));
            if (items.isEmpty()) {
                break;
            }
        }
        return paths.subList(0, Math.min(count, paths.size()));
    }

    /** Returns the response bodies by the paths under which the baselines serve them. */
    static Map<String, byte[]> answers(PackagedService service) throws IOException, InterruptedException {
        return Map.of(
                "list", service.fetch(Request.get(LIST)).body(),
                "detail", service.fetch(Request.get(detail(service))).body());
    }
}
