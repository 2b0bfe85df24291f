package org.sunwindow.privacy;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds the illness and the disability of a named person, and the age, birth date, school or class of a named child. A masked
 * name counts as a name for an illness or disability if the text also names a village or community.
 */
final class Persons {

    private static final Terms ILLNESSES = Terms.of(
            "癌", "肿瘤", "脑瘤", "白血病", "尿毒症", "肾衰", "肾病", "慢性肾", "透析", "每周透析", "糖尿病", "冠心病", "心脏病", "先天性心脏", "脑梗", "脑出血",
            "脑瘫", "脑溢血", "中风", "精神分裂", "精神病", "精神障碍", "抑郁症", "重度抑郁", "双相情感", "癫痫", "帕金森", "红斑狼疮", "类风湿", "强直性", "脊柱炎",
            "股骨头", "肝硬化", "肝炎", "乙肝", "肝移植", "肾移植", "骨髓移植", "心肌梗", "心梗", "艾滋", "尘肺", "肺结核", "结核病", "再生障碍", "地中海贫血",
            "血友病", "阿尔茨海默", "老年痴呆", "痴呆症", "瘫痪", "截瘫", "偏瘫", "肌无力", "渐冻", "骨癌", "胃癌", "肺癌", "肝癌", "乳腺癌", "宫颈癌", "食道癌",
            "直肠癌", "结肠癌", "淋巴瘤", "苯丙酮", "自闭症", "孤独症", "肺气肿", "哮喘", "高血压", "肺心病", "肝腹水", "植物人", "骨折", "烧伤", "尿崩", "血癌",
            "病危", "梅毒", "性病", "甲亢", "胰腺炎", "心衰", "心力衰竭", "肾炎", "脑膜炎", "小儿麻痹", "麻风", "唇腭裂", "脊髓", "静脉曲张", "痛风", "支气管",
            "慢阻肺", "多发性硬化", "戈谢", "庞贝", "罕见病", "恶性", "坏死", "病重", "结肠", "息肉", "囊肿", "肌萎缩", "白内障", "青光眼", "银屑病", "贫血",
            "矽肺", "运动神经元", "卒中", "蛛网膜", "妄想", "法洛", "情感性", "肺部阴影", "脑损伤", "病史", "败血症", "流产", "不孕", "精神疾病", "躁狂", "焦虑症",
            "智障", "肿块", "化疗", "放疗", "手术后", "术后", "心脏搭桥", "支架", "血栓");

    private static final Terms DISABILITY_KINDS = Terms.of("视力", "听力", "言语", "语言", "肢体", "智力", "精神", "多重");
    private static final Terms DISABILITIES = Terms.of(
            "高位截瘫", "双目失明", "双眼失明", "聋哑", "失聪", "截肢", "盲人", "下肢残疾", "上肢残疾", "先天残疾", "智障", "侏儒", "失去左", "失去右", "失去双",
            "听不见", "说不出", "脑瘫", "断肢", "坐轮椅");
    private static final Terms SCHOOLS = Terms.of(
            "小学", "中学", "幼儿园", "完小", "中专", "高中", "初中", "学校", "职高", "技校", "教学点", "一中", "二中", "三中", "四中", "五中", "六中",
            "职教中心", "附小", "附中");
    private static final Terms CLASSES = Terms.of(
            "年级", "高一", "高二", "高三", "初一", "初二", "初三", "大班", "中班", "小班", "学前班", "一班", "二班", "三班", "四班", "五班", "六班");
    private static final Terms BIRTHS = Terms.of("出生", "生于", "出生日期", "出生年月", "生日");
    private static final Terms CHILDREN = Terms.of(
            "孤儿", "儿童", "未成年", "学生", "同学", "受助", "助学", "就读", "孙子", "孙女", "其子", "其女", "儿子", "女儿", "孩子", "女婴", "男婴", "弃婴",
            "婴儿", "被收养人", "被监护人", "留守", "监护人", "班主任", "家访", "幼儿", "少年", "小朋友", "书包", "文具", "六一", "小孩", "孙", "上学", "入读",
            "女孩", "男孩", "送养", "收养", "弃儿", "外孙", "侄子", "侄女", "失学", "辍学", "困境");

