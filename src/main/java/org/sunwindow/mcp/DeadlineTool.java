package org.sunwindow.mcp;

import static org.sunwindow.calendar.DeadlineRequest.DAYS;
import static org.sunwindow.calendar.DeadlineRequest.PAUSE;
import static org.sunwindow.calendar.DeadlineRequest.START;
import static org.sunwindow.calendar.DeadlineRequest.UNIT;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.sunwindow.Settings;
import org.sunwindow.calendar.Deadline;
import org.sunwindow.calendar.DeadlineRequest;
import org.sunwindow.calendar.WorkingCalendar;
import org.sunwindow.http.parameter.StrictParameters;
import org.sunwindow.json.StrictJson;

/** Computes the last day of a time limit. It needs neither records nor the index. */
@ApplicationScoped
class DeadlineTool implements Tool {

    private static final String TITLE = "工作日历：国务院办公厅历年的部分节假日安排；期限的计算依民法典第二百零一条、第二百零三条";
    private static final String ANNOUNCER = "国务院办公厅";

    private final StrictJson json;
    private final WorkingCalendar calendar;
    private final Sources sources;
    private final Clock clock;
    private final Settings settings;
    private final ToolDescription description = describe();

    DeadlineTool(StrictJson json, WorkingCalendar calendar, Sources sources, Clock clock, Settings settings) {
        this.json = json;
        this.calendar = calendar;
        this.sources = sources;
        this.clock = clock;
        this.settings = settings;
    }

    private static ToolDescription describe() {
        var tool = new ToolDescription(
                "compute_deadline", "推算期限", "由起始日和天数推算到期日，按中国的法定节假日和调休计算工作日，说明哪些日期不计及其原因。起始日不计。只供参考，以受理单位告知的为准。");
        tool.argument(START, "string", "起始日：受理、收到或送达之日，如 2026-09-28").put("format", "date");
        tool.argument(DAYS, "integer", "天数").put("minimum", 1).put("maximum", DeadlineRequest.MAX_DAYS);
        tool.argument(UNIT, "string", "WORKING 工作日（缺省）、NATURAL 自然日")
                .putArray("enum")
                .add(Deadline.Unit.WORKING.name())
                .add(Deadline.Unit.NATURAL.name());
        tool.texts(PAUSE, "暂停计算的日期，首日和末日以斜线相连，如 2026-10-12/2026-10-16，最多 %d 段".formatted(DeadlineRequest.MAX_PAUSES));
        tool.require(START, DAYS);
        return tool;
    }

    @Override
    public String name() {
        return description.name();
    }

    @Override
    public boolean isAvailable() {
        return true;
    }

    @Override
    public ObjectNode description() {
        return description.json();
    }

    @Override
    public Set<String> arguments() {
        return description.names();
    }

    @Override
    public CompletionStage<byte[]> call(Map<String, List<String>> arguments) {
        Deadline deadline = DeadlineRequest.of(StrictParameters.of(arguments)).on(calendar.days());
        var reply = new Reply(json).with("deadline", deadline);
        reply.line(
                "自 %s 起 %d 个%s，到期日为 %s。",
                deadline.start(),
                deadline.days(),
                deadline.unit() == Deadline.Unit.WORKING ? "工作日" : "自然日",
                deadline.deadline());
        reply.line("原为 %s，是休息日，顺延。", deadline.movedFrom());
        for (Deadline.Skipped skipped : deadline.skipped()) {
            reply.line("不计 %s 至 %s（%s）。", skipped.from(), skipped.to(), skipped.name());
        }
        if (deadline.provisional()) {
            reply.line("%s 年的节假日安排尚未公布，届时可能不同。", deadline.unannouncedYears());
        }
        reply.line("只供参考，以受理单位告知的为准。");
        return CompletableFuture.completedStage(reply.from(List.of(source(deadline))));
    }

    private Source source(Deadline deadline) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), settings.zone());
        String address = sources.link("/calendar/deadline?start=%s&days=%d&unit=%s"
                .formatted(deadline.start(), deadline.days(), deadline.unit()));
        return new Source(TITLE, null, null, ANNOUNCER, address, today, true);
    }
}
