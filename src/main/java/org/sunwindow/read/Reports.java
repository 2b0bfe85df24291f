package org.sunwindow.read;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.sunwindow.http.ProblemException;
import org.sunwindow.index.SearchIndex;
import org.sunwindow.index.SearchIndex.Records;
import org.sunwindow.json.StrictJson;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.RecordReader;
import org.sunwindow.read.cache.CachedResponses;
import org.sunwindow.read.cache.Lifetime;
import org.sunwindow.read.cache.ReadyResponse.Form;

/** Serves answers that are computed from many records in one state of the index. The database is not involved. */
@ApplicationScoped
public class Reports {

    /** Until when an answer holds. */
    public enum Holds {
        /** Until a record changes, appears, expires or lapses. */
        WHILE_RECORDS_DO(Lifetime.of(null)),
        /** No longer than this minute, because it also depends on the calendar or the time. */
        THIS_MINUTE(Lifetime.ofMinute());

        private final Lifetime lifetime;

        Holds(Lifetime lifetime) {
            this.lifetime = lifetime;
        }
    }

    private final SearchIndex index;
    private final StrictJson json;
    private final RecordReader reader;
    private final PublicReads reads;
    private final CachedResponses responses;
    private final CurrentVertxRequest current;

    Reports(
            SearchIndex index,
            StrictJson json,
            PublicReads reads,
            CachedResponses responses,
            CurrentVertxRequest current) {
        this.index = index;
        this.json = json;
        this.reader = new RecordReader(json);
        this.reads = reads;
        this.responses = responses;
        this.current = current;
    }

    /**
     * Returns the media type that {@code Accept} prefers.
     *
     * @param offered the first is taken where the header does not decide
     * @throws ProblemException if it accepts none that is offered
     */
    public String accepted(List<String> offered) {
        return Negotiation.choose(current.getCurrent().parsedHeaders().accept(), offered);
    }

    /**
     * Answers in JSON.
     *
     * @param asked what the answer depends on beside the records; compared by {@code equals}, so its class identifies the report
     */
    public CompletionStage<Response> json(Object asked, Holds holds, String ifNoneMatch, Function<Records, ?> answer) {
        accepted(List.of(MediaType.APPLICATION_JSON));
        return send(
                asked,
                holds,
                new Form(Form.JSON_TYPE, HttpHeaders.ACCEPT_ENCODING),
                ifNoneMatch,
                records -> json.writeBytes(answer.apply(records)));
    }

    /**
     * Answers in one of several formats.
     *
     * @param mediaType of the answer, chosen by {@link #accepted}
     * @param answer    returns UTF-8
     */
    public CompletionStage<Response> formatted(
            Object asked, Holds holds, String mediaType, String ifNoneMatch, Function<Records, byte[]> answer) {
        String type = mediaType.equals(MediaType.APPLICATION_JSON) ? Form.JSON_TYPE : mediaType + ";charset=UTF-8";
        var form = new Form(type, HttpHeaders.ACCEPT + ", " + HttpHeaders.ACCEPT_ENCODING);
        return send(asked, holds, form, ifNoneMatch, answer);
    }

    private CompletionStage<Response> send(
            Object asked, Holds holds, Form form, String ifNoneMatch, Function<Records, byte[]> answer) {
        return responses.send(asked, holds.lifetime, form, ifNoneMatch, now -> index.records(now, answer));
    }

    /** Reads a record that the index returned. */
    public <R> R read(Kind<R> kind, byte[] record) {
        return reader.read(kind, record, RecordReader.STANDARD);
    }

    /**
     * Checks that a record is public now.
     *
     * @throws ProblemException if it is not
     */
    public void require(Kind<?> kind, String key, Records records) {
        reads.record(kind, key, null, records);
    }
}
