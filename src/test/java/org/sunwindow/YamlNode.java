package org.sunwindow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A value in a YAML document and its path, for messages. */
public record YamlNode(Object value, String place) {

    /** Returns the value at a path, which must exist. */
    public YamlNode get(String... keys) {
        YamlNode found = find(keys);
        assertThat(found.value).as(found.place).isNotNull();
        return found;
    }

    /** Returns the value at a path, or a node whose value is {@code null}. */
    YamlNode find(String... keys) {
        YamlNode found = this;
        for (String key : keys) {
            Object next = found.value instanceof Map<?, ?> map ? map.get(key) : null;
            found = new YamlNode(next, found.place + " " + key);
        }
        return found;
    }

    public String text() {
        assertThat(value).as(place).isInstanceOf(String.class);
        return (String) value;
    }

    Map<String, Object> map() {
        var map = new TreeMap<String, Object>();
        if (value != null) {
            assertThat(value).as(place).isInstanceOf(Map.class);
            ((Map<?, ?>) value).forEach((key, each) -> map.put((String) key, each));
        }
        return map;
    }

    Set<String> keys() {
        return map().keySet();
    }

    public List<YamlNode> items() {
        if (value == null) {
            return List.of();
        }
        assertThat(value).as(place).isInstanceOf(List.class);
        return ((List<?>) value)
                .stream().map(item -> new YamlNode(item, place + " item")).toList();
    }

    List<String> names() {
        return items().stream().map(item -> item.get("name").text()).toList();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof YamlNode node && value.equals(node.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }
}
