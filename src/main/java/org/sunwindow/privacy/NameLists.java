package org.sunwindow.privacy;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds unmasked names in lists: columns of tables, rows that begin with a name, and names in a row. A single name in a
 * sentence is not found; it may be that of an official.
 */
final class NameLists {

    private static final List<String> PERSON_HEADINGS = List.of(
            "姓名", "户主", "申请人", "对象", "老人", "儿童", "收养人", "收款人", "被监护人", "领取人", "学生", "学员", "受益人", "逝者", "死者", "家属",
            "残疾人", "监护人", "户名", "优抚", "捐赠人", "考生", "人员名单");

    private static final List<String> OFFICIAL_HEADINGS =
            List.of("职务", "职称", "工号", "分工", "法定代表人", "单位", "职责", "科室", "办公", "负责人", "对象类", "烈士", "牺牲", "部门", "岗位职责");

    private static final Terms KIN = Terms.of("家属", "大哥", "大姐", "大爷", "大娘", "大妈", "师傅", "老人", "阿姨", "遗属");

    /** Names in a row: two of three characters, or three of two. */
    private static final int MIN_WEIGHT = 3;

    private static final double MIN_SHARE = 0.6;
    private static final int MAX_PARENTHESIS = 30;

    private NameLists() {}

    /**
     * A piece of text between separators.
     *
     * @param nameStart -1 if it has no name
     * @param weight    how sure it is that it is a name
     * @param line      number of its line
     * @param first     whether it is the first one with Chinese characters in its line
     * @param separator the separator of lists before it, NUL if there is none
     * @param tail      length of what seems to be a name at the end of a piece that is none, 0 if there is none
     * @param head      the same at its start
     */
    private record Piece(
            int start,
            int end,
            int nameStart,
            int nameEnd,
            int weight,
            int line,
            boolean first,
            char separator,
            int tail,
            int head) {

        static Piece ofName(int nameStart, int nameEnd, int weight, int line, boolean first, char separator) {
            return new Piece(nameStart, nameEnd, nameStart, nameEnd, weight, line, first, separator, 0, 0);
        }

        boolean list() {
            return separator != 0;
        }

        boolean isName() {
            return nameStart >= 0;
        }
    }

    static void find(ReaderText text, Table table, List<Finding> found) {
        columns(text, table, found);
        List<Piece> pieces = pieces(text);
        runs(text, pieces, found);
        rows(text, pieces, found);
        labelledRows(text, pieces, found);
        betweenNumbers(text, pieces, found);
    }

    private static void columns(ReaderText text, Table table, List<Finding> found) {
        List<String> headings = table.headings();
        if (headings.stream().anyMatch(NameLists::isOfficial)) {
            return;
        }
        var isPerson = new boolean[headings.size()];
        boolean any = false;
        for (int i = 0; i < isPerson.length; i++) {
            String heading = headings.get(i).replace(" ", "");
            isPerson[i] = PERSON_HEADINGS.stream().anyMatch(heading::contains);
            any |= isPerson[i];
        }
        if (!any) {
            return;
        }
        for (Table.Cell cell : table.cells()) {
            if (isPerson[cell.column()] && cell.end() - cell.start() <= 16) {
                String value = text.slice(cell.start(), cell.end());
                if (Names.isInColumn(value) && !Roles.isPublic(text, cell.start(), cell.end())) {
                    found.add(text.finding(PersonalKind.NAME, cell.start(), cell.end(), value));
                }
            }
        }
    }

    /** Whether a heading says that a column holds officials or institutions, whose names are public. */
    static boolean isOfficial(String heading) {
        return OFFICIAL_HEADINGS.stream().anyMatch(heading::contains);
    }

    private static List<Piece> pieces(ReaderText text) {
        var pieces = new ArrayList<Piece>();
        int length = text.length();
        int line = 0;
        boolean first = true;
        char list = 0;
        for (int i = 0; i < length; ) {
            char c = text.at(i);
            if (c == '\n') {
                line++;
                first = true;
                list = c;
                i++;
            } else if (c == '(') {
                i = afterParenthesis(text, i);
            } else if (isListSeparator(c)) {
                list = c;
                i++;
            } else if (!Names.isChinese(c)) {
                if (c == '。' || c == ':' || c == '!' || c == '?') {
                    list = 0;
                }
                i++;
            } else {
                int end = i;
                while (end < length && (Names.isChinese(text.at(end)) || text.at(end) == '·')) {
                    end++;
                }
                add(text, i, end, line, first, list, pieces);
                first = false;
                list = 0;
                i = end;
            }
        }
        return pieces;
    }

    private static int afterParenthesis(ReaderText text, int open) {
        for (int i = open + 1; i < open + MAX_PARENTHESIS; i++) {
            if (text.at(i) == ')') {
                return i + 1;
            }
            if (text.at(i) == '\n') {
                break;
            }
        }
        return open + 1;
    }

