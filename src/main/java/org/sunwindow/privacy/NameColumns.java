package org.sunwindow.privacy;

import java.util.List;
import org.sunwindow.privacy.names.Names;
import org.sunwindow.privacy.text.ReaderText;
import org.sunwindow.privacy.text.Terms;

/** Finds unmasked names in columns whose heading has a word such as 姓名 or 户主. */
final class NameColumns {

    private static final Terms PERSON_HEADINGS = Terms.of(
            "姓名", "户主", "申请人", "对象", "老人", "儿童", "收养人", "收款人", "被监护人", "领取人", "学生", "学员", "受益人", "逝者", "死者", "家属",
            "残疾人", "监护人", "户名", "优抚", "捐赠人", "考生", "人员名单");

    private static final Terms OFFICIAL_HEADINGS =
            Terms.of("职务", "职称", "工号", "分工", "法定代表人", "单位", "职责", "科室", "办公", "负责人", "对象类", "烈士", "牺牲", "部门", "岗位职责");

    /** Length of a heading; a longer one is a sentence. */
    private static final int MAX_HEADING = 8;

    private static final int MAX_CELL = 24;

    private NameColumns() {}

    static void find(ReaderText text, Table table, List<Finding> found) {
        List<String> headings = table.headings();
        if (headings.isEmpty() || headings.stream().anyMatch(NameColumns::isOfficial)) {
            return;
        }
        var isPerson = new boolean[headings.size()];
        boolean any = false;
        for (int i = 0; i < isPerson.length; i++) {
            String heading = headings.get(i).replace(" ", "");
            isPerson[i] = heading.length() <= MAX_HEADING && PERSON_HEADINGS.in(heading);
            any |= isPerson[i];
        }
        if (!any) {
            return;
        }
        for (Table.Cell cell : table.cells()) {
            if (isPerson[cell.column()] && cell.end() - cell.start() <= MAX_CELL) {
                cell(text, cell, found);
            }
        }
    }

    /** Whether a column holds data of officials or institutions, whose names are public. */
    static boolean isOfficial(String heading) {
        return OFFICIAL_HEADINGS.in(heading);
    }

    /** Adds the names of a cell; it may have several. */
    private static void cell(ReaderText text, Table.Cell cell, List<Finding> found) {
        int start = cell.start();
        for (int i = start; i <= cell.end(); i++) {
            if (i < cell.end() && "、/,;".indexOf(text.at(i)) < 0) {
                continue;
            }
            if (Names.isInColumn(text, start, i) && !Roles.isPublic(text, start, i)) {
                found.add(Finding.of(text, PersonalKind.NAME, start, i));
            }
            start = i + 1;
        }
    }
}
