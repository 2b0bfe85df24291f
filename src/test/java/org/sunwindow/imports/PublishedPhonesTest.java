package org.sunwindow.imports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sunwindow.Json;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;
import org.sunwindow.json.NaiveRows;
import org.sunwindow.json.RecordFields;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.Kinds;

/** The only phone of an institution may be a mobile one. It is published where the institution publishes its phones. */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class PublishedPhonesTest {

    private static final String MOBILE = "13800138000";
    private static final String IDENTITY = "11010519491231002X";

    /** Components that every reader sees. Each kind has some of them. */
    private static final List<String> TEXTS = List.of("name", "title", "summary");

    @Inject
    Kinds kinds;

    private Sunwindow sunwindow;

    @BeforeEach
    void connect() {
        sunwindow = Sunwindow.underTest();
    }

    @Test
    void mobileIsAcceptedAsAPublishedPhoneOnly() {
        var checked = new ArrayList<String>();
        for (Kind<?> kind : kinds.all()) {
            List<String> phones = kind.fields().publishedPhones().stream()
                    .filter(path -> isSent(kind.type(), path))
                    .sorted()
                    .toList();
            for (String path : phones) {
                assertMobileIsAcceptedOnlyIn(kind.name(), kind.type(), path);
                checked.add(kind.name() + " " + path);
            }
            if (!phones.isEmpty()) {
                assertMobileIsRefusedInTexts(kind.name(), kind.type());
            }
        }
        assertThat(checked)
                .contains(
                        "organization phone",
                        "organization disclosureOffice.phone",
                        "office phones",
                        "office windows.phones",
                        "hotline number",
                        "service consultPhone",
                        "service channels.phone",
                        "notice objectionPhone",
                        "site contacts.phone");
    }

    @Test
    void mobileIsAcceptedAsThePhoneForQuestionsAboutACase() throws ClassNotFoundException {
        Class<?> type = Class.forName("org.sunwindow.cases.CaseLine");
        assertMobileIsAcceptedOnlyIn("application", type, "consultPhone");
        assertThat(codes("application", with("application", type, "itemName", "低保，电话" + MOBILE)))
                .containsExactly("privacy.mobile");
    }

    private void assertMobileIsAcceptedOnlyIn(String kind, Class<?> type, String path) {
        assertThat(codes(kind, with(kind, type, path, MOBILE)))
                .as("%s %s", kind, path)
                .isEmpty();
        assertThat(codes(kind, with(kind, type, path, IDENTITY)))
                .as("%s %s", kind, path)
                .isNotEmpty()
                // a field is reported once, and that of a hotline must be a number that can be dialled
                .isSubsetOf("privacy.identity", "phone.invalid");
    }

    private void assertMobileIsRefusedInTexts(String kind, Class<?> type) {
        List<String> texts = TEXTS.stream()
                .filter(name -> RecordFields.of(type).get(name).isPresent())
                .toList();
        assertThat(texts).as(kind).isNotEmpty();
        for (String text : texts) {
            assertThat(codes(kind, with(kind, type, text, "联系电话" + MOBILE)))
                    .as("%s %s", kind, text)
                    .containsExactly("privacy.mobile");
        }
    }

    /** What is derived from other components is not sent. */
    private static boolean isSent(Class<?> type, String path) {
        return RecordFields.of(type)
                .get(path.split("\\.")[0])
                .filter(component -> !component.readOnly())
                .isPresent();
    }

    /** A record of the sample data with a text at a path. */
    private static ObjectNode with(String kind, Class<?> type, String path, String text) {
        ObjectNode record = Clerk.row(Sunwindow.sample(kind).lines().findFirst().orElseThrow());
        NaiveRows.put(record, type, List.of(path.split("\\.")), text);
        return record;
    }

    /** Returns the codes of the faults of a record. */
    private List<String> codes(String kind, ObjectNode record) {
        Json run = sunwindow
                .send(kind + "&dryRun=true", record.toString())
                .then()
                .statusCode(201)
                .extract()
                .as(Json.class);
        Json rejects = sunwindow.rejects(run);
        assertThat(rejects.toString()).doesNotContain(MOBILE, IDENTITY);
        return rejects.getList("items[*severity=FAULT].code");
    }
}
