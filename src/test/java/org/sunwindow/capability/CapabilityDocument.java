package org.sunwindow.capability;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The table of the capabilities, for readers. */
final class CapabilityDocument {

    private static final String HEAD = """
            # What can be asked · 能查什么

            Five documents of civil-affairs bureaus show %d things that the public can ask. Each is answered by one or two
            calls, none of which is a text search. The build imports records with the names, counts and limits of the
            documents, makes every call and compares the answers with those in the table. The paths are below `/api/v1`.
            Characters outside ASCII have to be encoded. A status query sends the number of an application and its query
            code. Values in bold are stated by the documents; the others come from the records of the test.

            五份民政部门文件列出公众可以查询的 %d 件事，每件由一两次调用回答，都不用全文检索。构建时按文件中的名称、数量和时限导入\
            记录，逐一调用并核对下表中的回答。路径在 `/api/v1` 之下，汉字须编码。查询办件进度须发送申请编号和查询码。加粗的值是\
            文件中写明的，其余的是测试记录中的。

            | No. | 文件 | Document |
            |---|---|---|
            | 000 | 沧州市“阳光民政”建设情况，2016年 | progress report of Cangzhou |
            | 001 | 安庆市民政局政府信息公开整改提升月活动总结，2015年 | report of Anqing on its disclosure |
            | 002 | 安溪县民政局政务公开标准化规范化试点方案，2020年 | plan of Anxi County for standard disclosure |
            | 003 | 上海市民政局行风建设交流材料 | report of Shanghai on its conduct |
            | 004 | 某市民政局提升行政效能实施方案，2010年 | plan of a city for efficient administration |

            本文件由 `CapabilitiesTest` 生成：`./mvnw test -Dtest=CapabilitiesTest -Ddocs.update`。

            | No. | 能力 | Capability | 文件 Documents | 调用 Call | 回答 Answer |
            |--:|---|---|---|---|---|
            """;

    private static final Pattern FACET = Pattern.compile("facets\\.(\\w+)\\[value=([^]]*)]\\.count");

    private CapabilityDocument() {}

    static String of(List<Capability> capabilities) {
        long count = capabilities.stream().map(Capability::number).distinct().count();
        return HEAD.formatted(count, count)
                + capabilities.stream().map(CapabilityDocument::row).collect(Collectors.joining());
    }

    private static String row(Capability capability) {
        return "| %d | %s | %s | %s | `%s` | %s |\n"
                .formatted(
                        capability.number(),
                        capability.phrase(),
                        capability.english(),
                        capability.documents(),
                        capability.call(),
                        answer(capability));
    }

    private static String answer(Capability capability) {
        var parts = new ArrayList<String>();
        capability
                .stated()
                .forEach((path, value) -> parts.add("`%s` **%s**".formatted(readable(path), readable(value))));
        capability.planted().forEach((path, value) -> parts.add("`%s` %s".formatted(readable(path), readable(value))));
        capability.text().forEach(text -> parts.add("“" + text + "”"));
        return String.join("<br>", parts);
    }

    private static String readable(String path) {
        return FACET.matcher(path).replaceAll("$1=$2");
    }

    private static String readable(Object value) {
        return value instanceof List<?> list
                ? list.stream().map(Object::toString).collect(Collectors.joining("、"))
                : value.toString();
    }
}
