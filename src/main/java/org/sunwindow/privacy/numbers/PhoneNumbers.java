package org.sunwindow.privacy.numbers;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.sunwindow.privacy.Finding;
import org.sunwindow.privacy.PersonalKind;
import org.sunwindow.privacy.context.Scope;
import org.sunwindow.privacy.names.NameContext;
import org.sunwindow.privacy.names.Names;
import org.sunwindow.privacy.text.ReaderText;
import org.sunwindow.privacy.text.Separators;
import org.sunwindow.privacy.text.Terms;

/** Recognizes mobile numbers, and landlines of homes or private persons by the words around them. */
final class PhoneNumbers {

    private static final int MOBILE = 11;

    /** Group sizes of mobile numbers that figures of a table seldom have. */
    private static final Set<String> OWN_GROUPS = Set.of("3-8", "7-4", "1-1-1-1-1-1-1-1-1-1-1");

    /** Group sizes of mobile numbers that are a whole text. */
    private static final Set<String> WHOLE_GROUPS = Set.of("5-6", "6-5", "2-3-3-3");

    /** Group sizes of mobile numbers. */
    private static final Set<String> GROUPS = Set.of("3-4-4", "4-4-3", "3-8", "7-4", "1-1-1-1-1-1-1-1-1-1-1");

    private static final Set<String> LABELS = Set.of(
            "tel", "phone", "mobile", "mob", "cell", "call", "id", "wx", "vx", "wechat", "weixin", "qq", "t", "p", "m",
            "fax", "sms", "ph");

    private static final List<String> HOMES = List.of(
            "住宅", "宅电", "家电", "家庭电话", "家庭固话", "家庭座机", "家里", "家中", "家用电话", "我家", "他家", "她家", "绑定座机", "座机(家", "座机号(家",
            "家庭联系电话", "(宅)", "宅内", "HOME", "住户", "家打", "家庭号码", "户主电话", "家庭固定电话", "家固话", "家座机", "家固定电话", "(H)", "宅:",
            "在家");

    private static final List<String> HOMES_AFTER = List.of(
            "家中电话", "家)", "家的固话", "家的电话", "机主", "装机地址", "私人住宅", "的家", "(宅", "(家", "家用,", "家用。", "家用;", "家用)", "家用的");

    private static final Terms OFFICES = Terms.of("救助热线", "办公", "咨询", "监督", "投诉", "受理", "值班", "服务电话", "来电");

    /** A word for a home and one for its phone, with a few characters between them. */
    private static final Pattern PHONES_OF_HOME = Pattern.compile(
            "(?:家|户内|此户|该户|本户|户里|住处|屋里).{0,6}(?:电话|座机|固话|号码|话机|打|拨).{0,4}$|(?:家|宅|H)(?: ?电 ?话?)?[):]?[ :(]*$");

    private static final List<String> PERSON_PHONES = List.of("电话", "通讯录", "联系", "座机", "固话", "号码", "打", "拨");
    private static final Terms HOME_WORDS = Terms.of(HOMES);
    private static final Terms HOME_WORDS_AFTER = Terms.of(HOMES_AFTER);
    private static final Terms FIGURES = Terms.of("单位:元", "单位:分", "单位:万", "单位:角");
    private static final Terms UNITS = Terms.of("(元)", "(万元)", "(亿元)", "(分)", "(元/");
    private static final Terms SUMS = Terms.of("预算", "决算", "合计", "总额", "收入", "支出");
    private static final Terms PHONES = Terms.of(PERSON_PHONES.toArray(String[]::new));

    private static final Terms INSTITUTIONS = Terms.of(
            "民政", "局", "公司", "中心", "医院", "学校", "政府", "街道办", "办事处", "福利院", "敬老院", "养老院", "殡仪馆", "救助站", "派出所", "法院", "采购",
            "代理", "招标", "监督", "举报", "热线", "咨询", "办公", "值班", "受理", "科", "股", "单位", "协会", "机构", "负责人", "经办", "登记处");

