package org.sunwindow.imports.format.sheet;

import java.util.List;
import org.sunwindow.privacy.FieldUse;
import org.sunwindow.privacy.Sentinel;

/**
 * The text that a report shows instead of a cell that must not be repeated. A row with such a cell is rejected, because
 * this text would be published instead of the original.
 */
public final class Concealed {

    static final String CODE = "cell.concealed";
    static final String MESSAGE = "这一格在退回时已遮盖，不是原来的内容；请填写可以公开的内容，或清空这一格";

    private static final String PERSONAL = "【含个人信息，原文不退回】";
    private static final String CLOSED = "【不予公开，原文不退回】";
    private static final String TOO_LONG = "【单元格过长，原文不退回】";

    private Concealed() {}

    /**
     * @param excerpt masked, {@code null} for none
     */
    public static String personal(String excerpt) {
        return PERSONAL + (excerpt == null ? "" : excerpt);
    }

    /** For records that are declared not to be public. */
    public static String closed() {
        return CLOSED;
    }

    /** For cells that a workbook cannot hold. */
    public static String tooLong() {
        return TOO_LONG;
    }

    public static boolean is(String cell) {
        return cell.startsWith(PERSONAL) || cell.startsWith(CLOSED) || cell.startsWith(TOO_LONG);
    }

    /** Whether a cell that no check of a record has seen holds personal data, alone or below its heading. */
    public static boolean isPersonal(String heading, String cell) {
        return List.of(cell, heading + "：" + cell).stream()
                .anyMatch(text -> !Sentinel.find(text, FieldUse.TEXT).isEmpty());
    }

    /** Names a worksheet in a message, unless its name holds personal data. */
    static String worksheet(String name) {
        return isPersonal("", name) ? "工作表" : "工作表“%s”".formatted(name);
    }
}
