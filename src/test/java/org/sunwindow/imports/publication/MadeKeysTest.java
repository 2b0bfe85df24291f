package org.sunwindow.imports.publication;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sunwindow.TestSettings;
import org.sunwindow.kind.InstalledKinds;
import org.sunwindow.kind.Kind;
import org.sunwindow.publication.Publications.Called;

class MadeKeysTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final List<Kind<?>> KINDS =
            List.copyOf(InstalledKinds.of(TestSettings.general(Map.of())).all());

    private static MadeKeys keys(String kind, Called... stored) {
        return new MadeKeys(
                KINDS.stream()
                        .filter(each -> each.name().equals(kind))
                        .findFirst()
                        .orElseThrow(),
                name -> List.of(stored));
    }

    private static ObjectNode row(String json) throws JsonProcessingException {
        return (ObjectNode) JSON.readTree(json.replace('\'', '"'));
    }

    @Test
    void aRowWithoutAKeyIsNamedByItsNameAndDivision() throws JsonProcessingException {
        ObjectNode row = row("{'name':'养老服务热线','division':'990100'}");
        var made = keys("hotline").complete(row).orElseThrow();
        assertThat(row.path("id").asText()).isEqualTo("养老服务热线-990100000000");
        assertThat(made.isFault()).isFalse();
        assertThat(made.item().message()).contains("已编为 养老服务热线-990100000000");
    }

    @Test
    void aKeyThatIsThereStays() throws JsonProcessingException {
        assertThat(keys("hotline").complete(row("{'id':'1','name':'热线'}"))).isEmpty();
        assertThat(keys("hotline").complete(row("{'number':'12345'}"))).isEmpty();
        assertThat(keys("service").complete(row("{'name':'结婚登记'}"))).isEmpty();
    }

    @Test
    void longTitlesAreShortened() throws JsonProcessingException {
        String title = "问".repeat(150);
        ObjectNode row = row("{'title':'%s','publisher':'云川市民政局'}".formatted(title));
        ObjectNode other = row("{'title':'%s','publisher':'云川市民政局'}".formatted(title + "吗"));
        MadeKeys keys = keys("answer");
        keys.complete(row);
        keys.complete(other);
        assertThat(row.path("id").asText()).hasSize(69).startsWith("问".repeat(60) + "-");
        assertThat(other.path("id").asText()).isNotEqualTo(row.path("id").asText());
    }

    @Test
    void rowsThatCannotBeToldApartAreRefused() throws JsonProcessingException {
        MadeKeys keys = keys("hotline");
        keys.complete(row("{'name':'热线'}"));
        var second = keys.complete(row("{'name':'热线'}")).orElseThrow();
        assertThat(second.isFault()).isTrue();
        assertThat(second.item().message()).contains("与前面一行又分不开");
    }

    @Test
    void aRecordOfTheSameNameHasItsKey() throws JsonProcessingException {
        var stored = new Called("hot-1", "养老热线", true);
        var made = keys("hotline", stored).complete(row("{'name':'养老热线'}")).orElseThrow();
        assertThat(made.isFault()).isTrue();
        assertThat(made.item().message()).contains("编号为 hot-1");
        // the key that was made before
        var own = new Called("养老热线", "养老热线", true);
        assertThat(keys("hotline", own)
                        .complete(row("{'name':'养老热线'}"))
                        .orElseThrow()
                        .isFault())
                .isFalse();
        // a name that contains it
        var longer = new Called("hot-2", "云川养老热线", false);
        assertThat(keys("hotline", longer)
                        .complete(row("{'name':'养老热线'}"))
                        .orElseThrow()
                        .isFault())
                .isFalse();
    }
}