    private static boolean isListSeparator(char c) {
        return switch (c) {
            case '、', ',', ';', '/', '|', '\t', ' ' -> true;
            default -> false;
        };
    }

    /** Adds the names of a run of Chinese characters: it is one, begins or ends with one, or joins two with 和. */
    private static void add(
            ReaderText text, int start, int end, int line, boolean first, char list, List<Piece> pieces) {
        int kin = kinAt(text, start, end);
        if (kin > 0) {
            int ending = Names.endingAt(text, kin, start);
            if (ending > 0) {
                boolean whole = kin - ending == start;
                pieces.add(Piece.ofName(kin - ending, kin, weight(ending), line, first && whole, whole ? list : 0));
                int second = nextWithKin(text, kin, end);
                if (second > 0) {
                    int to = kinAt(text, second, end);
                    int next = to > 0 ? Names.endingAt(text, to, second) : Names.at(text, second, end);
                    int from = to > 0 ? to - next : second;
                    if (next > 0) {
                        pieces.add(Piece.ofName(from, from + next, weight(next), line, false, '、'));
                    }
                }
                return;
            }
        }
        int length = Names.at(text, start, end);
        if (length > 0 && start + length == end) {
            pieces.add(Piece.ofName(start, end, weight(length), line, first, list));
            return;
        }
        int shorter = length == 3 && Names.at(text, start, start + 2) == 2 ? 2 : 0;
        for (int candidate : new int[] {length, shorter}) {
            char next = text.at(start + candidate);
            if (candidate == 0 || !isJoint(next) && !Names.isAfter(next)) {
                continue;
            }
            int second = isJoint(next) ? Names.at(text, start + candidate + 1, end) : 0;
            if (second > 0) {
                pieces.add(Piece.ofName(start, start + candidate, weight(candidate), line, first, list));
                int from = start + candidate + 1;
                pieces.add(Piece.ofName(from, from + second, weight(second), line, false, '、'));
                return;
            }
            if (list != 0 && Names.isAfter(next)) {
                pieces.add(Piece.ofName(start, start + candidate, weight(candidate), line, first, list));
                return;
            }
        }
        int ending = Names.endingAt(text, end, start);
        if (ending > 0 && Names.isBefore(text.at(end - ending - 1))) {
            pieces.add(Piece.ofName(end - ending, end, weight(ending), line, false, (char) 0));
            return;
        }
        pieces.add(new Piece(start, end, -1, -1, 0, line, first, list, ending, length));
    }

    /** The position of the first word of kinship or address in a piece, -1 if there is none. */
    private static int kinAt(ReaderText text, int start, int end) {
        for (int i = start + 2; i < end; i++) {
            if (KIN.at(text, i) > 0) {
                return i;
            }
        }
        return -1;
    }

    /** The position after a word of kinship and 和, -1 if they do not follow. */
    private static int nextWithKin(ReaderText text, int kin, int end) {
        int joint = kin + KIN.at(text, kin);
        return joint + 1 < end && isJoint(text.at(joint)) ? joint + 1 : -1;
    }

    private static boolean isJoint(char c) {
        return c == '和' || c == '与' || c == '及' || c == '同';
    }

    private static int weight(int length) {
        return length > 2 ? 2 : 1;
    }

    /** Names directly one after the other. */
    private static void runs(ReaderText text, List<Piece> pieces, List<Finding> found) {
        for (int i = 0; i < pieces.size(); ) {
            int end = i + 1;
            while (end < pieces.size() && pieces.get(end).list()) {
                end++;
            }
            // pieces from i to end are joined by separators of lists
            run(text, pieces.subList(i, end), found);
            i = end;
        }
    }

    private static void run(ReaderText text, List<Piece> joined, List<Finding> found) {
        int i = 0;
        while (i < joined.size()) {
            int end = i;
            int weight = 0;
            while (end < joined.size() && joined.get(end).isName()) {
                weight += joined.get(end).weight();
                end++;
            }
            if (end - i >= 2 && weight >= MIN_WEIGHT && isMostly(joined, i, end)) {
                addAll(text, joined.subList(i, end), found);
            }
            i = Math.max(end, i + 1);
        }
        phrases(text, joined, found);
    }

    /**
     * Phrases of one shape with a name at the end of each, such as 一组傅某、二组常某 or 患病的徐某、失火的龚某: at least three, with the
     * same character before each name.
     */
    private static void phrases(ReaderText text, List<Piece> joined, List<Finding> found) {
        for (int i = 0; i < joined.size(); ) {
            char before = beforeTail(text, joined.get(i));
            int end = i;
            while (before != 0 && end < joined.size() && beforeTail(text, joined.get(end)) == before) {
                end++;
            }
            int last = end - i >= 2 && end < joined.size() ? nameAfter(text, joined.get(end), before) : 0;
            if (end - i + (last > 0 ? 1 : 0) >= 3) {
                addAll(
                        text,
                        joined.subList(i, end).stream()
                                .map(piece -> piece.isName()
                                        ? piece
                                        : Piece.ofName(
                                                piece.end() - piece.tail(), piece.end(), 1, piece.line(), false, '、'))
                                .toList(),
                        found);
            }
            i = Math.max(end, i + 1);
        }
    }