    /** Labels of officials, who are reached by the phone of their office. */
    private static final Terms CONTACTS = Terms.of("联系人", "经办人", "承办人", "责任人");

    /** Relatives of a person, whose phones are not those of an office. */
    private static final Terms KIN = Terms.of(
            "老伴", "爱人", "妻子", "丈夫", "儿子", "女儿", "母亲", "父亲", "儿媳", "女婿", "孙子", "孙女", "邻居", "房东", "亲戚", "侄子", "外甥");

    private static final Terms DUTIES = Terms.of("职务", "科室", "部门", "办公", "岗位", "值班", "股室", "单位");

    /** Characters between a person and the phone. */
    private static final int NEAR = 10;

    private static final Terms MENTIONS = Terms.of(Stream.of(HOMES, HOMES_AFTER, PERSON_PHONES, List.of("家的", "家", "宅"))
            .flatMap(List::stream)
            .toArray(String[]::new));

    private PhoneNumbers() {}

    /** Finds the mobile number that starts at a position, {@code null} if there is none. */
    static Finding mobile(ReaderText text, int start, String heading) {
        int country = country(text, start);
        if (country > start) {
            DigitRun number = DigitRun.read(text, country, MOBILE, false);
            return number != null && isMobile(number.digits()) && !NumberContext.isNumberOfRecord(text, start)
                    ? Finding.of(text, PersonalKind.MOBILE, start, number.end(), number.digits())
                    : null;
        }
        if (text.at(start) == '0') {
            DigitRun number = DigitRun.read(text, start, MOBILE + 1, false);
            return number != null
                            && number.groups() == 1
                            && isMobile(number.digits().substring(1))
                            && !NumberContext.isNumberOfRecord(text, start)
                            && NumberContext.isPhone(text, start, heading)
                    ? Finding.of(text, PersonalKind.MOBILE, start, number.end(), number.digits())
                    : null;
        }
        if (text.at(start) != '1') {
            return null;
        }
        DigitRun number = DigitRun.read(text, start, MOBILE, false);
        if (number == null
                || !isMobile(number.digits())
                || !isPlausiblyTyped(text, number, heading)
                || NumberContext.isAmount(text, start, number.end())
                || NumberInAddress.is(text, start, number.end())
                || NumberContext.isIpAddress(number)
                || isPartOfCode(text, number, heading)
                || NumberContext.isNumberOfRecord(text, start)) {
            return null;
        }
        return Finding.of(text, PersonalKind.MOBILE, start, number.end(), number.digits());
    }

    private static boolean isMobile(String digits) {
        return digits.charAt(0) == '1' && digits.charAt(1) >= '3';
    }

    /** The position after the country code of China and its separators, the position itself if there is none. */
    private static int country(ReaderText text, int start) {
        int at = start;
        if (text.startsWith("0086", at)) {
            at += 4;
        } else if (text.startsWith("86", at)) {
            at += 2;
        } else {
            return start;
        }
        int gap = at;
        while (gap < at + 3 && Separators.is(text.at(gap))) {
            gap++;
        }
        return text.at(gap) == '1' ? gap : start;
    }

