package org.sunwindow.bulk;

import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.sunwindow.http.parameter.StrictParameters;
import org.sunwindow.kind.Kinds;

/**
 * What a follower asks for. Two equal requests have equal answers in one state of the index.
 *
 * @param after     {@code null} to begin
 * @param kinds     names of kinds, in the order in which they are declared
 * @param publisher name of a publishing body, {@code null} for all
 * @param records   whether to return the records besides their keys
 * @param roots     whether to return the roots of the hash trees
 */
record ChangesRequest(
        ChangeCursor after, List<String> kinds, String publisher, boolean records, boolean roots, int size) {

    static final String AFTER = "after";
    static final String KIND = "kind";
    static final String PUBLISHER = "publisher";
    static final String KEYS_ONLY = "keysOnly";
    static final String ROOTS = "roots";
    static final String SIZE = "size";
    static final String WAIT = "wait";

    static final int MAX_SIZE = 200;
    static final int DEFAULT_SIZE = 100;

    /** Seconds. */
    static final int MAX_WAIT = 30;

    private static final int MAX_NAME = 200;

    /**
     * @param longest how long to wait for a change
     */
    record Waiting(ChangesRequest request, Duration longest) {}

    /** Reads the parameters of a request for one page. */
    static Waiting page(UriInfo uri, Kinds kinds) {
        StrictParameters parameters = StrictParameters.of(uri);
        Duration wait = Duration.ofSeconds(parameters.number(WAIT, 0, MAX_WAIT).orElse(0));
        boolean roots = parameters.flag(ROOTS);
        return new Waiting(read(parameters, kinds, null, roots), wait);
    }

    /**
     * Reads the parameters of a request for a stream.
     *
     * @param last identifier of the last event that the client has seen, may be {@code null}
     */
    static ChangesRequest stream(UriInfo uri, Kinds kinds, String last) {
        return read(StrictParameters.of(uri), kinds, last, false);
    }

    private static ChangesRequest read(StrictParameters parameters, Kinds kinds, String last, boolean roots) {
        Optional<String> after = parameters.text(AFTER, ChangeCursor.MAX_ENCODED);
        List<String> wanted = parameters.texts(KIND, MAX_NAME);
        if (!kinds.names().containsAll(wanted)) {
            parameters.wrong(KIND, "choice", "可用的值：" + String.join("、", kinds.names()));
        }
        String publisher = parameters.text(PUBLISHER, MAX_NAME).orElse(null);
        boolean records = !parameters.flag(KEYS_ONLY);
        int size = parameters.number(SIZE, 1, MAX_SIZE).orElse(DEFAULT_SIZE);
        parameters.end();
        String cursor = last == null ? after.orElse(null) : last;
        return new ChangesRequest(
                cursor == null ? null : ChangeCursor.decode(AFTER, cursor),
                wanted.isEmpty()
                        ? kinds.names()
                        : kinds.names().stream().filter(wanted::contains).toList(),
                publisher,
                records,
                roots,
                size);
    }

    ChangesRequest after(ChangeCursor next) {
        return new ChangesRequest(next, kinds, publisher, records, roots, size);
    }

    ChangesRequest atMost(int items) {
        return new ChangesRequest(after, kinds, publisher, records, roots, items);
    }

    /** Returns this request without anything that is costly to read, to see whether there is an answer. */
    ChangesRequest probe() {
        return new ChangesRequest(after, kinds, publisher, false, false, size);
    }
}
