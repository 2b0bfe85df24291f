package org.sunwindow.privacy.lists;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.sunwindow.privacy.Finding;
import org.sunwindow.privacy.PersonalKind;
import org.sunwindow.privacy.context.Roles;
import org.sunwindow.privacy.context.Table;
import org.sunwindow.privacy.names.Names;
import org.sunwindow.privacy.text.ReaderText;
import org.sunwindow.privacy.text.Terms;

/**
 * Finds unmasked names in columns whose heading has a word such as 姓名 or 户主, and cells of other columns that are
 * certainly names. Under a heading such as 姓名, any text that is not masked counts: it may be typed with blanks or dots,
 * or in Latin letters.
 */
public final class NameColumns {

    private static final Terms PERSON_HEADINGS = Terms.of(
            "姓名", "户主", "申请人", "对象", "老人", "儿童", "收养人", "收款人", "被监护人", "领取人", "学生", "学员", "受益人", "逝者", "死者", "家属",
            "残疾人", "监护人", "户名", "优抚", "捐赠人", "考生", "人员名单");

    private static final Terms OFFICIAL_HEADINGS = Terms.of(
            "职务", "职称", "工号", "分工", "法定代表人", "单位", "职责", "科室", "办公", "负责人", "对象类", "烈士", "牺牲", "部门", "岗位职责", "执法证",
            "登记员");

    /** Last words of the headings of columns that have only names. */
    private static final List<String> NAME_HEADINGS = List.of(
            "户主", "申请人", "监护人", "被监护人", "领取人", "受益人", "收养人", "逝者", "死者", "学生", "学员", "考生", "持证人", "人员名单", "受助人", "老人",
            "儿童", "患者", "男方", "女方");

    /** Headings of posts: the names in such a table are those of officials. */
    private static final Terms POSTS =
            Terms.of("职务", "职称", "工号", "分工", "法定代表人", "职责", "科室", "办公", "负责人", "烈士", "牺牲", "部门", "执法证", "登记员");

    /** Headings of things whose names have the form of names of persons. */
    private static final Terms NO_PERSONS = Terms.of(
            "村", "社区", "地", "镇", "乡", "街", "县", "市", "区", "路", "站", "品", "牌", "名称", "型", "类", "项目", "单位名", "书", "作",
            "词", "题", "馆", "园", "景", "民族");

    /** Texts below a heading for names that are not names. */
    private static final Terms NO_NAMES = Terms.of(
            "合计", "小计", "总计", "共计", "累计", "不详", "未知", "保密", "匿名", "空缺", "同上", "暂无", "待定", "姓名", "户主", "其他", "村委", "居委",
            "社区", "单位", "企业", "政府", "办事处", "平均", "人员", "对象", "表", "址", "号", "签", "数", "性别");

    private static final Terms INSTITUTIONS = Terms.of(
            "公司", "局", "协会", "总会", "商会", "中心", "委员会", "学校", "小学", "中学", "大学", "医院", "银行", "集团", "合作社", "福利院", "养老院",
            "敬老院", "基金会");

    /** Polite forms after a surname, which mask the given name. */
    private static final List<String> TITLES = List.of("女士", "先生", "氏");

    private static final String MASKS = "*×某xX〇_□#△?";

    /** Letters of the shortest name in Latin letters. */
    private static final int MIN_LATIN = 4;

    /** Length of a heading; a longer one is a sentence. */
    private static final int MAX_HEADING = 8;

    private static final int MAX_CELL = 24;

    /** In a table of two columns, the other cell of a row may just be missing. */
    private static final int MIN_COLUMNS_OF_NOTE = 3;

    private NameColumns() {}

    static void find(ReaderText text, Table table, List<Finding> found) {
        List<String> headings = table.headings();
        if (headings.isEmpty()) {
            return;
        }
        boolean official = headings.stream().anyMatch(NameColumns::isOfficial);
        if (official && headings.stream().anyMatch(POSTS::in)) {
            return;
        }
        var columns = new Column[headings.size()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = Column.of(official ? "" : headings.get(i), headings.get(i), table.isTyped());
        }
        List<Table.Cell> cells = table.cells();
        cells.stream()
                .filter(cell -> columns[cell.column()] == Column.NONE && table.isTyped())
                .filter(cell -> INSTITUTIONS.in(text.slice(cell.start(), cell.end())))
                .forEach(cell -> columns[cell.column()] = Column.OTHER);
        Set<Integer> notes = notes(cells, headings.size());
        Table.Cell surname = null;
        for (Table.Cell cell : cells) {
            if (cell.end() - cell.start() <= MAX_CELL) {
                Column column = columns[cell.column()];
                boolean isNote = column == Column.NAMES && (notes.contains(cell.row()) || isSentence(text, cell));
                cell(text, cell, isNote ? Column.PERSONS : column, found);
            }
            if (headings.get(cell.column()).equals("名") && surname != null && surname.end() > surname.start()) {
                split(text, surname, cell, found);
            }
            surname = headings.get(cell.column()).equals("姓") ? cell : null;
        }
    }

