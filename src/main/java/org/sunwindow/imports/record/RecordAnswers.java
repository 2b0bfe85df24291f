package org.sunwindow.imports.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.sunwindow.http.Problem;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;
import org.sunwindow.imports.Importer;
import org.sunwindow.imports.format.ImportMemory;
import org.sunwindow.imports.format.InvalidFileException;
import org.sunwindow.imports.publication.PublicationImport;
import org.sunwindow.imports.record.SingleRecords.Written;
import org.sunwindow.imports.target.ImportTarget.Outcome;
import org.sunwindow.index.IndexRevisions;
import org.sunwindow.json.StrictJson;

/** Reads the bodies of writes to single records, and answers them. */
@ApplicationScoped
class RecordAnswers {

    static final Duration RETRY = Duration.ofSeconds(10);

    /** Longest wait for the record to become visible on this instance. */
    private static final Duration MAX_INDEX_WAIT = Duration.ofSeconds(2);

    /** Blanks and the byte order mark that may precede an object. */
    private static final int MAX_BLANKS = 256;

    private static final String NOT_AN_OBJECT = "请求内容应为一个 JSON 对象，其中没有重复的字段。";

    private final Importer importer;
    private final IndexRevisions index;
    private final StrictJson json;

    RecordAnswers(Importer importer, IndexRevisions index, StrictJson json) {
        this.importer = importer;
        this.index = index;
        this.json = json;
    }

    /** Reads a body as a line of an import is read, and answers it. */
    Response read(InputStream body, Function<String, Response> answer) {
        var in = new BufferedInputStream(body);
        try {
            if (!isObject(in)) {
                throw invalid(NOT_AN_OBJECT);
            }
            return importer.readOne(in, line -> {
                if (!line.faults().isEmpty()) {
                    throw invalid(line.faults().getFirst().message() + "。");
                }
                return answer.apply(line.text());
            });
        } catch (InvalidFileException e) {
            throw invalid(NOT_AN_OBJECT);
        } catch (ImportMemory.Exhausted e) {
            throw ProblemException.retryAfter(ProblemCode.STORE_UNAVAILABLE, "正在进行的导入占用内存过多，长记录暂不能接收。请稍后再试。", RETRY);
        } catch (IOException e) {
            throw invalid("请求内容没有收完，或不是一个完整的 JSON 对象。");
        }
    }

    /** Imports accept an array instead of an object. */
    private static boolean isObject(InputStream in) throws IOException {
        in.mark(MAX_BLANKS);
        for (int i = 0; i < MAX_BLANKS; i++) {
            int next = in.read();
            if (next == '{' || next == '[' || next < 0) {
                in.reset();
                return next == '{';
            }
        }
        return false;
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(ProblemCode.BODY_INVALID, detail);
    }

    /** Reads a patch. */
    ObjectNode object(String text) {
        return json.tree(text)
                .filter(ObjectNode.class::isInstance)
                .map(ObjectNode.class::cast)
                .orElseThrow(() -> invalid(NOT_AN_OBJECT));
    }

    /** Answers a write that is refused if its record has faults, even if a record is withdrawn by it. */
    Response put(PublicationImport<?> target, String key, Written written) {
        requireOwn(written);
        if (!written.faults().isEmpty()) {
            throw refused(written.faults());
        }
        return answer(
                target,
                key,
                written,
                written.wasThere() || written.outcome() == Outcome.UNCHANGED
                        ? Response.Status.OK
                        : Response.Status.CREATED,
                written.warnings());
    }

    /** Answers a withdrawal, which takes place even if its reason is not stored. */
    Response withdrawal(PublicationImport<?> target, String key, Written written) {
        requireOwn(written);
        if (written.outcome() != Outcome.WITHDRAWN) {
            if (written.faults().isEmpty()) {
                // another writer was faster
                throw new ProblemException(ProblemCode.RECORD_WITHDRAWN, "该记录已撤下。");
            }
            throw refused(written.faults());
        }
        return answer(target, key, written, Response.Status.OK, written.faults());
    }

    private static void requireOwn(Written written) {
        if (written.outcome() == Outcome.FOREIGN) {
            throw new ProblemException(
                    ProblemCode.PUBLISHER_FOREIGN, written.faults().getFirst().message() + "。");
        }
    }

    private static ProblemException refused(List<Problem.Item> faults) {
        Problem.Item first = faults.getFirst();
        String label = first.label() == null ? "" : "（" + first.label() + "）";
        String field = first.name().isEmpty() ? "" : "字段 " + first.name() + label + "：";
        return new ProblemException(ProblemCode.RECORD_REFUSED, field + first.message() + "。", faults);
    }

    private Response answer(
            PublicationImport<?> target,
            String key,
            Written written,
            Response.Status status,
            List<Problem.Item> warnings) {
        try {
            index.awaitRevision(written.newest(), MAX_INDEX_WAIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        var outcome = new RecordOutcome(
                written.id(),
                target.kind().name(),
                key,
                RecordOutcome.Result.valueOf(written.outcome().name()),
                written.revision(),
                warnings);
        return Response.status(status)
                .entity(outcome)
                .header(HttpHeaders.ETAG, Precondition.tag(written.revision()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