    /** Excludes digits with the separators of table figures, amounts or ranges. */
    private static boolean isPlausiblyTyped(ReaderText text, DigitRun number, String heading) {
        if (number.separators().isEmpty()) {
            return !NumberContext.isFigure(heading)
                    && (NumberContext.isPhone(text, number.start(), heading)
                            || !heading.isEmpty()
                            || !isAmongFigures(text, number.start()));
        }
        boolean labelled =
                NumberContext.isPhone(text, number.start(), heading) || NumberContext.isCaller(text, number.end());
        boolean grouped = GROUPS.contains(number.sizes());
        if (labelled) {
            return number.odd() ? grouped : !(number.comma() && number.sizes().startsWith("2-3-3"));
        }
        boolean whole = text.at(number.start() - 1) == 0 && text.at(number.end()) == 0 && number.blank();
        if (whole && WHOLE_GROUPS.contains(number.sizes())) {
            return true;
        }
        if (grouped && !number.dot() && isAlone(text, number)) {
            return !whole || !number.sizes().equals("3-4-4") || hasLeadingZero(number);
        }
        if (number.tab()) {
            return grouped && heading.isEmpty() && hasLeadingZero(number) || NumberContext.isInTwoCells(text, number);
        }
        if (isLineOfPerson(text, number)) {
            return true;
        }
        if (number.slash() || number.odd() || number.comma()) {
            return grouped
                    && !number.isSize()
                    && !continues(text, number)
                    && (!number.hasFigures() || hasLeadingZero(number));
        }
        if (number.dot() || number.decimal()) {
            return false;
        }
        if (!number.blank()) {
            return OWN_GROUPS.contains(number.sizes()) || number.groups() > 2 && number.groups() <= 6;
        }
        return number.sizes().startsWith("1-1-1") || isInSentence(text, number);
    }

    /** Whether the unit of a table is near a number, or the unit of its figures is in a line above. */
    private static boolean isAmongFigures(ReaderText text, int start) {
        int line = text.lineStart(start, 80);
        return FIGURES.within(text, start - 80, start + 80)
                || UNITS.within(text, start - 80, line)
                || isCellBorder(text.at(start - 1)) && SUMS.within(text, start - 80, line);
    }

    /** Whether a number that begins like a mobile number is a whole line of a form about a person. */
    private static boolean isLineOfPerson(ReaderText text, DigitRun number) {
        if (!number.sizes().startsWith("3-") || text.at(number.start() - 1) != '\n') {
            return false;
        }
        char after = text.at(number.end());
        if (after != '\n' && after != 0) {
            return false;
        }
        Scope form = Scope.around(text, number.start(), number.end()).form();
        return form.hasMaskedName() || form.hasName();
    }

    /** Whether a number is the whole text or a whole cell. */
    private static boolean isAlone(ReaderText text, DigitRun number) {
        int from = number.start();
        while (text.at(from - 1) == ' ') {
            from--;
        }
        int to = number.end();
        while (text.at(to) == ' ') {
            to++;
        }
        char before = text.at(from - 1);
        char after = text.at(to);
        // figures in a row have no leading zero
        boolean row = before == '\n' && after == '\n' && !hasLeadingZero(number);
        boolean cell = isCellBorder(before) && isCellBorder(after) && !row;
        return before == 0 && after == 0 || cell && number.separators().chars().allMatch(c -> c == ' ');
    }

    private static boolean isCellBorder(char c) {
        return c == '\t' || c == '|' || c == '\n';
    }

    /** Whether another group of digits follows, as in a series of figures. */
    private static boolean continues(ReaderText text, DigitRun number) {
        return Separators.is(text.at(number.end())) && text.isDigit(number.end() + 1);
    }

    /** Whether a group begins with 0, which figures do not, or all groups are single digits. */
    private static boolean hasLeadingZero(DigitRun number) {
        String digits = number.digits();
        return number.sizes().startsWith("1-1-1")
                || number.sizes().equals("3-4-4") && (digits.charAt(3) == '0' || digits.charAt(7) == '0');
    }

    /** Whether a word or its punctuation directly precedes the number. Figures of a row have a blank before them. */
    private static boolean isInSentence(ReaderText text, DigitRun number) {
        return Names.isChinese(text.at(number.start() - 1))
                || "(,:\"”’」』》】][{「『《〈【〔".indexOf(text.at(number.start() - 1)) >= 0 && number.start() > 0;
    }

