package org.sunwindow.notice;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A column of a table as the heading in a sheet states it. The type is written in brackets, as in 家庭人口（数量）; a column
 * without a type holds texts, because figures that look like amounts may be anything.
 */
final class WrittenColumn {

    private static final Map<String, Notice.ColumnType> TYPES = Map.of(
            "文字", Notice.ColumnType.TEXT,
            "姓名", Notice.ColumnType.MASKED_NAME,
            "村或社区", Notice.ColumnType.PLACE,
            "数量", Notice.ColumnType.COUNT,
            "金额", Notice.ColumnType.AMOUNT,
            "分数", Notice.ColumnType.SCORE,
            "价格", Notice.ColumnType.PRICE);

    private static final Pattern TYPED = Pattern.compile("(.+?)\\s*[(（](" + String.join("|", TYPES.keySet()) + ")[)）]");

    private WrittenColumn() {}

    static Map<String, Object> of(String heading, int number) {
        Matcher typed = TYPED.matcher(heading);
        boolean hasType = typed.matches();
        return Map.of(
                "name",
                "c" + number,
                "label",
                hasType ? typed.group(1) : heading,
                "type",
                hasType ? TYPES.get(typed.group(2)) : Notice.ColumnType.TEXT);
    }
}