    /** Returns the rows that have one filled cell, such as a note below a list. */
    private static Set<Integer> notes(List<Table.Cell> cells, int columns) {
        var notes = new HashSet<Integer>();
        var rows = new HashSet<Integer>();
        if (columns >= MIN_COLUMNS_OF_NOTE) {
            cells.stream().filter(cell -> cell.end() > cell.start()).forEach(cell -> {
                if (rows.add(cell.row())) {
                    notes.add(cell.row());
                } else {
                    notes.remove(cell.row());
                }
            });
        }
        return notes;
    }

    private static boolean isSentence(ReaderText text, Table.Cell cell) {
        for (int i = cell.start(); i < cell.end(); i++) {
            if (text.at(i) == '。' || text.at(i) == ':') {
                return true;
            }
        }
        return false;
    }

    /** What the cells of a column may be. */
    private enum Column {
        /** Names only: any text counts. */
        NAMES,
        /** Names and other things. */
        PERSONS,
        /** A cell counts if it is certainly a name. */
        OTHER,
        /** Places, brands and figures, which may have the form of names. */
        NONE;

        static Column of(String heading, String label, boolean typed) {
            boolean isShort = heading.length() <= MAX_HEADING;
            if (isShort
                    && typed
                    && (heading.contains("姓名") || NAME_HEADINGS.stream().anyMatch(heading::endsWith))) {
                return NAMES;
            }
            return isShort && PERSON_HEADINGS.in(heading) ? PERSONS : !typed || NO_PERSONS.in(label) ? NONE : OTHER;
        }
    }

    /** Whether a cell under a heading may be the name of a private person. Without a heading it may. */
    public static boolean mayHaveNames(String heading) {
        return heading.isEmpty() || !NO_PERSONS.in(heading) && !OFFICIAL_HEADINGS.in(heading);
    }

    /** Whether a column holds data of officials or institutions, whose names are public. */
    public static boolean isOfficial(String heading) {
        return OFFICIAL_HEADINGS.in(heading);
    }

    /** Adds the names of a cell; it may have several. */
    private static void cell(ReaderText text, Table.Cell cell, Column column, List<Finding> found) {
        int start = cell.start();
        for (int i = start; i <= cell.end() && column != Column.NONE; i++) {
            if (i < cell.end() && "、/,;".indexOf(text.at(i)) < 0) {
                continue;
            }
            boolean whole = start == cell.start() && i == cell.end();
            boolean name = switch (column) {
                case NAMES -> Names.isInColumn(text, start, i) || isUnmasked(text, start, i);
                case PERSONS -> Names.isInColumn(text, start, i);
                default -> whole && Names.confidence(text, start, i) == Names.Confidence.SURE;
            };
            if (name && !isTitled(text.slice(start, i)) && !Roles.isPublic(text, start, i)) {
                found.add(Finding.of(text, PersonalKind.NAME, start, i));
            }
            start = i + 1;
        }
    }

    /** Whether a text under a heading for names has a name in any typing, such as 王.建国 or Wang Jianguo. */
    private static boolean isUnmasked(ReaderText text, int start, int end) {
        int chinese = 0;
        int latin = 0;
        for (int i = start; i < end && text.at(i) != '('; i++) {
            char c = text.at(i);
            if (MASKS.indexOf(c) >= 0 && (c != 'x' && c != 'X' || Names.isChinese(text.at(i - 1)))) {
                return false;
            }
            if (text.isDigit(i) && chinese + latin > 0) {
                return false;
            }
            chinese += Names.isChinese(c) ? 1 : 0;
            latin += Character.isLetter(c) && c <= '~' ? 1 : 0;
        }
        String plain = text.slice(start, end).replace(" ", "");
        if (NO_NAMES.in(plain) || INSTITUTIONS.in(plain)) {
            return false;
        }
        return chinese >= 2 || chinese == 0 && latin >= MIN_LATIN && !plain.equalsIgnoreCase("none");
    }

    /** Whether a polite form masks the given name, as in 张女士. */
    private static boolean isTitled(String name) {
        return TITLES.stream().anyMatch(name::endsWith);
    }

    /** Adds a name whose surname and given name have a column each. */
    private static void split(ReaderText text, Table.Cell surname, Table.Cell given, List<Finding> found) {
        if (isShown(text, surname) && isShown(text, given)) {
            found.add(Finding.of(text, PersonalKind.NAME, surname.start(), given.end()));
        }
    }

    private static boolean isShown(ReaderText text, Table.Cell cell) {
        for (int i = cell.start(); i < cell.end(); i++) {
            if (!Character.isLetter(text.at(i)) || text.at(i) == '某') {
                return false;
            }
        }
        return cell.end() > cell.start();
    }
}
