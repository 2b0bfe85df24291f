package org.sunwindow.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import org.sunwindow.index.lucene.IndexFixture;
import org.sunwindow.json.StrictJson;
import org.sunwindow.privacy.PrivacyCheck;
import org.sunwindow.relevance.Corpus;

/** The privacy check of imported lines by itself, in this process. */
final class PrivacyChecks {

    private static final int WARM_UP = 4;

    private PrivacyChecks() {}

    /** Measures the processor time per line, in milliseconds. */
    static double cost(int size) {
        StrictJson json = IndexFixture.json();
        var check = new PrivacyCheck(json, Map.of());
        List<JsonNode> lines = Corpus.entries(size)
                .map(entry -> json.tree(entry.json()).orElseThrow())
                .toList();
        var threads = ManagementFactory.getThreadMXBean();
        long start = 0;
        for (int pass = 0; pass <= WARM_UP; pass++) {
            start = threads.getCurrentThreadCpuTime();
            for (JsonNode line : lines) {
                if (!check.check(line).isEmpty()) {
                    throw new IllegalStateException("a generated line has personal data");
                }
            }
        }
        return (threads.getCurrentThreadCpuTime() - start) / 1e6 / size;
    }
}
