package org.sunwindow.read;

import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.sunwindow.Settings;
import org.sunwindow.http.Problem;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;
import org.sunwindow.http.ProblemMappers;
import org.sunwindow.index.IndexUnavailableException;
import org.sunwindow.index.InvalidCursorException;
import org.sunwindow.index.StaleIndexException;
import org.sunwindow.index.UnknownPastException;

/** Maps the exceptions of the index, which does not depend on HTTP, to problems. */
class IndexExceptionMappers {

    private final ZoneId zone;

    IndexExceptionMappers(Settings settings) {
        this.zone = settings.zone();
    }

    @ServerExceptionMapper
    Response unavailable(IndexUnavailableException e) {
        return ProblemMappers.response(
                ProblemException.retryAfter(ProblemCode.INDEX_BUILDING, "检索数据正在准备，请稍后再试。", e.retryAfter()));
    }

    @ServerExceptionMapper
    Response stale(StaleIndexException e) {
        return ProblemMappers.response(IndexExceptionMappers.behind(e.retryAfter()));
    }

    /** What is withdrawn may still be in the index. */
    static ProblemException behind(Duration retryAfter) {
        return ProblemException.retryAfter(ProblemCode.INDEX_BEHIND, "正在核对最新的撤下和更正，请稍后再试。", retryAfter);
    }

    @ServerExceptionMapper
    Response unknown(UnknownPastException e) {
        // the next whole second
        Instant from = e.earliest().plusMillis(999).truncatedTo(ChronoUnit.SECONDS);
        String earliest = from.atZone(zone).format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
        return ProblemMappers.response(new ProblemException(
                ProblemCode.AS_OF_TOO_OLD,
                "更早的内容没有保存，asOf 最早可为 %s。".formatted(earliest),
                List.of(new Problem.Item("asOf", "range", "不能早于 " + earliest))));
    }

    @ServerExceptionMapper
    Response invalid(InvalidCursorException e) {
        return ProblemMappers.response(new ProblemException(
                ProblemCode.CURSOR_INVALID,
                "翻页标记 after 无效或不属于这次查询，请用上一页回答中的 page.next，并保持其他参数不变。",
                List.of(new Problem.Item("after", "cursor", "翻页标记无效"))));
    }
}