    /** The length of a name that follows a character in a piece, 0 if there is none. */
    private static int nameAfter(ReaderText text, Piece piece, char before) {
        for (int i = piece.start(); i < piece.end(); i++) {
            if (text.at(i) == before) {
                return Names.at(text, i + 1, piece.end());
            }
        }
        return 0;
    }

    /** The character before a name at the end of a longer piece, NUL if there is no name or nothing before it. */
    private static char beforeTail(ReaderText text, Piece piece) {
        int start = piece.isName() ? piece.nameStart() : piece.end() - piece.tail();
        boolean longer = piece.isName() || piece.tail() > 0 && piece.tail() < piece.end() - piece.start();
        char before = longer ? text.at(start - 1) : 0;
        return Names.isChinese(before) ? before : 0;
    }

    /** Whether names prevail among the neighbours of a run, which they do not in a list of brands or places. */
    private static boolean isMostly(List<Piece> joined, int start, int end) {
        char separator = joined.get(start + 1).separator();
        int others = 0;
        for (int i = start; i > 0 && i > start - 2 && joined.get(i).separator() == separator; i--) {
            others += i == start && joined.get(i - 1).tail() > 0 ? 0 : 1;
        }
        for (int i = end; i < Math.min(joined.size(), end + 2) && joined.get(i).separator() == separator; i++) {
            others += i == end && joined.get(i).head() > 0 ? 0 : 1;
        }
        int names = end - start;
        return separator == '\n' || separator == '\t' || separator == '|' || names >= MIN_SHARE * (names + others);
    }

    /** Lines that begin with a name. */
    private static void rows(ReaderText text, List<Piece> pieces, List<Finding> found) {
        var block = new ArrayList<Piece>();
        int weight = 0;
        int last = -2;
        int others = 0;
        int line = -1;
        for (Piece piece : pieces) {
            if (piece.line() == line) {
                continue;
            }
            line = piece.line();
            if (piece.isName() && piece.first() && piece.nameStart() >= 0) {
                if (line > last + 2) {
                    close(text, block, weight, others, found);
                    weight = 0;
                    others = 0;
                }
                block.add(piece);
                weight += piece.weight();
                last = line;
            } else {
                others++;
            }
        }
        close(text, block, weight, others, found);
    }

    /** Lines of a label and a name each, such as 墓区1-29 张某: at least three. */
    private static void labelledRows(ReaderText text, List<Piece> pieces, List<Finding> found) {
        var block = new ArrayList<Piece>();
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            boolean last = i + 1 == pieces.size() || pieces.get(i + 1).line() > piece.line();
            if (!last) {
                continue;
            }
            boolean labelled = piece.isName()
                    && !piece.first()
                    && piece.list()
                    && piece.separator() != '\n'
                    && isEndOfLine(text, piece.nameEnd());
            if (labelled && !block.isEmpty() && piece.line() > block.getLast().line() + 1) {
                close(text, block, 3 * (block.size() / 3), 0, found);
            }
            if (labelled) {
                block.add(piece);
            } else {
                close(text, block, 3 * (block.size() / 3), 0, found);
            }
        }
        close(text, block, 3 * (block.size() / 3), 0, found);
    }

    /** Names between numbers, such as 考号10193 邹某 82.4分: at least two in a line. */
    private static void betweenNumbers(ReaderText text, List<Piece> pieces, List<Finding> found) {
        var block = new ArrayList<Piece>();
        for (Piece piece : pieces) {
            if (!piece.isName()
                    || !isBlank(text, piece.nameStart() - 1)
                    || !text.isDigit(piece.nameStart() - 2)
                    || !isBlank(text, piece.nameEnd())
                    || !text.isDigit(piece.nameEnd() + 1)) {
                continue;
            }
            if (!block.isEmpty() && block.getLast().line() != piece.line()) {
                close(text, block, MIN_WEIGHT, 0, found);
            }
            block.add(piece);
        }
        close(text, block, MIN_WEIGHT, 0, found);
    }

    private static boolean isBlank(ReaderText text, int at) {
        return text.at(at) == ' ' || text.at(at) == '\t';
    }

    private static boolean isEndOfLine(ReaderText text, int end) {
        return end >= text.length() || text.at(end) == '\n';
    }

    private static void close(ReaderText text, List<Piece> block, int weight, int others, List<Finding> found) {
        if (block.size() >= 2 && weight >= MIN_WEIGHT) {
            addAll(text, block, found);
        }
        block.clear();
    }

    private static void addAll(ReaderText text, List<Piece> names, List<Finding> found) {
        if (Roles.isPublic(text, names.getFirst().nameStart(), names.getLast().nameEnd())) {
            return;
        }
        for (Piece name : names) {
            found.add(text.finding(PersonalKind.NAME, name.nameStart(), name.nameEnd()));
        }
    }
}