    private static final Terms ORPHANS = Terms.of("孤儿", "送养", "被收养", "弃婴", "女孩", "男孩");

    private static final Terms FOUND = Terms.of("捡拾", "拾到", "遗弃", "捡到");

    /** Words before a masked name that tell a place, by which the person can be found. */
    private static final Terms PLACES = Terms.of("村", "社区", "街道", "组", "镇", "乡", "小区", "路");

    private static final Pattern PERSON_HEADING = Pattern.compile("姓名|户主|儿童|对象|老人|学生|申请人");
    private static final Pattern CHILD_HEADING = Pattern.compile("儿童|孤儿|学生|未成年|被收养人|监护人");
    private static final Pattern CHILD_COLUMN = Pattern.compile("出生|年龄|学校|年级|班级|生日");

    private static final String GRADES = "一二三四1234";
    private static final int ADULT = 18;

    private Persons() {}

    static void find(ReaderText text, Table table, List<Finding> found) {
        columns(text, table, found);
        for (int i = 0; i < text.length(); i++) {
            char c = text.at(i);
            int end = i;
            if (Names.isChinese(c)) {
                int length = ILLNESSES.at(text, i);
                if (length > 0 && isOfPerson(text, i, i + length)) {
                    found.add(text.finding(PersonalKind.HEALTH, illnessStart(text, i), illnessEnd(text, i + length)));
                    end = illnessEnd(text, i + length);
                }
                int disability = disabilityEnd(text, i);
                if (disability > i && isOfPerson(text, i, disability)) {
                    found.add(text.finding(PersonalKind.DISABILITY, i, disability));
                    end = Math.max(end, disability);
                }
                if (end == i) {
                    end = child(text, i, found);
                }
            } else if (text.isDigit(i) && !text.isDigit(i - 1)) {
                end = birthDate(text, i, found);
            }
            i = Math.max(i, end - 1);
        }
    }

    /** Columns that tell such things of the persons in their rows. */
    private static void columns(ReaderText text, Table table, List<Finding> found) {
        List<String> headings = table.headings();
        if (headings.stream()
                .noneMatch(heading -> PERSON_HEADING.matcher(heading).find())) {
            return;
        }
        boolean children = headings.stream()
                .anyMatch(heading -> CHILD_HEADING.matcher(heading).find());
        for (Table.Cell cell : table.cells()) {
            String heading = headings.get(cell.column());
            PersonalKind kind = heading.contains("病") && !heading.contains("病区") || heading.contains("诊断")
                    ? PersonalKind.HEALTH
                    : heading.contains("残疾") && !heading.contains("残疾人")
                            ? PersonalKind.DISABILITY
                            : children && CHILD_COLUMN.matcher(heading).find() ? PersonalKind.CHILD : null;
            Scope row = new Scope(text, cell.start(), cell.end());
            if (kind != null
                    && cell.end() > cell.start()
                    && Scope.around(text, row.from(), row.to()).hasName()) {
                found.add(text.finding(kind, cell.start(), cell.end()));
            }
        }
    }

    private static boolean isOfPerson(ReaderText text, int start, int end) {
        Scope scope = Scope.around(text, start, end);
        if (scope.hasName()) {
            return true;
        }
        Scope form = scope.form();
        return form.from() < scope.from() && form.hasName()
                || form.to() > scope.to() && form.hasName()
                || scope.hasMaskedName() && form.has(PLACES);
    }

    /** An illness begins with the words that describe it, such as 急性. */
    private static int illnessStart(ReaderText text, int at) {
        int start = at;
        while (start > 0
                && at - start < 6
                && Names.isChinese(text.at(start - 1))
                && "患得为是了因有的出致、诊断:".indexOf(text.at(start - 1)) < 0) {
            start--;
        }
        return start;
    }

    private static int illnessEnd(ReaderText text, int at) {
        int end = at;
        while (end < at + 6
                && Names.isChinese(text.at(end))
                && "症病炎癌瘤期综合征性后遗脑肾肺肝心衰竭痪术死晚早中重".indexOf(text.at(end)) >= 0) {
            end++;
        }
        return end;
    }