    /** Whether the number is part of a serial or index number: letters that are not a label, or digits, adjoin it. */
    private static boolean isPartOfCode(ReaderText text, DigitRun number, String heading) {
        int from = number.start();
        while (from > 0 && number.start() - from < 10 && isLetter(text.at(from - 1))) {
            from--;
        }
        String letters = text.slice(from, number.start()).toLowerCase(java.util.Locale.ROOT);
        if (!letters.isEmpty() && !LABELS.contains(letters)) {
            return true;
        }
        char after = text.at(number.end());
        if (isLetter(after)) {
            return true;
        }
        // an index number such as 000014349/2015-13800138000
        char before = text.at(from - 1);
        if (before == '-' && isLetter(text.at(from - 2)) && from == number.start()) {
            return !NumberContext.isPhone(text, number.start(), heading);
        }
        return (before == '-' || before == '/')
                && text.isDigit(from - 2)
                && number.groups() == 1
                && !NumberContext.isPhone(text, number.start(), heading);
    }

    private static boolean isLetter(char c) {
        return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
    }

    /** Finds the landline of a home or private person that starts at a position, {@code null} if there is none. */
    static Finding landline(ReaderText text, int start, String heading) {
        if (!isHome(text, start, heading)) {
            return null;
        }
        int at = start;
        if (text.startsWith("86", at) || text.startsWith("0086", at)) {
            at += text.at(at) == '8' ? 2 : 4;
            while (at < start + 7 && Separators.is(text.at(at))) {
                at++;
            }
        }
        for (int count = 12; count >= 7; count--) {
            DigitRun number = DigitRun.read(text, at, count, false);
            if (number == null || number.groups() > 4 || number.tab() && !number.isWrapped(text) || number.odd()) {
                continue;
            }
            char first = number.digits().charAt(0);
            boolean area = count >= 10 && (first == '0' || at > start && first != '1');
            boolean local = count <= 8 && first >= '2' && number.groups() <= 2;
            if (area || local) {
                return NumberContext.isAmount(text, start, number.end())
                        ? null
                        : Finding.of(text, PersonalKind.LANDLINE, start, number.end(), number.digits());
            }
        }
        return null;
    }

    private static boolean isHome(ReaderText text, int start, String heading) {
        if (HOME_WORDS.in(heading) || heading.equals("固话")) {
            return true;
        }
        int from = text.lineStart(start, 24);
        boolean endsWithHome = text.at(start - 1) == '家' || text.at(start - 1) == '的' && text.at(start - 2) == '家';
        int home = endsWithHome ? start - 2 : HOME_WORDS.lastWithin(text, from, start);
        int office = OFFICES.lastWithin(text, from, start);
        if (home >= 0) {
            return office <= home;
        }
        if (office >= 0) {
            return false;
        }
        String label = text.slice(from, start);
        return HOME_WORDS_AFTER.within(text, start, start + 40)
                || isBesideHome(label) && !INSTITUTIONS.within(text, from, start)
                || isBesidePerson(text, start, label, heading);
    }

    /** Whether a word for a home is before a number, as in 他儿子家装了电话，号码. */
    private static boolean isBesideHome(String label) {
        return PHONES_OF_HOME.matcher(label).find();
    }

    /** Whether a number is a phone by its context and belongs to a private person next to it. */
    private static boolean isBesidePerson(ReaderText text, int start, String label, String heading) {
        Scope scope = Scope.around(text, start, start);
        boolean phone = heading.contains("电话")
                || scope.has(PHONES)
                || heading.isEmpty() && scope.form().has(PHONES);
        if (!phone
                || scope.has(CONTACTS)
                || scope.has(INSTITUTIONS)
                || scope.form().has(DUTIES)) {
            return false;
        }
        int from = start - Math.min(label.length(), NEAR);
        return KIN.within(text, start - label.length(), start)
                || NameContext.hasMasked(text, from, start)
                || new Scope(text, from, start).hasName()
                || label.matches(".*(?:打|拨|拨打)")
                        && (NameContext.hasMasked(text, start, start + NEAR + 8)
                                || new Scope(text, start, start + NEAR + 8).hasName());
    }

    /** Whether a text has any word for the phone of a home or private person. */
    static boolean mentionsHome(ReaderText text) {
        return MENTIONS.in(text, 0, text.length());
    }
}
