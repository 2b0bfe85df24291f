package org.sunwindow.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sunwindow.Json;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;

/** A record whose address would be that of another resource is refused, because nobody could read it. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class ReservedKeysTest {

    private static final String SERVICE = "{\"code\":\"%s\",\"name\":\"保留编号事项\",\"type\":\"05\"}";
    private static final String COLUMN = "{\"id\":\"%s\",\"name\":\"保留编号栏目\"}";
    private static final String DISCLOSURE = "{\"indexNo\":\"%s\",\"title\":\"保留编号\",\"publisher\":\"远山市统计局\","
            + "\"publishedAt\":\"2026-03-02\",\"disclosureAttribute\":\"主动公开\"}";
    private static final String NOTICE = "{\"id\":\"%s\",\"title\":\"保留编号\",\"type\":\"OTHER\",\"stage\":\"RESULT\","
            + "\"publisher\":\"远山市统计局\",\"periodBegin\":\"2026-01-01\"}";

    private Sunwindow sunwindow;

    @BeforeEach
    void connect() {
        sunwindow = Sunwindow.underTest();
    }

    private static String line(String kind, String key) {
        String line = switch (kind) {
            case "service" -> SERVICE;
            case "column" -> COLUMN;
            case "notice" -> NOTICE;
            default -> DISCLOSURE;
        };
        return line.formatted(key);
    }

    @ParameterizedTest
    @CsvSource({
        "service, summary, code",
        "service, ' SUMMARY', code",
        "service, RK-1/guide, code",
        "service, RK-1／Guide, code",
        "column, tree, id",
        "disclosure, RK-1/text, indexNo",
        "notice, RK-1/rows, id"
    })
    void keyOfAnotherAddressIsRefused(String kind, String key, String field) {
        Json run = sunwindow.publish(kind, line(kind, key));
        assertThat(run.getInt("rejected")).isEqualTo(1);
        Json rejects = sunwindow.rejects(run);
        assertThat(rejects.getList("items.code")).containsExactly("id.reserved");
        assertThat(rejects.getList("items.field")).containsExactly(field);
    }

    @Test
    void sameKeyOfAnotherKindIsAccepted() {
        for (String each : List.of("service tree", "service RK-2/text", "notice summary", "column RK-2-guide")) {
            String kind = each.substring(0, each.indexOf(' '));
            String key = each.substring(kind.length() + 1);
            assertThat(sunwindow.publish(kind, line(kind, key)).getInt("rejected"))
                    .as(each)
                    .isZero();
            sunwindow.publish(kind, "{\"withdraw\":\"%s\"}".formatted(key));
        }
    }
}
