package org.sunwindow.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What an institution has published raises no alarm. The documents are those of whoever runs the test, as plain text or Markdown
 * in UTF-8, one in each file of a directory: {@code -Dprivacy.documents=DIRECTORY}. The rated sets, which are written for the
 * sentinel, are no substitute for the texts that a bureau sends.
 */
class PublishedDocumentsTest {

    private static final String DIRECTORY = System.getProperty("privacy.documents");

    @Test
    void documentsRaiseNoAlarm() throws IOException {
        assumeTrue(
                DIRECTORY != null,
                "skipped, because no documents are given: -Dprivacy.documents=DIRECTORY of .txt or .md");
        List<Path> documents;
        try (var files = Files.walk(Path.of(DIRECTORY))) {
            documents = files.filter(file -> file.toString().matches(".*\\.(txt|md)"))
                    .sorted()
                    .toList();
        }
        assertThat(documents).isNotEmpty();
        var alarms = new ArrayList<String>();
        for (Path document : documents) {
            String text = Files.readString(document);
            List<Finding> findings = Sentinel.find(text, FieldUse.TEXT);
            // the data may be personal indeed
            findings.forEach(finding -> alarms.add("%s: %s, %s"
                    .formatted(document.getFileName(), finding.kind(), Excerpt.around(finding, findings, text))));
        }
        System.out.printf("%d findings in %d documents%n", alarms.size(), documents.size());
        assertThat(alarms).isEmpty();
    }
}