    /** The end of a kind of disability with its grade, or of another disability; the position itself if there is none. */
    private static int disabilityEnd(ReaderText text, int at) {
        int other = DISABILITIES.at(text, at);
        if (other > 0) {
            return at + other;
        }
        int kind = DISABILITY_KINDS.at(text, at);
        if (kind == 0) {
            return at;
        }
        int end = at + kind;
        boolean named = text.startsWith("残疾", end);
        end += named ? 2 : 0;
        int grade = end;
        while (grade < end + 2
                && (text.at(grade) == '('
                        || text.at(grade) == '/'
                        || text.at(grade) == ' '
                        || text.at(grade) == '\t')) {
            grade++;
        }
        if (text.at(grade) != 0 && GRADES.indexOf(text.at(grade)) >= 0 && text.at(grade + 1) == '级') {
            return grade + 2;
        }
        return named && text.at(end) != '人' ? end : at;
    }

    /** Adds a date in a line about a named child that is received or has no parents, and returns its end. */
    private static int birthDate(ReaderText text, int at, List<Finding> found) {
        String year = text.slice(at, at + 4);
        if (!year.startsWith("20")) {
            return at;
        }
        int end = at;
        while (end < at + 11 && isDate(text.at(end)) && text.at(end) != ' ') {
            end++;
        }
        int digits = digits(text, at, end);
        if (digits < 6 || digits > 8 || text.isDigit(end) || !isBorder(text.at(at - 1)) || !isBorder(text.at(end))) {
            return at;
        }
        Scope scope = Scope.around(text, at, end);
        if (scope.has(ORPHANS) && scope.hasName()) {
            found.add(text.finding(PersonalKind.CHILD, at, end));
            return end;
        }
        return at;
    }

    /** Adds the information about a named child at a position, and returns its end. */
    private static int child(ReaderText text, int at, List<Finding> found) {
        int start = at;
        int end = at;
        boolean sure = false;
        if (text.at(at) == '岁' || text.startsWith("周岁", at)) {
            start = ageStart(text, at);
            end = start < at ? at + (text.at(at) == '岁' ? 1 : 2) : at;
            sure = true;
        } else if (text.startsWith("年龄", at)) {
            end = ageEnd(text, at + 2);
        } else if (CLASSES.at(text, at) > 0 && text.at(at + CLASSES.at(text, at)) != '子') {
            end = at + CLASSES.at(text, at);
            sure = true;
        } else if (SCHOOLS.at(text, at) > 0) {
            start = schoolStart(text, at);
            // 学校 without a name tells neither a school nor a level
            boolean named = start < at || !text.startsWith("学校", at);
            end = !named || text.at(at + SCHOOLS.at(text, at)) == '生' ? at : at + SCHOOLS.at(text, at);
        } else if (BIRTHS.at(text, at) > 0) {
            end = at + BIRTHS.at(text, at);
            start = Math.max(0, at - dateBefore(text, at));
            end += dateAfter(text, end);
            end = end - start > BIRTHS.at(text, at) ? end : at;
        }
        if (text.at(at) == '生' && dateBefore(text, at) > 0 && text.at(at + 1) != '产') {
            end = at + 1;
            start = at - dateBefore(text, at);
        } else if (FOUND.at(text, at) > 0 && dateIn(text, at - 40, at) >= 0) {
            start = dateIn(text, at - 40, at);
            end = at;
            sure = true;
        }
        if (end <= start) {
            return at;
        }
        Scope scope = Scope.around(text, start, end);
        Scope form = scope.form();
        boolean named = scope.hasName() || form.hasName() && (form.from() < scope.from() || form.to() > scope.to());
        if (named && (sure || form.has(CHILDREN) || text.at(start - 1) == '=')) {
            found.add(text.finding(PersonalKind.CHILD, start, end));
            return end;
        }
        return at;
    }

    private static boolean isBorder(char c) {
        return c == '\t' || c == ' ' || c == '|' || c == ',' || c == '=' || c == ';' || c == 0 || c == '\n' || c == '生';
    }

