package org.sunwindow.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.util.Map;
import org.sunwindow.http.Problem;

/** Describes the cause and the position of a syntax error in JSON. */
final class SyntaxFaults {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /** Characters of Chinese keyboards by those of JSON. */
    private static final Map<Character, Character> CHINESE =
            Map.of('“', '"', '”', '"', '‘', '"', '’', '"', '：', ':', '，', ',', '｛', '{', '｝', '}', '［', '[', '］', ']');

    private SyntaxFaults() {}

    static Problem.Item of(String json, JsonProcessingException e) {
        String path = e.getProcessor() instanceof JsonParser parser ? RecordPaths.of(parser.getParsingContext()) : "";
        int end = end(json, e);
        String cause = e instanceof MismatchedInputException
                ? "第 %d 个字符附近：一行只能写一条记录，} 之后不能再有内容".formatted(end)
                : cause(json, end);
        return new Problem.Item(path, "json.invalid", cause);
    }

    static Problem.Item noObject() {
        return new Problem.Item("", "json.invalid", "应为一条记录，以 { 开头、以 } 结尾");
    }

    /** The parser stops at most one character behind the fault. */
    private static int end(String json, JsonProcessingException e) {
        long offset = e.getLocation() == null ? json.length() : e.getLocation().getCharOffset();
        return (int) Math.clamp(offset + 1, 0L, json.length());
    }

    private static String cause(String json, int end) {
        boolean inText = false;
        int depth = 0;
        for (int i = 0; i < end; i++) {
            char c = json.charAt(i);
            if (inText && c == '\\') {
                i++;
            } else if (c == '"') {
                inText = !inText;
            } else if (inText && c < ' ') {
                return "第 %d 个字符是文字中的%s，应写作 %s，或改为空格".formatted(i + 1, name(c), escape(c));
            } else if (!inText) {
                if (c == BYTE_ORDER_MARK) {
                    return "第 %d 个字符是字节顺序标记（BOM），多因几个文件直接拼接而成；请去掉后重新导入".formatted(i + 1);
                }
                if (CHINESE.containsKey(c)) {
                    return "第 %d 个字符是中文标点 %s，应写作半角的 %s".formatted(i + 1, c, CHINESE.get(c));
                }
                if (c == '\'') {
                    return "第 %d 个字符是 '，应写作 \"".formatted(i + 1);
                }
                depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
            }
        }
        if (end == json.length() && (inText || depth > 0)) {
            return "这一行没有写完：一条记录应写在同一行，以 { 开头、以 } 结尾";
        }
        return json.stripLeading().startsWith("{")
                ? "第 %d 个字符附近不是合格的 JSON：请核对有无多写或漏写的逗号，文字是否写在 \" \" 之中，文字里的 \" 是否写作 \\\"".formatted(end)
                : noObject().message();
    }

    private static String name(char control) {
        return switch (control) {
            case '\t' -> "制表符";
            case '\r' -> "回车符";
            default -> "控制字符 U+%04X".formatted((int) control);
        };
    }

    private static String escape(char control) {
        return switch (control) {
            case '\t' -> "\\t";
            case '\r' -> "\\r";
            default -> "\\u%04x".formatted((int) control);
        };
    }
}
