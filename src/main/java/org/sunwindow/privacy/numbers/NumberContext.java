package org.sunwindow.privacy.numbers;

import org.sunwindow.privacy.names.NameContext;
import org.sunwindow.privacy.text.ReaderText;
import org.sunwindow.privacy.text.Terms;

/** Decides by the context of a number what it is. Reads a bounded part of the text. */
final class NumberContext {

    /** Characters before a number that are searched for a label. */
    private static final int LABEL = 14;

    private static final Terms RECORDS = Terms.of(
            "编号", "文号", "索引号", "受理号", "申请号", "申报号", "流水", "流水号", "单号", "序列号", "工单", "编码", "代码", "批次", "批次号", "信用代码",
            "登记证号", "备案号", "票据号", "条码", "期号", "证书号", "合同号", "预约号", "网站标识码", "公网安备", "第", "号码段", "工号", "项目号", "对应申请",
            "档案号", "凭证号", "indexNo", "No", "NO", "no", "登记号", "许可证号", "标识码", "图审号", "字号", "订单", "发票", "办件", "目录号", "回执",
            "表号", "件号", "起止号", "号段", "许可证", "合计", "总计", "共计", "UUID");

    /** Words that precede numbers of records, but also phones. */
    private static final Terms VAGUE = Terms.of("登记", "报告", "目录", "备", "区划", "快照");

    private static final Terms IDENTITIES = Terms.of("身份", "证件", "证号", "公民", "SFZ", "sfz", "居民证");
    private static final Terms PHONES = Terms.of(
            "电话", "手机", "联系", "致电", "拨打", "改打", "短信", "微信", "移动", "Tel", "TEL", "tel", "Phone", "phone", "Mobile",
            "mobile", "拨", "来电", "打他", "打她", "号码", "热线", "☎", "咨询", "传真", "呼叫", "联络");

    private static final Terms CALLS = Terms.of("来电", "打来", "打电话", "致电", "机主", "来短信", "发短信");

    private static final Terms UNITS = Terms.of(
            "元", "万", "亿", "美元", "人民币", "吨", "公里", "平方", "立方", "千瓦", "千克", "米", "%", "人次", "亩", "块钱", "公顷", "度", "册",
            "枚", "张", "件", "只", "户", "次", "起", "笔", "宗", "kWh", "kwh", "kW");

    private static final Terms FIGURES =
            Terms.of("元", "分)", "金额", "合计", "总额", "人数", "户数", "人口", "编码", "代码", "编号", "序号", "数量", "期号");

    /** Labels of numbers that do not fit into one cell. */
    private static final Terms SPLIT = Terms.of("号码", "卡号", "账号", "手机", "电话", "证号");

    private NumberContext() {}

    /** The text before a position in the same line, at most {@code length} characters. */
    static String before(ReaderText text, int position, int length) {
        return text.slice(text.lineStart(position, length), position);
    }

    /** Whether a label marks a number as that of a record, not of a person. */
    static boolean isRecordNumber(ReaderText text, int start) {
        // 登记为 is a verb, and what follows may be anything
        return isNumberOfRecord(text, start) || text.at(start - 1) != '为' && isLabelled(text, start, VAGUE);
    }

    /** The same, without vague labels such as 报告. */
    static boolean isNumberOfRecord(ReaderText text, int start) {
        return isLabelled(text, start, RECORDS);
    }

    private static boolean isLabelled(ReaderText text, int start, Terms labels) {
        int from = text.lineStart(start, LABEL);
        int end = start;
        while (end > from && " :：#为是(\"'=.-".indexOf(text.at(end - 1)) >= 0) {
            end--;
        }
        // a number may begin with letters, as in 预约号 Y371083
        int letters = end;
        while (end > from && letters - end < 4 && isUpper(text.at(end - 1))) {
            end--;
        }
        while (end > from && text.at(end - 1) == ' ') {
            end--;
        }
        return labels.before(text, end, from) > 0 && !IDENTITIES.within(text, from, end);
    }

    private static boolean isUpper(char c) {
        return c >= 'A' && c <= 'Z';
    }

    /** Whether a column has figures or numbers of records, according to its heading. */
    static boolean isFigure(String heading) {
        return FIGURES.in(heading) && !IDENTITIES.in(heading) && !isPhone(heading);
    }

    /** Whether a heading or label has a word for a phone. */
    static boolean isPhone(String label) {
        return PHONES.in(label);
    }

    /** Whether a word such as 电话 is in the heading or before a number in its line, or a person shortly before it. */
    static boolean isPhone(ReaderText text, int start, String heading) {
        int from = text.lineStart(start, 30);
        return isPhone(heading)
                || PHONES.within(text, from, start)
                || NameContext.hasMasked(text, Math.max(from, start - 10), start)
                || NameContext.in(text, Math.max(from, start - 8), start) != null;
    }

    /** Whether a word right after a number says that somebody calls from it. */
    static boolean isCaller(ReaderText text, int end) {
        int after = end;
        while (after < end + 2 && text.at(after) == ' ') {
            after++;
        }
        return CALLS.at(text, after) > 0;
    }

    /** Whether a heading or label has a word for an identity number. */
    static boolean isIdentity(String heading) {
        return IDENTITIES.in(heading);
    }

    /** Whether a word such as 身份证 is before a number in its line. */
    static boolean isIdentity(ReaderText text, int start) {
        return IDENTITIES.within(text, text.lineStart(start, 30), start);
    }

    /** Whether a number is an amount, or a part of a decimal number. */
    static boolean isAmount(ReaderText text, int start, int end) {
        int after = end;
        while (after < end + 2 && (text.at(after) == ' ' || text.at(after) == '(')) {
            after++;
        }
        if (UNITS.at(text, after) > 0) {
            return true;
        }
        if (text.at(end) == '.' && text.isDigit(end + 1)) {
            return true;
        }
        char before = text.at(start - 1);
        if (before == '¥' || before == '$' || before == '￥' || before == '€') {
            return true;
        }
        // a list has more than one item: the only number of a text is a decimal
        boolean only = start < 4 && end == text.length();
        return before == '.' && text.isDigit(start - 2) && (only || !isListMarker(text, start - 2));
    }

    /** Whether the digits that end at a position are the marker of a list item, as in {@code 1.} but not {@code 0.}. */
    private static boolean isListMarker(ReaderText text, int last) {
        int first = last;
        while (last - first < 3 && text.isDigit(first - 1)) {
            first--;
        }
        char before = text.at(first - 1);
        return text.at(first) != '0' && (before == '\n' || before == 0);
    }

    /** Whether a number is an IPv4 address: four groups of at most three digits, separated by full stops. */
    static boolean isIpAddress(DigitRun number) {
        return number.separators().equals("...") && number.sizes().matches("[1-3](?:-[1-3]){3}");
    }

    /** Whether a form or table has split a number into two cells: two groups under a label of such a number. */
    static boolean isInTwoCells(ReaderText text, DigitRun number) {
        return number.separators().length() == 1
                && number.tab()
                && number.sizes().matches("[3-9]-[3-9]|[3-9]-1\\d|1\\d-[3-9]")
                && SPLIT.within(text, number.start() - 40, number.start());
    }
}