    /** The position of a date in a part of a text, -1 if there is none. */
    private static int dateIn(ReaderText text, int from, int to) {
        for (int i = Math.max(0, from); i < to; i++) {
            int end = i;
            while (end < to && isDate(text.at(end))) {
                end++;
            }
            if (digits(text, i, end) >= 5) {
                return i;
            }
            i = end;
        }
        return -1;
    }

    /** The start of an age below 18 before a position, the position itself if there is none. */
    private static int ageStart(ReaderText text, int at) {
        int end = at;
        while (end > at - 2 && text.at(end - 1) == ' ') {
            end--;
        }
        int start = end;
        while (start > end - 3
                && (text.isDigit(start - 1)
                        || "一二三四五六七八九十".indexOf(text.at(start - 1)) >= 0 && text.at(start - 1) != 0)) {
            start--;
        }
        int after = text.at(at) == '岁' ? at + 1 : at + 2;
        String rest = text.slice(after, after + 2);
        if (rest.startsWith("以")
                || rest.startsWith("至")
                || rest.startsWith("-")
                || rest.startsWith("及")
                || rest.startsWith("到")
                || rest.startsWith("前一") && text.at(after + 2) != '直') {
            return at;
        }
        if (start == end || text.at(start - 1) == '-' || text.at(start - 1) == '满' && text.at(start - 2) == '未') {
            return at;
        }
        int age = age(text.slice(start, end));
        return age >= 0 && age < ADULT ? start : at;
    }

    private static int ageEnd(ReaderText text, int at) {
        int start = at;
        while (start < at + 2 && " :=\t".indexOf(text.at(start)) >= 0 && text.at(start) != 0) {
            start++;
        }
        int end = start;
        while (text.isDigit(end) && end < start + 3) {
            end++;
        }
        int age = end > start ? age(text.slice(start, end)) : -1;
        return age >= 0 && age < ADULT ? end : at - 2;
    }

    private static int age(String digits) {
        if (Character.isDigit(digits.charAt(0))) {
            return digits.chars().allMatch(Character::isDigit) ? Integer.parseInt(digits) : -1;
        }
        int ten = digits.indexOf('十');
        if (ten < 0) {
            return digits.length() == 1 ? Numerals.value(digits.charAt(0)) : -1;
        }
        int tens = ten == 0 ? 1 : Numerals.value(digits.charAt(0));
        return tens * 10 + (ten + 1 < digits.length() ? Numerals.value(digits.charAt(ten + 1)) : 0);
    }

    private static int schoolStart(ReaderText text, int at) {
        int start = at;
        while (start > 0
                && at - start < 8
                && Names.isChinese(text.at(start - 1))
                && "于在读到为是".indexOf(text.at(start - 1)) < 0) {
            start--;
        }
        return start;
    }

    private static int dateBefore(ReaderText text, int at) {
        int start = at;
        while (start > 0 && at - start < 18 && isDate(text.at(start - 1))) {
            start--;
        }
        return digits(text, start, at) >= 5 ? at - start : 0;
    }

    private static int dateAfter(ReaderText text, int at) {
        int end = at;
        while (end < at + 16 && (isDate(text.at(end)) || " :=\t于为日期".indexOf(text.at(end)) >= 0 && text.at(end) != 0)) {
            end++;
        }
        return digits(text, at, end) >= 5 ? end - at : 0;
    }

    private static int digits(ReaderText text, int from, int to) {
        int digits = 0;
        for (int i = from; i < to; i++) {
            digits += text.isDigit(i) || isNumeral(text.at(i)) ? 1 : 0;
        }
        return digits;
    }

    private static boolean isNumeral(char c) {
        return c > '9' && "〇零一二三四五六七八九十".indexOf(c) >= 0;
    }

    private static boolean isDate(char c) {
        return c >= '0' && c <= '9'
                || c == '年'
                || c == '月'
                || c == '日'
                || c == '-'
                || c == '/'
                || c == '.'
                || c == ' '
                || isNumeral(c);
    }
}
