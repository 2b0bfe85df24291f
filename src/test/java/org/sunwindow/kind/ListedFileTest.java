package org.sunwindow.kind;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Files are found wherever a kind declares them, in records of any shape. */
class ListedFileTest {

    private static final List<String> PATHS = List.of("forms", "chart", "materials.examples");

    private static JsonNode record(String json) throws JsonProcessingException {
        return new ObjectMapper().readTree(json.replace('\'', '"'));
    }

    private static List<String> paths(String json) throws JsonProcessingException {
        return ListedFile.in(record(json), PATHS).stream().map(ListedFile::path).toList();
    }

    @Test
    void filesAreInListsInObjectsAndBelowComponents() throws JsonProcessingException {
        assertThat(paths("{'forms':[{},{}],'chart':{},'materials':[{'examples':[{}]},{},{'examples':[{},{}]}]}"))
                .containsExactly(
                        "forms[0]",
                        "forms[1]",
                        "chart",
                        "materials[0].examples[0]",
                        "materials[2].examples[0]",
                        "materials[2].examples[1]");
        assertThat(paths("{'forms':'a','chart':[1],'materials':{'examples':{}}}"))
                .containsExactly("materials.examples");
        assertThat(paths("[{'forms':[{}]}]")).isEmpty();
        assertThat(paths("null")).isEmpty();
    }

    @Test
    void filesWithoutAnAddressAreRemoved() throws JsonProcessingException {
        JsonNode record =
                record("{'forms':[{'hash':'a'}],'materials':[{'name':'x','examples':[{'hash':'b'},{'url':'u'}]},"
                        + "{'name':'y','examples':[{'hash':'c'}]},{'name':'z','examples':[{'hash':'d','url':'v'}]}]}");
        assertThat(ListedFile.withoutAddress(record, PATHS)).containsExactly("a", "b", "c");
        ListedFile.removeWithoutAddress(record, "materials.examples");
        assertThat(record)
                .isEqualTo(record("{'forms':[{'hash':'a'}],'materials':[{'name':'x','examples':[{'url':'u'}]},"
                        + "{'name':'y'},{'name':'z','examples':[{'hash':'d','url':'v'}]}]}"));
    }
}
