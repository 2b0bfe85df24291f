package org.sunwindow.imports.format.sheet;

import java.util.List;
import java.util.regex.Pattern;
import org.sunwindow.imports.format.rows.SheetRow;

/** Recognizes the rows that people write around the records of a sheet: totals, notes, signatures and sections. */
final class Remarks {

    private static final Pattern TOTAL = Pattern.compile("(?:合|总|小|共)\\s*计[:：]?");
    private static final Pattern NOTE = Pattern.compile("(?:注|备注|说明|填表说明)[:：].*|以下空白", Pattern.DOTALL);

    /** Who has filled in the sheet, and when; several of them stand in one row. */
    private static final String SIGNATURES =
            "(?:填表|填报|制表|制单|审核|复核|审批|经办|报送|联系)(?:人|单位|部门|日期|时间)?|(?:单位|部门|分管|主要|科室)?(?:负责人|领导|主管)(?:签字|签名)?"
                    + "|单位(?:名称)?|盖章|公章|签字|签名|日期|时间|(?:联系)?电话|联系方式";

    private static final String STAMP = "\\s*(?:[（(][^（()）]{1,6}[）)])?\\s*";
    private static final Pattern SIGNATURE =
            Pattern.compile("(?:" + SIGNATURES + ")" + STAMP + "[:：].*", Pattern.DOTALL);

    /** A label whose value stands in the next cell, or is left to be written by hand. */
    private static final Pattern BARE_SIGNATURE = Pattern.compile("(?:" + SIGNATURES + ")" + STAMP + "[:：]?");

    private static final Pattern DATE =
            Pattern.compile("(?:\\d{4}|\\s*)\\s*[-./年]\\s*\\d{0,2}\\s*[-./月]\\s*\\d{0,2}\\s*日?");

    private static final String NUMERALS = "[一二三四五六七八九十]{1,3}";
    private static final Pattern SECTION = Pattern.compile("(?:" + NUMERALS + "、|[（(]" + NUMERALS
            + "[）)]).{1,40}|[（(]?(?:合计|总计|共计|共|总共)\\s*[0-9一二三四五六七八九十百千]+\\s*[条项个家件户人次份][）)]?[。.]?");

    private Remarks() {}

    /** Whether a row is a total, a note, or the signatures below a table. */
    static boolean isRemark(SheetRow row) {
        List<String> cells = filled(row);
        return TOTAL.matcher(cells.getFirst()).matches()
                || cells.size() == 1 && NOTE.matcher(cells.getFirst()).matches()
                || isSigned(cells);
    }

    /** Whether a row is a total. */
    static boolean isTotal(SheetRow row) {
        return TOTAL.matcher(filled(row).getFirst()).matches();
    }

    /** Whether a row is the name of the records that follow it, or their number. The rows of a table may be such. */
    static boolean isSection(SheetRow row) {
        return row.filled() == 1 && SECTION.matcher(filled(row).getFirst()).matches();
    }

    private static List<String> filled(SheetRow row) {
        return row.cells().stream().filter(cell -> !cell.isEmpty()).toList();
    }

    /** A record has other cells, too: one cell that is neither a signature nor belongs to one makes the row a record. */
    private static boolean isSigned(List<String> cells) {
        if (!SIGNATURE.matcher(cells.getFirst()).matches()) {
            return false;
        }
        boolean takesValue = false;
        for (String cell : cells) {
            boolean isLabel = BARE_SIGNATURE.matcher(cell).matches();
            if (!isLabel
                    && !takesValue
                    && !SIGNATURE.matcher(cell).matches()
                    && !DATE.matcher(cell).matches()) {
                return false;
            }
            takesValue = isLabel;
        }
        return true;
    }
}
