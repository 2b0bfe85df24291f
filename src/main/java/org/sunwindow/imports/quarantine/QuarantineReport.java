package org.sunwindow.imports.quarantine;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.privacy.PersonalKind;

/** An entry of the quarantine as publishers see it. */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "QuarantineEntry", description = "一条记录的一个字段中发现的一类个人信息；不含个人信息本身，也不含该行内容")
record QuarantineReport(
        @Schema(description = "隔离条目编号", required = true) UUID id,

        @Schema(description = "种类", required = true, examples = "disclosure")
        String kind,

        @Schema(description = "记录的编号，统一写法", required = true, examples = "990100001/202611-00001")
        String key,

        @Schema(description = "报送该行的发布方", required = true, examples = "bureau")
        String publisher,

        @Schema(description = "最近一次报送该行的导入，见 /imports/{id}", required = true)
        UUID importId,

        @Schema(description = "字段", required = true, examples = "body")
        String field,

        @Schema(description = "个人信息的种类，稳定的机器码", required = true, examples = "privacy.mobile")
        String code,

        @Schema(description = "个人信息种类的名称", required = true, examples = "个人手机号码")
        String label,

        @Schema(description = "怎样更正", examples = "删去号码；对外公布的办公电话写在电话一栏，没有这一栏的不写")
        String suggestion,

        @Schema(description = "个人信息前后的文字，个人信息以 * 代替", required = true, examples = "联系人电话***，请于")
        String excerpt,

        @Schema(description = "HELD 隔离中、RELEASED 已放行、MENDED 已更正（此后报送的该记录不再含有，并已收录）", required = true)
        QuarantineEntry.State state,

        @Schema(description = "最近一次报送该行的时间", required = true)
        OffsetDateTime heldAt,

        @Schema(description = "放行或更正的时间") OffsetDateTime decidedAt,

        @Schema(description = "放行或报送更正的发布方", examples = "bureau")
        String decidedBy,

        @Schema(description = "放行的理由", examples = "本人为机构负责人，号码由其单位对外公布")
        String reason,

        @Schema(description = "条目在此时间删去；放行随之失效。每次导入用到放行都会延后", required = true)
        OffsetDateTime expiresAt,

        @Schema(description = "下一步怎么做", required = true, examples = "请重新报送该行。")
        String hint) {

    private static final String HELD = "请更正后重新报送；确可公开的，由有权的发布方或管理员写明理由放行，放行后重新报送该行。已公开的内容在此期间不变。";
    private static final String RELEASED = "请重新报送该行；该记录的该字段此后含有同样的内容也予收录，直至放行失效或收回。";
    private static final String MENDED = "无须处理。";

    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "QuarantineEntries", description = "隔离条目的一页")
    record Page(
            @Schema(description = "最近报送的在前", required = true)
            List<QuarantineReport> items,

            @Schema(description = "下一页的参数 after；最后一页没有") String next) {}

    static QuarantineReport of(QuarantineEntry entry, ZoneId zone) {
        var kind = PersonalKind.ofCode(entry.code);
        return new QuarantineReport(
                entry.id,
                entry.kind,
                entry.key,
                entry.publisher,
                entry.runId,
                entry.field,
                entry.code,
                kind.map(PersonalKind::label).orElse(entry.code),
                kind.map(PersonalKind::suggestion).orElse(null),
                entry.excerpt,
                entry.state,
                time(entry.heldAt, zone),
                time(entry.decidedAt, zone),
                entry.decidedBy,
                entry.reason,
                time(entry.expiresAt, zone),
                switch (entry.state) {
                    case HELD -> HELD;
                    case RELEASED -> RELEASED;
                    case MENDED -> MENDED;
                });
    }

    private static OffsetDateTime time(Instant instant, ZoneId zone) {
        return instant == null ? null : instant.atZone(zone).toOffsetDateTime();
    }

    QuarantineReport withHint(String text) {
        return new QuarantineReport(
                id,
                kind,
                key,
                publisher,
                importId,
                field,
                code,
                label,
                suggestion,
                excerpt,
                state,
                heldAt,
                decidedAt,
                decidedBy,
                reason,
                expiresAt,
                text);
    }
}
