package org.sunwindow.mcp;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;
import org.sunwindow.index.SearchRequest;
import org.sunwindow.index.SearchResult.Hit;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.Kinds;
import org.sunwindow.read.ComputedReads;
import org.sunwindow.read.PublicData;
import org.sunwindow.read.request.ListParameters;

/** Finds the service item that is meant by its key or by words. Thread-safe. */
@ApplicationScoped
class ServiceFinder {

    static final String SERVICE = "service";

    /** The item that is meant, and others to choose from. */
    private static final String CANDIDATES = "5";

    private final ComputedReads reads;
    private final Kinds kinds;

    ServiceFinder(ComputedReads reads, Kinds kinds) {
        this.reads = reads;
        this.kinds = kinds;
    }

    Kind<?> kind() {
        return kinds.get(SERVICE);
    }

    boolean isAvailable() {
        return kind() != null;
    }

    /**
     * What was asked for.
     *
     * @param words  what it may be called
     * @param search for these words
     */
    record Asked(String words, SearchRequest search) {}

    /**
     * Checks what was asked for.
     *
     * @param sent may be {@code null}
     * @param name of the argument
     * @return {@code null} if nothing was
     */
    Asked asked(List<String> sent, String name) {
        if (sent == null || !isAvailable() || sent.stream().allMatch(String::isBlank)) {
            return null;
        }
        try {
            SearchRequest search = reads.request(
                            kind(), Map.of(ListParameters.Q, sent, ListParameters.SIZE, List.of(CANDIDATES)))
                    .asEntries();
            return new Asked(search.text(), search);
        } catch (ProblemException wrong) {
            throw new ProblemException(
                    ProblemCode.PARAMETER_INVALID,
                    wrong.getMessage().replaceFirst("参数 q", "参数 " + name),
                    wrong.problem().errors());
        }
    }

    /** Returns the items that may be meant, the likeliest first. */
    List<Hit> candidates(PublicData data, Asked asked) {
        return data.search(asked.search()).hits();
    }

    /**
     * Returns the key of the item that is meant.
     *
     * @throws ProblemException if there is none
     */
    String require(PublicData data, Asked asked) {
        Optional<String> exact =
                data.records().entry(kind(), kind().key(asked.words())).map(entry -> entry.key());
        return exact.or(() -> candidates(data, asked).stream()
                        .findFirst()
                        .map(hit -> hit.entry().key()))
                .orElseThrow(() -> new ProblemException(ProblemCode.RECORD_NOT_FOUND, "没有找到这个事项的办事指南。"));
    }
}
