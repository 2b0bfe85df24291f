package org.sunwindow.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sunwindow.Json;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;

/** Cursors stay valid while records are added and withdrawn between pages. */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class PagingTest {

    private static final int RECORDS = 200;

    private final Set<String> published = new HashSet<>();
    private Sunwindow sunwindow;

    @BeforeEach
    void connect() {
        sunwindow = Sunwindow.underTest();
    }

    @AfterEach
    void withdrawAll() {
        withdraw(List.copyOf(published));
    }

    @ParameterizedTest
    @ValueSource(strings = {"relevance", "-publishedAt", "publishedAt"})
    void cursorReturnsEachRemainingRecordOnce(String sort) {
        publish(0, RECORDS);
        var stayed = new HashSet<>(published);
        var walked = new ArrayList<String>();
        String after = "";
        for (int page = 0; after != null; page++) {
            Json found = sunwindow.find("/disclosures", "稻田画观赏", "size=7", "sort=" + sort, after);
            walked.addAll(found.getList("items.id"));
            after = found.get("page.next") == null ? null : "after=" + found.getString("page.next");
            // before and after the current position, with titles longer and shorter than the others
            publish(1000 + page * 10, 10);
            String seen = found.getString("items[0].id");
            String unseen = stayed.stream()
                    .filter(id -> !walked.contains(id))
                    .findFirst()
                    .orElse(seen);
            withdraw(List.of(seen, unseen));
            stayed.removeAll(List.of(seen, unseen));
        }
        assertThat(walked).doesNotHaveDuplicates().containsAll(stayed);
    }

    private void publish(int from, int count) {
        var lines = new StringBuilder();
        for (int i = from; i < from + count; i++) {
            String id = "P-" + i;
            published.add(id);
            lines.append(
                    "{\"indexNo\":\"%s\",\"title\":\"第%d号稻田画观赏%s公告\",\"publisher\":\"云川市民政局\",\"publishedAt\":\"20%02d-0%d-11 09:00:00\",\"disclosureAttribute\":\"主动公开\",\"body\":\"%s\"}%n"
                            .formatted(id, i, "点".repeat(i % 5), 10 + i % 16, 1 + i % 9, "稻田画观赏须知。".repeat(i % 11)));
        }
        sunwindow.publish("disclosure", lines.toString());
    }

    private void withdraw(List<String> ids) {
        var lines = new StringBuilder();
        for (String id : ids) {
            published.remove(id);
            lines.append("{\"withdraw\":\"%s\",\"reason\":\"有误\"}%n".formatted(id));
        }
        sunwindow.publish("disclosure", lines.toString());
    }
}
