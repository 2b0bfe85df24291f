package org.sunwindow.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sunwindow.Sunwindow;

/** What is read again and again: pages of lists, and the records on them. */
final class Reads {

    static final String LIST = "/api/v1/disclosures";

    private Reads() {}

    /** The record that the first page shows first. */
    static String detail(PackagedService service) throws IOException, InterruptedException {
        return details(service, 1).getFirst();
    }

    /** Newest records, one path each. */
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

    /** The bytes of both, by the names that others serve them under. */
    static Map<String, byte[]> answers(PackagedService service) throws IOException, InterruptedException {
        return Map.of(
                "list", service.fetch(Request.get(LIST)).body(),
                "detail", service.fetch(Request.get(detail(service))).body());
    }
}
