package org.sunwindow.imports.format.sheet;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.sunwindow.http.Problem;

/** Detects cells whose content was lost by the program that saved the sheet. */
final class CellFaults {

    /** Errors of formulas; the last ones are those of newer programs, and LibreOffice writes Err:502. */
    private static final Pattern ERROR = Pattern.compile(
            "#(?:N/A|REF!|DIV/0!|VALUE!|NAME\\?|NULL!|NUM!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|UNKNOWN!|BUSY!"
                    + "|GETTING_DATA|EXTERNAL!)|Err:\\d{3}");

    /** A column that is too narrow for its numbers is saved as it is shown. */
    private static final Pattern NARROW = Pattern.compile("#{3,}");

    /**
     * A number of more than eleven digits is saved as it is shown, and one of more than fifteen has lost the digits
     * beyond.
     */
    private static final Pattern SHORTENED = Pattern.compile("[+-]?\\d(?:\\.\\d+)?[eE]\\+\\d{1,3}");

    private static final Pattern FORMULA = Pattern.compile("=[-+@(]?[A-Za-z_$'\\[(\\p{IsHan}0-9].*", Pattern.DOTALL);

    /** What people type into a cell that they leave empty. */
    private static final Set<String> BLANK = Set.of("-", "—", "——", "/", "\\");

    private CellFaults() {}

    static boolean isBlank(String cell) {
        return cell.isEmpty() || BLANK.contains(cell);
    }

    /** Returns the fault of a cell, empty if it is what was written. */
    static Optional<Problem.Item> of(String cell, String path, String heading) {
        String[] fault = null;
        if (Concealed.is(cell)) {
            fault = new String[] {Concealed.CODE, Concealed.MESSAGE};
        } else if (ERROR.matcher(cell).matches()) {
            fault = new String[] {"cell.error", "单元格是公式的错误结果；请改正公式，或改为值"};
        } else if (NARROW.matcher(cell).matches()) {
            fault = new String[] {"cell.narrow", "列太窄，另存时内容变成了 ####；请加宽该列后重新保存"};
        } else if (SHORTENED.matcher(cell).matches()) {
            fault = new String[] {"cell.digits", "数字过长，表格软件没有保留全部数位；请将该列的格式设为文本后重新填写"};
        } else if (FORMULA.matcher(cell).matches()) {
            fault = new String[] {"cell.formula", "单元格是公式而没有算出的值；请用 Excel 或 WPS 打开并保存，或改为值"};
        }
        return Optional.ofNullable(fault).map(found -> new Problem.Item(path, found[0], found[1], heading, cell));
    }
}
