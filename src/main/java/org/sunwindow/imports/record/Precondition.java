package org.sunwindow.imports.record;

import java.util.Arrays;
import java.util.List;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;

/**
 * Which state of a record a request is meant for (RFC 9110, section 13.1), so that no writer overwrites a change that
 * it has not seen.
 *
 * @param ifMatch     the header, {@code null} for none
 * @param ifNoneMatch the header, {@code null} for none
 */
public record Precondition(String ifMatch, String ifNoneMatch) {

    private static final String ANY = "*";

    /** The precondition that a record has a revision. */
    public static Precondition of(long revision) {
        return new Precondition(tag(revision), null);
    }

    /** Returns the value of {@code ETag} of a revision. */
    public static String tag(long revision) {
        return '"' + Long.toString(revision) + '"';
    }

    /**
     * Checks that the record has the required state. If the record exists, the request must name its state.
     *
     * @param revision {@code null} if there is no record
     * @throws ProblemException {@link ProblemCode#PRECONDITION_REQUIRED}, {@link ProblemCode#PRECONDITION_FAILED}
     */
    public void check(Long revision) {
        if (ifNoneMatch != null && revision != null && lists(ifNoneMatch, revision)) {
            throw failed("已有这个编号的记录，修订为 %d；要变更它，请取来后在 If-Match 头中写明它的 ETag。".formatted(revision));
        }
        if (ifMatch != null && revision == null) {
            throw failed("没有这条记录，或已撤下；要新增，请去掉 If-Match 头。");
        }
        if (ifMatch == null && revision != null) {
            throw new ProblemException(
                    ProblemCode.PRECONDITION_REQUIRED, "已有这条记录；请先取来，再在 If-Match 头中写明它的 ETag，以免覆盖别人的改动。");
        }
        if (ifMatch != null && !lists(ifMatch, revision)) {
            throw failed("这条记录此后已有变化，现在的修订为 %d；请重新取来，在新的内容上改。".formatted(revision));
        }
    }

    private static ProblemException failed(String detail) {
        return new ProblemException(ProblemCode.PRECONDITION_FAILED, detail);
    }

    /** Weak tags match nothing: the revision of a record is a strong one. */
    private static boolean lists(String header, long revision) {
        List<String> tags = Arrays.stream(header.split(",")).map(String::strip).toList();
        return tags.contains(ANY) || tags.contains(tag(revision));
    }
}
