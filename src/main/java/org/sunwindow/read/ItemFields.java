package org.sunwindow.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sunwindow.json.StrictJson;

/** Trims records to the members that a request names. Their keys stay. */
final class ItemFields {

    private final StrictJson json;
    private final Members members;

    /** Members by their names; all of them if there is none. */
    private record Members(Map<String, Members> named) {

        static Members of(Collection<String> paths) {
            var rests = new LinkedHashMap<String, List<String>>();
            for (String path : paths) {
                String[] names = path.split("\\.", 2);
                rests.computeIfAbsent(names[0], name -> new ArrayList<>()).add(names.length == 1 ? "" : names[1]);
            }
            var named = new LinkedHashMap<String, Members>();
            // a member that is also named as a whole has all of its own
            rests.forEach((name, rest) -> named.put(name, of(rest.contains("") ? List.of() : rest)));
            return new Members(named);
        }

        void trim(JsonNode node) {
            if (named.isEmpty()) {
                return;
            }
            if (node instanceof ObjectNode object) {
                object.retain(named.keySet());
                object.properties().forEach(member -> named.get(member.getKey()).trim(member.getValue()));
            } else {
                node.forEach(this::trim);
            }
        }
    }

    /**
     * @param fields paths of members, none for all
     * @param keys   components that hold the key
     */
    ItemFields(Set<String> fields, List<String> keys, StrictJson json) {
        this.json = json;
        var all = new ArrayList<String>(fields);
        if (!fields.isEmpty()) {
            all.add("id");
            all.addAll(keys);
        }
        this.members = Members.of(all);
    }

    byte[] of(byte[] item) {
        if (members.named().isEmpty()) {
            return item;
        }
        JsonNode record = json.tree(new String(item, StandardCharsets.UTF_8)).orElseThrow();
        members.trim(record);
        return json.writeBytes(record);
    }
}
