package org.sunwindow.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.webhook.Delivery.Reason;
import org.sunwindow.webhook.Webhooks.Webhook;

/** A webhook as its caller sees it. */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Webhook", description = "一个通知地址及其现状")
record WebhookReport(
        @Schema(description = "编号", required = true, examples = "3f0c2a52-5a2d-4a53-9d55-1d7a0a6f2b11")
        UUID id,

        @Schema(description = "地址", required = true, examples = ADDRESS)
        String address,

        @Schema(description = "说明") String description,
        @Schema(description = "通知哪些事件", required = true) List<String> events,
        @Schema(description = "只通知这些种类的；没有的不限") List<String> kinds,
        @Schema(description = "只通知这些发布机构的；没有的不限") List<String> publishers,

        @Schema(description = "是否暂停", required = true, examples = "false")
        boolean paused,

        @Schema(description = "设立的时间", required = true) OffsetDateTime createdAt,
        @Schema(description = "上次送到的时间") OffsetDateTime deliveredAt,

        @Schema(description = "连续失败次数", required = true, examples = "0")
        int failures,

        @Schema(description = "上次失败的时间，连续失败时才有") OffsetDateTime failedAt,

        @Schema(description = REASONS, examples = "UNREACHABLE")
        Reason failure,

        @Schema(description = "对方回答的状态码", examples = "500") Integer failureStatus,

        @Schema(description = "最早何时再发送；连续失败时才有") OffsetDateTime nextAt,

        @Schema(description = "等待发送的消息数", required = true, examples = "0")
        long waiting,

        @Schema(description = "不再发送的消息数，见 dead-letters", required = true, examples = "0")
        long dead) {

    static final String ADDRESS = "https://portal.yunchuan.example/sunwindow/changes";

    static final String REASONS = "失败原因：ADDRESS_FORBIDDEN 地址不在准许之列、UNREACHABLE 连接不上或没有收完、TIMEOUT 超时、CERTIFICATE 证书不受信任、"
            + "REDIRECT 转到别的地址、STATUS 对方回答的状态码、SECRET 签名密钥已失效";

    static WebhookReport of(Webhook webhook, Clock clock) {
        boolean isFailing = webhook.failures() > 0;
        return new WebhookReport(
                webhook.id(),
                webhook.wanted().address(),
                webhook.wanted().description(),
                webhook.wanted().events(),
                webhook.wanted().kinds(),
                webhook.wanted().publishers(),
                webhook.paused(),
                time(webhook.createdAt(), clock),
                time(webhook.deliveredAt(), clock),
                webhook.failures(),
                isFailing ? time(webhook.failedAt(), clock) : null,
                webhook.failure(),
                webhook.failureStatus(),
                isFailing ? time(webhook.notBefore(), clock) : null,
                webhook.waiting(),
                webhook.dead());
    }

    static OffsetDateTime time(Instant instant, Clock clock) {
        return instant == null ? null : instant.atZone(clock.getZone()).toOffsetDateTime();
    }

    @RegisterForReflection
    @Schema(name = "Webhooks", description = "通知地址的列表")
    record All(
            @JsonInclude(JsonInclude.Include.ALWAYS) @Schema(description = "按设立的先后排列", required = true)
            List<WebhookReport> items) {}

    @RegisterForReflection
    @Schema(name = "WebhookRequest", description = "设立一个通知地址")
    record Wanted(
            @NotBlank
            @Size(max = 2000)
            @Schema(description = "地址，https 的，主机须在准许之列；其中的查询参数原样发送，不写入日志", required = true, examples = ADDRESS)
            String address,

            @Size(max = 200) @Schema(description = "说明，供自己辨认", examples = "门户首页")
            String description,

            @Size(min = 1, max = 2)
            @Schema(
                    description = "通知哪些事件：publication.change 公开信息的变化、case.news 所跟踪办件的进展；不填的为 publication.change",
                    examples = "[\"publication.change\"]")
            List<@NotBlank String> events,

            @Size(min = 1, max = 50) @Schema(description = "只通知这些种类的；不填的不限", examples = "[\"notice\", \"disclosure\"]")
            List<@NotBlank @Size(max = 32) String> kinds,

            @Size(min = 1, max = 50) @Schema(description = "只通知这些发布机构的，与记录中的 publisher 一字不差；撤下的记录已不知发布机构，都通知；不填的不限")
            List<@NotBlank @Size(max = 200) String> publishers) {

        Webhooks.Wanted stored() {
            return new Webhooks.Wanted(
                    address.strip(),
                    description,
                    events == null
                            ? List.of(Event.PUBLICATION.code())
                            : events.stream().distinct().toList(),
                    kinds,
                    publishers);
        }
    }

    @RegisterForReflection
    @Schema(name = "WebhookCreated", description = "设立的通知地址及其签名密钥")
    record Created(
            @Schema(description = "通知地址", required = true) WebhookReport webhook,

            @Schema(
                    description = "签名密钥，只在此处给出；whsec_ 之后是密钥的 Base64",
                    required = true,
                    examples = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=")
            String secret) {}

    @RegisterForReflection
    @Schema(name = "WebhookState", description = "暂停或恢复")
    record Change(
            @NotNull @Schema(description = "是否暂停；暂停期间的变化留待恢复后通知", required = true, examples = "true")
            Boolean paused) {}

    @RegisterForReflection
    @Schema(name = "WebhookSecret", description = "新的签名密钥")
    record Secret(
            @Schema(
                    description = "签名密钥，只在此处给出；whsec_ 之后是密钥的 Base64",
                    required = true,
                    examples = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=")
            String secret,

            @Schema(description = "前一个密钥签名到何时；在此之前每条消息有两个签名", required = true)
            OffsetDateTime previousUntil) {}

    /** A notice that was not delivered. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "WebhookDeadLetter", description = "没有送到、不再发送的一条消息")
    record DeadLetter(
            @Schema(description = "消息编号", required = true) UUID id,

            @Schema(description = "事件", required = true, examples = "publication.change")
            String event,

            @Schema(description = "种类", examples = "disclosure")
            String kind,

            @Schema(description = "编号；case.news 的为跟踪编号", required = true, examples = "990100001/202406-00004")
            String key,

            @Schema(description = "修订号", examples = "378") Long revision,

            @Schema(description = "变化", examples = "CHANGED")
            Messages.Change type,

            @Schema(description = "变化的时间", required = true) OffsetDateTime occurredAt,

            @Schema(description = "发送过的次数", required = true, examples = "12")
            int attempts,

            @Schema(description = REASONS, required = true, examples = "UNREACHABLE")
            Reason failure,

            @Schema(description = "对方回答的状态码", examples = "500")
            Integer failureStatus,

            @Schema(description = "从何时起不再发送", required = true)
            OffsetDateTime deadAt) {

        static DeadLetter of(Webhooks.DeadLetter dead, Clock clock) {
            return new DeadLetter(
                    dead.id(),
                    dead.event(),
                    dead.kind(),
                    dead.key(),
                    dead.revision(),
                    dead.type() == null ? null : Messages.Change.valueOf(dead.type()),
                    time(dead.occurredAt(), clock),
                    dead.attempts(),
                    dead.failure(),
                    dead.failureStatus(),
                    time(dead.deadAt(), clock));
        }
    }

    @RegisterForReflection
    @Schema(name = "WebhookDeadLetters", description = "不再发送的消息")
    record DeadLetters(
            @JsonInclude(JsonInclude.Include.ALWAYS) @Schema(description = "由早到晚", required = true)
            List<DeadLetter> items) {}

    @RegisterForReflection
    @Schema(name = "WebhookResendRequest", description = "重新发送哪些消息")
    record Resend(
            @Size(min = 1, max = 100) @Schema(description = "消息编号；不填的为全部")
            List<@NotNull UUID> ids) {}

    @RegisterForReflection
    @Schema(name = "WebhookResent", description = "重新发送的消息数")
    record Resent(
            @Schema(description = "消息数", required = true, examples = "3")
            int count) {}
}
