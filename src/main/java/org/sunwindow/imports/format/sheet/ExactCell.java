package org.sunwindow.imports.format.sheet;

import com.fasterxml.jackson.databind.JsonNode;
import java.text.Normalizer;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sunwindow.json.StrictJson;

/**
 * Forms of a cell that keep a value exactly, which exports write and imports read. A text that a spreadsheet would run as
 * a formula, or change into a number or a date, has an apostrophe before it; the apostrophe is removed only before such
 * a text, so that all others keep theirs. A value that no text of a cell stands for is JSON behind {@code json:}.
 */
public final class ExactCell {

    private static final String JSON = "json:";
    private static final char GUARD = '\'';

    /** What begins a formula in some program; a line break hides what follows it. */
    private static final String FORMULAS = "=+-@＝＋－＠\t\r\n";

    /** Longest text that a spreadsheet may take for a number or a date, in characters. */
    private static final int MAX_CONVERTED = 60;

    /** What a spreadsheet shows as it was written, or as the same date. */
    private static final Pattern KEPT =
            Pattern.compile("0|[1-9]\\d{0,14}|(?:0|[1-9]\\d{0,7})\\.\\d{0,6}[1-9]|[12]\\d{3}-\\d{2}-\\d{2}");

    private static final Pattern CONVERTED = Pattern.compile(
            "[(]?[¥￥$€£]?\\s*(?=.*\\d)[\\d,]*(?:\\.\\d*)?(?:E[-+]?\\d+)?\\s*%?[)]?"
                    + "|(?:[上下]午)?\\d{1,4}(?:(?:\\s*[-/.:年月日时分秒T]\\s*|\\s+)(?:\\d{1,4})?)+(?:[AP]M?)?"
                    + "|(?=.*\\d)[\\d\\s./,:-]*(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]*[\\d\\s./,:-]*"
                    + "|TRUE|FALSE",
            Pattern.CASE_INSENSITIVE);

    /** What OOXML reads as the code of a character. */
    private static final Pattern CODED = Pattern.compile("_(?=x[0-9A-Fa-f]{4}_)");

    private ExactCell() {}

    /** Returns a value as JSON in a cell. */
    public static String of(JsonNode value, StrictJson json) {
        var cell = new StringBuilder(JSON);
        for (char c : json.write(value).toCharArray()) {
            if (isAltered(c)) {
                cell.append("\\u%04x".formatted((int) c));
            } else {
                cell.append(c);
            }
        }
        return CODED.matcher(cell).replaceAll("\\\\u005f");
    }

    /** Returns the value of a cell that {@link #of} has written, empty for any other. */
    static Optional<JsonNode> value(String cell, StrictJson json) {
        return cell.startsWith(JSON)
                ? json.tree(cell.substring(JSON.length())).filter(value -> !value.isMissingNode() && !value.isNull())
                : Optional.empty();
    }

    /** Whether a program that opens the sheet, or the import, would take a text for something else. */
    public static boolean isUnsafe(String text) {
        return !text.isEmpty()
                && (FORMULAS.indexOf(text.charAt(0)) >= 0
                        || text.charAt(0) == GUARD && isUnsafe(text.substring(1))
                        || CellFaults.isBlank(text)
                        || CellFaults.of(text, "", "").isPresent()
                        || isConverted(text));
    }

    private static boolean isConverted(String text) {
        if (text.length() > MAX_CONVERTED) {
            return false;
        }
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKC).strip();
        return CONVERTED.matcher(plain).matches() && !KEPT.matcher(text).matches();
    }

    public static String guarded(String text) {
        return GUARD + text;
    }

    /** Whether {@link #guarded} may have written a cell. */
    public static boolean isGuarded(String cell) {
        return !cell.isEmpty() && cell.charAt(0) == GUARD && isUnsafe(cell.substring(1));
    }

    /** Returns the text of a cell without its guard. */
    static String unguarded(String cell) {
        return isGuarded(cell) ? cell.substring(1) : cell;
    }

    /** Whether the programs and formats between an export and an import keep the characters of a text. */
    static boolean isKept(String text) {
        return text.equals(text.strip())
                && text.chars().noneMatch(c -> isAltered((char) c))
                && !CODED.matcher(text).find();
    }

    private static boolean isAltered(char c) {
        return c < ' ' && c != '\n' && c != '\t' || c == '\uFEFF' || c == '\uFFFE' || c == '\uFFFF';
    }
}
