package org.sunwindow.privacy.persons;

import java.util.BitSet;
import java.util.List;
import org.sunwindow.privacy.Finding;
import org.sunwindow.privacy.PersonalKind;
import org.sunwindow.privacy.context.Row;
import org.sunwindow.privacy.context.RowReader;
import org.sunwindow.privacy.context.Scope;
import org.sunwindow.privacy.context.Table;
import org.sunwindow.privacy.names.Names;
import org.sunwindow.privacy.text.Lexicon;
import org.sunwindow.privacy.text.ReaderText;
import org.sunwindow.privacy.text.Terms;

/**
 * Finds illnesses and disabilities of named persons, and ages, birth dates, schools and classes of named children. For
 * an illness or disability, a masked name is enough if the text also has the village or community, or in a row with an
 * amount.
 */
public final class Persons {

    /** The word lists that the detectors of illnesses, disabilities and children share. */
    static final Lexicon LEXICON = Lexicon.of("persons.txt");

    private static final Terms PLACES = LEXICON.terms("places");

    private static final Terms DIAGNOSES = Terms.of("病名:", "病名 ", "病名为", "诊断为", "诊断:");

    /** Characters of an illness with its label. */
    private static final int DIAGNOSIS = 14;

    private static final Terms PERSON_HEADING = Terms.of("姓名", "户主", "儿童", "对象", "老人", "学生", "申请人", "患者", "持证人", "受助人");
    private static final Terms CHILD_HEADING = Terms.of("儿童", "孤儿", "学生", "未成年", "被收养人", "监护", "班级", "年级", "学籍", "就读");
    private static final Terms CHILD_COLUMN = Terms.of("出生", "年龄", "学校", "年级", "班级", "生日");

    /** Characters at which a detector may match. Rejects most positions cheaply. */
    private static final BitSet BEGINS = new BitSet(Character.MAX_VALUE + 1);

    static {
        for (int c = 1; c <= Character.MAX_VALUE; c++) {
            BEGINS.set(c, Illnesses.begins((char) c) || Disabilities.begins((char) c) || Children.begins((char) c));
        }
    }

    private Persons() {}

    public static void find(ReaderText text, Table table, List<Finding> found) {
        columns(text, table, found);
        for (int i = 0; i < text.length(); i++) {
            if (!BEGINS.get(text.at(i))) {
                continue;
            }
            int illness = Illnesses.end(text, i);
            // a checkbox precedes an illness in a blank questionnaire
            boolean blank = illness > i && text.at(Illnesses.start(text, i) - 1) == '□';
            if (illness > i && !blank && isOfPerson(text, i, illness)) {
                found.add(Finding.of(text, PersonalKind.HEALTH, Illnesses.start(text, i), illness));
            }
            int disability = Disabilities.end(text, i);
            if (disability > i && (isOfPerson(text, i, disability) || isWordNamed(text, i, disability))) {
                found.add(Finding.of(text, PersonalKind.DISABILITY, i, disability));
            }
            int end = Math.max(illness, disability);
            if (end == i) {
                end = Children.find(text, i, found);
            }
            i = Math.max(i, end - 1);
        }
    }

    /** Adds cells of columns about illness, disability or childhood whose row has a name. */
    private static void columns(ReaderText text, Table table, List<Finding> found) {
        List<String> headings = table.headings();
        if (headings.isEmpty() || headings.stream().noneMatch(PERSON_HEADING::in)) {
            return;
        }
        var named = new BitSet();
        for (Table.Cell cell : table.cells()) {
            if (PERSON_HEADING.in(headings.get(cell.column())) && Names.isInColumn(text, cell.start(), cell.end())) {
                named.set(cell.row());
            }
        }
        boolean children = headings.stream().anyMatch(CHILD_HEADING::in);
        for (Table.Cell cell : table.cells()) {
            String heading = headings.get(cell.column());
            PersonalKind kind = heading.contains("病") && !heading.contains("病区") || heading.contains("诊断")
                    ? PersonalKind.HEALTH
                    : heading.contains("残疾") && !heading.contains("残疾人")
                            ? PersonalKind.DISABILITY
                            : children && CHILD_COLUMN.in(heading) ? PersonalKind.CHILD : null;
            Scope row = new Scope(text, cell.start(), cell.end());
            if (kind != null
                    && cell.end() > cell.start()
                    && (named.get(cell.row())
                            || Scope.around(text, row.from(), row.to()).hasName())) {
                found.add(Finding.of(text, kind, cell.start(), cell.end()));
            }
        }
    }

    /** Whether a kind and a grade follow a word that may be a name, as in 万某,肢体二级: only persons have a grade. */
    private static boolean isWordNamed(ReaderText text, int start, int end) {
        return text.at(end - 1) == '级'
                && text.at(start - 1) != 0
                && " ,\t(|".indexOf(text.at(start - 1)) >= 0
                && Bearers.isWordNamed(text, start);
    }

    private static boolean isPronoun(char c) {
        return c == '他' || c == '她' || c == '其';
    }

    private static boolean isOfPerson(ReaderText text, int start, int end) {
        if (Bearers.isNamed(text, start, end)) {
            return true;
        }
        Scope scope = Scope.around(text, start, end);
        if (scope.hasName()
                || isDiagnosis(text, start, end, scope)
                || isPronoun(text.at(scope.from())) && scope.before().hasName()) {
            return true;
        }
        Scope form = scope.form();
        return form.from() < scope.from() && form.hasName()
                || form.to() > scope.to() && form.hasName()
                || scope.hasMaskedName() && (form.has(PLACES) || isRow(scope));
    }

    /** Whether a label names the illness of one person, and an amount is beside it. 病种 is that of a rule. */
    private static boolean isDiagnosis(ReaderText text, int start, int end, Scope line) {
        return DIAGNOSES.within(text, text.lineStart(start, DIAGNOSIS), end) && isRow(line);
    }

    /** Whether a line is a row of a list of payments, whose readers know the persons. */
    private static boolean isRow(Scope line) {
        return RowReader.read(line.text(), line.from(), line.to()).evidence().compareTo(Row.Evidence.FIGURE) >= 0;
    }
}
