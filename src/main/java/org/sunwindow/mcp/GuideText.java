package org.sunwindow.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;

/** Writes the guide of an item as a text. Used by one thread. */
final class GuideText {

    private final Reply reply;

    GuideText(Reply reply) {
        this.reply = reply;
    }

    void write(JsonNode item, Source source) {
        reply.line("%s（%s）%s", source.title(), source.key(), source.inForce() ? " " : "：已取消或下放，不再有效");
        reply.line("概述：%s", text(item, "summary"));
        reply.line("受理条件：%s", NearestOfficeTool.text(item.path("conditions")));
        reply.line("申请材料：%s", materials(item.path("materials")));
        reply.line("办理流程：%s", names(item.path("steps"), " → "));
        reply.line("承诺办结时限：%s", limit(item.path("promisedLimit")));
        reply.line("法定办结时限：%s", limit(item.path("statutoryLimit")));
        reply.line("收费：%s", text(item.path("fee"), "standard"));
        reply.line("办理结果：%s", text(item, "result"));
        reply.line("咨询电话：%s", text(item, "consultPhone"));
        reply.line("在线办理：%s", text(item, "onlineUrl"));
        reply.line("预约：%s", text(item, "bookingUrl"));
        if (item.path("guide").path("questions").size() > 0) {
            reply.line("所需材料和环节因情形而异，见 item.guide 的问题和答案。");
        }
        for (JsonNode asked : item.path("faq")) {
            reply.line("问：%s 答：%s", text(asked, "question"), text(asked, "answer"));
        }
    }

    private static String text(JsonNode object, String member) {
        return object.path(member).asText("");
    }

    private static String materials(JsonNode materials) {
        var texts = new ArrayList<String>();
        for (JsonNode material : materials) {
            String note = text(material, "note");
            texts.add(text(material, "name") + (note.isEmpty() ? "" : "（" + note + "）"));
        }
        return String.join("；", texts);
    }

    private static String names(JsonNode parts, String separator) {
        var names = new ArrayList<String>();
        parts.forEach(part -> names.add(text(part, "name")));
        return String.join(separator, names);
    }

    private static String limit(JsonNode limit) {
        return limit.isObject() ? limit.path("value").asText() + " 个" + text(limit, "unit") : "";
    }
}
