package org.sunwindow.read;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;
import org.sunwindow.index.Records.Found;
import org.sunwindow.kind.Kind;

/** Explains why a record that is requested by its key is not public. */
final class Presence {

    /** Usual time until a correction is indexed. */
    private static final Duration REPLACED_RETRY = Duration.ofSeconds(1);

    private Presence() {}

    /**
     * Returns a record that is public.
     *
     * @param asOf the instant at which it was read, {@code null} for the present
     * @throws ProblemException unless the record is public now, and was so then
     */
    static Found.Present require(Kind<?> kind, Found found, Instant asOf, ZoneId zone) {
        return switch (found) {
            case Found.Present present -> present;
            case Found.Withdrawn withdrawn ->
                throw new ProblemException(
                        ProblemCode.RECORD_WITHDRAWN,
                        "该%s已于 %s 撤下。"
                                .formatted(
                                        kind.label(),
                                        withdrawn.at().atZone(zone).toLocalDate()));
            case Found.Replaced replaced -> throw IndexExceptionMappers.behind(REPLACED_RETRY);
            case Found.Expired expired ->
                throw new ProblemException(ProblemCode.RECORD_EXPIRED, "该%s已过公开期限。".formatted(kind.label()));
            case Found.Absent absent ->
                throw new ProblemException(
                        ProblemCode.RECORD_NOT_FOUND,
                        (asOf == null ? "没有找到该%s，请核对编号。" : "没有找到该%s，或者它在所求的时刻没有公开。").formatted(kind.label()));
        };
    }
}
