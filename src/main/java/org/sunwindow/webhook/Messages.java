package org.sunwindow.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.json.StrictJson;
import org.sunwindow.webhook.Notices.Notice;

/** Writes messages. They say that something has changed; what it is now is read from the service. */
@ApplicationScoped
class Messages {

    private final StrictJson json;
    private final Clock clock;

    Messages(StrictJson json, Clock clock) {
        this.json = json;
        this.clock = clock;
    }

    /** What became of a record for the public. */
    @Schema(name = "WebhookChange")
    enum Change {
        CHANGED,
        REMOVED
    }

    /**
     * The body of a message. Of a case it has nothing but the id of the follower, not even the time, so that it tells nobody who
     * or what.
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "WebhookMessage", description = "变更通知的内容")
    record Message(
            @Schema(description = "消息编号，与 webhook-id 头相同；重发的相同", required = true)
            String id,

            @Schema(
                    description = "事件：publication.change 一条公开信息有变化、case.news 所跟踪的一个办件有新的进展、webhook.test 测试",
                    required = true,
                    examples = "publication.change")
            String event,

            @Schema(description = "种类，publication.change 的", examples = "disclosure")
            String kind,

            @Schema(description = "编号，统一写法，publication.change 的", examples = "990100001/202406-00004")
            String key,

            @Schema(description = "修订号，publication.change 的；已见过更大的可以不理会", examples = "378")
            Long revision,

            @Schema(description = "变化，publication.change 的：CHANGED 新公布或有变化、REMOVED 已不公开（撤下或到期）", examples = "CHANGED")
            Change type,

            @Schema(description = "变化的时间，publication.change 的")
            OffsetDateTime occurredAt,

            @Schema(description = "跟踪编号，case.news 的，见 /case-subscriptions")
            String subscription) {}

    Delivery.Message of(Receiver receiver, Notice notice) {
        boolean isCase = notice.event() == Event.CASE;
        return message(
                receiver,
                new Message(
                        notice.id().toString(),
                        notice.event().code(),
                        isCase ? null : notice.kind(),
                        isCase ? null : notice.key(),
                        notice.revision(),
                        notice.type() == null ? null : Change.valueOf(notice.type()),
                        isCase ? null : notice.at().atZone(clock.getZone()).toOffsetDateTime(),
                        isCase ? notice.key() : null));
    }

    Delivery.Message test(Receiver receiver) {
        String id = UUID.randomUUID().toString();
        return message(receiver, new Message(id, Event.TEST.code(), null, null, null, null, null, null));
    }

    private Delivery.Message message(Receiver receiver, Message message) {
        return new Delivery.Message(receiver, message.id(), json.write(message));
    }
}
