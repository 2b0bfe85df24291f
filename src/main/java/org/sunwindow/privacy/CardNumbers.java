package org.sunwindow.privacy;

import java.util.List;

/**
 * Recognises numbers of bank cards by their length, first digits and check digit (ISO/IEC 7812: 62 for UnionPay, 4 and 5 for
 * Visa and MasterCard; Luhn), and account numbers of persons by their label.
 */
final class CardNumbers {

    private static final int MIN = 12;
    private static final int MIN_CARD = 16;
    private static final int MAX_CARD = 19;
    private static final int MAX = 23;
    private static final List<String> ACCOUNTS = List.of(
            "卡号", "账号", "帐号", "账户", "帐户", "存折", "折子", "一卡通", "银行卡", "社保卡", "本人卡", "一张卡", "持卡人", "折号", "卡(", "卡 ", "(农行",
            "(工行", "(建行", "农商行", "信用社", "打卡", "尾号所在卡", "个人账户", "开户");

    private static final List<String> INSTITUTIONS = List.of(
            "捐赠", "捐款", "善款", "募捐", "内部户", "本会", "专户", "对公", "基本户", "专用", "保证金", "财政", "慈善", "公益", "基金", "党费", "会费",
            "单位", "收款人 ", "公司", "中心", "福利院", "民政局", "非税", "收款账户", "A/C", "存管", "行号", "总会", "协会", "户名:云", "红十字", "汇至",
            "请汇", "支付宝");

    /** Words for the owner of a card directly before it. */
    private static final List<String> OWNERS = List.of(
            "甲方", "乙方", "家属", "原卡", "一折通", "其母", "其父", "其子", "其女", "其妻", "母亲", "父亲", "儿子", "女儿", "妻子", "丈夫", "户主", "村民",
            "监护人", "申请人", "老人", "私人", "我的", "他的", "她的");

    private CardNumbers() {}

    /** Finds the card or account that starts at a position, {@code null} if there is none. */
    static Finding at(ReaderText text, int start, String heading) {
        boolean institution = isInstitution(text, start);
        boolean labelled = isAccount(heading)
                || isAccount(text.slice(start + 10, start + 34))
                || ACCOUNTS.stream().anyMatch(NumberContext.before(text, start, 16)::contains);
        for (int count = MAX; count >= MIN; count--) {
            DigitRun number = DigitRun.read(text, start, count, false);
            if (number == null
                    || number.tab() && number.groups() > 1
                    || isLetter(text.at(number.end()))
                    || isLetter(text.at(start - 1))) {
                continue;
            }
            boolean card =
                    count >= MIN_CARD && count <= MAX_CARD && isIssued(number.digits()) && isLuhn(number.digits());
            boolean account = labelled && !number.digits().startsWith("000") && isAccountTyping(number);
            if (card && !institution && !NumberContext.isRecordNumber(text, start) && !isDecimal(text, number)
                    || account && !institution) {
                return NumberContext.isInUrl(text, start, number.end())
                        ? null
                        : text.finding(PersonalKind.CARD, start, number.end(), number.digits());
            }
        }
        return null;
    }

    private static boolean isLetter(char c) {
        return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
    }

    private static boolean isDecimal(ReaderText text, DigitRun number) {
        return text.at(number.start() - 1) == '.' && text.isDigit(number.start() - 2) || number.comma();
    }

    private static boolean isAccountTyping(DigitRun number) {
        return !number.comma() && !number.dot() && !number.digits().matches("20[0-4]\\d{5}.*") || number.groups() == 1;
    }

    private static boolean isInstitution(ReaderText text, int start) {
        int from = Math.max(0, start - 60);
        String before = text.slice(from, start);
        String around = before + text.slice(start, start + 60);
        if (before.contains("卡号")
                || OWNERS.stream().anyMatch(text.slice(start - 24, start)::contains)
                || around.contains("个人")
                || around.contains("本人")
                || around.contains("持卡人")
                || around.contains("一卡通")
                || around.contains("存折")
                || NameContext.hasMasked(text, from, start + 60)) {
            return false;
        }
        return INSTITUTIONS.stream().anyMatch(around::contains);
    }

    private static boolean isIssued(String digits) {
        char first = digits.charAt(0);
        char second = digits.charAt(1);
        return first == '6' && (second == '2' || second == '0')
                || first == '4'
                || first == '5' && second >= '1' && second <= '5';
    }

    static boolean isLuhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int weighted = i % 2 == 0 ? digit : digit * 2;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }
        return sum % 10 == 0;
    }

    private static boolean isAccount(String heading) {
        return heading.contains("卡号")
                || heading.contains("账号")
                || heading.contains("存折")
                || heading.contains("一卡通")
                || heading.contains("帐号")
                || heading.contains("银行卡")
                || heading.contains("账户余额");
    }
}
