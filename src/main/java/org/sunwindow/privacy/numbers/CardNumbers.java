package org.sunwindow.privacy.numbers;

import java.util.Set;
import org.sunwindow.privacy.Finding;
import org.sunwindow.privacy.PersonalKind;
import org.sunwindow.privacy.context.Scope;
import org.sunwindow.privacy.names.NameContext;
import org.sunwindow.privacy.text.CardNumberFormat;
import org.sunwindow.privacy.text.ReaderText;
import org.sunwindow.privacy.text.Terms;

/**
 * Recognizes bank card numbers by length, issuer prefix (60 and 62, 4, 51 to 55) and Luhn check digit (ISO/IEC 7812),
 * and personal account numbers by their label.
 */
final class CardNumbers {

    private static final int MIN = 12;
    private static final int MAX = 23;

    /** Group sizes of cards, as they are printed. */
    private static final Set<String> OWN_GROUPS = Set.of("4-4-4-4", "4-4-4-4-3");

    private static final Terms ACCOUNTS = Terms.of(
            "卡号", "账号", "帐号", "账户", "帐户", "存折", "折子", "一卡通", "银行卡", "社保卡", "本人卡", "一张卡", "持卡人", "折号", "卡(", "卡 ", "(农行",
            "(工行", "(建行", "农商行", "信用社", "打卡", "尾号所在卡", "个人账户", "开户");

    private static final Terms INSTITUTIONS = Terms.of(
            "捐赠", "捐款", "善款", "募捐", "内部户", "本会", "专户", "对公", "基本户", "专用", "保证金", "财政", "慈善", "公益", "基金", "党费", "会费",
            "单位", "收款人 ", "公司", "中心", "福利院", "民政局", "非税", "收款账户", "A/C", "存管", "行号", "总会", "协会", "户名:云", "红十字", "汇至",
            "请汇", "支付宝", "大学", "学校", "医院", "学院", "小学", "中学", "幼儿园", "党校", "财政所", "公墓", "殡仪馆", "管理处", "管理局", "委员会",
            "村委会", "居委会", "公户", "工会", "商会", "监管账户", "零余额", "公共账", "预收费");

    /** Words in the names of institutions and of their accounts. */
    private static final Terms HOLDERS = Terms.of(
            "慈善", "协会", "总会", "基金", "公司", "中心", "专户", "对公", "公户", "基本户", "内部户", "财政局", "民政局", "福利院", "红十字", "非税", "学校",
            "大学", "医院", "管理处", "委员会", "村委会", "居委会", "工会", "商会", "户名:云", "本会", "单位", "捐款方式", "募捐", "善款", "捐赠", "公墓",
            "殡仪馆");

    private static final Terms PAID_BEFORE = Terms.of(
            "卡", "账户", "帐户", "账号", "帐号", "往", "汇至", "汇到", "汇给", "转到", "转至", "转给", "转入", "打到", "打给", "打入", "全号", "存入",
            "付给", "付至");

    /** What is paid to the cards of persons, in a row with a card. */
    private static final Terms PAID = Terms.of("代发", "打卡", "发放", "入账", "转存");

    private static final Terms PAID_AFTER = Terms.of("转", "账户", "帐户", "账号", "的卡", "这张", "卡", "收款", "汇");

    /** Words for the owner of a card, shortly before its number. */
    private static final Terms OWNERS = Terms.of(
            "甲方", "乙方", "家属", "原卡", "一折通", "其母", "其父", "其子", "其女", "其妻", "母亲", "父亲", "儿子", "女儿", "妻子", "丈夫", "户主", "村民",
            "监护人", "申请人", "老人", "私人", "我的", "他的", "她的");

    private static final Terms BRANCH = Terms.of("支行", "分行");
    private static final Terms PRIVATE = Terms.of("个人", "本人", "持卡人", "一卡通", "存折");
    private static final Terms CARD = Terms.of("卡号");
    private static final Terms HEADINGS = Terms.of("卡号", "账号", "存折", "一卡通", "帐号", "银行卡", "账户余额");

    private CardNumbers() {}

    /** Finds the card or account that starts at a position, {@code null} if there is none. */
    static Finding at(ReaderText text, int start, String heading) {
        if (isLetter(text.at(start - 1))) {
            return null;
        }
        boolean labelled = DigitRun.isAtLeast(text, start, MIN) && isLabelled(text, start, heading);
        for (int count = MAX; count >= MIN; count--) {
            DigitRun number = DigitRun.read(text, start, count, false);
            if (number == null || isLetter(text.at(number.end()))) {
                continue;
            }
            boolean size = count >= CardNumberFormat.MIN && count <= CardNumberFormat.MAX;
            boolean union = size && number.digits().startsWith("62");
            boolean printed = union && OWN_GROUPS.contains(number.sizes()) && CardNumberFormat.isLuhn(number.digits());
            if (number.tab()
                    && !printed
                    && !(union && (number.isWrapped(text) || NumberContext.isInTwoCells(text, number)))) {
                continue;
            }
            if (union && isPaidTo(text, number) && !isOfInstitution(text, start)) {
                return Finding.of(text, PersonalKind.CARD, start, number.end(), number.digits());
            }
            boolean card =
                    size && CardNumberFormat.isIssued(number.digits()) && CardNumberFormat.isLuhn(number.digits());
            boolean found = card && !NumberContext.isRecordNumber(text, start) && !isDecimal(text, number)
                    || labelled
                            && !number.digits().startsWith("000")
                            && isAccountTyping(number)
                            && !isAtBranch(text, start);
            if (found && !isInstitution(text, start)) {
                return NumberInAddress.is(text, start, number.end())
                        ? null
                        : Finding.of(text, PersonalKind.CARD, start, number.end(), number.digits());
            }
        }
        return null;
    }

    /**
     * Whether a number with the prefix of UnionPay is a card by its check digit, or by a word for an account or a
     * payment beside it if the check digit was mistyped. Institutions have accounts, but no such cards.
     */
    private static boolean isPaidTo(ReaderText text, DigitRun number) {
        int start = number.start();
        return isAccountTyping(number)
                && !NumberContext.isRecordNumber(text, start)
                && !NumberInAddress.is(text, start, number.end())
                && (PAID_BEFORE.within(text, text.lineStart(start, 16), start)
                        || PAID_AFTER.at(text, number.end()) > 0
                        || isInRowOfPerson(text, number)
                        || number.tab());
    }

    private static boolean isInRowOfPerson(ReaderText text, DigitRun number) {
        Scope row = Scope.around(text, number.start(), number.end());
        return (number.groups() == 1 || isCell(text, number))
                && (row.hasMaskedName() || isCell(text, number) && row.has(PAID));
    }

    /** Whether a number is a whole cell of a row, which figures with blanks between them are not. */
    private static boolean isCell(ReaderText text, DigitRun number) {
        return isBorder(text.at(number.start() - 1)) && isBorder(text.at(number.end())) && !number.tab();
    }

    private static boolean isBorder(char c) {
        return c == '\t' || c == '|' || c == '\n' || c == 0;
    }

    /** Whether the name of an institution is beside a number. */
    private static boolean isOfInstitution(ReaderText text, int start) {
        return HOLDERS.within(text, start - 60, start + 60);
    }

    /** Whether the heading, or a label before or shortly after a number, marks it as an account number. */
    private static boolean isLabelled(ReaderText text, int start, String heading) {
        return HEADINGS.in(heading)
                || HEADINGS.within(text, start + 10, start + 34)
                || ACCOUNTS.within(text, text.lineStart(start, 16), start);
    }

    /** Whether a bank with its branch precedes an account, as institutions write it. */
    private static boolean isAtBranch(ReaderText text, int start) {
        return BRANCH.within(text, text.lineStart(start, 16), start);
    }

    private static boolean isLetter(char c) {
        return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
    }

    private static boolean isDecimal(ReaderText text, DigitRun number) {
        return text.at(number.start() - 1) == '.' && text.isDigit(number.start() - 2)
                || text.at(number.end()) == '.' && text.isDigit(number.end() + 1)
                || number.decimal()
                || number.hasFigures() && !(number.digits().startsWith("62") && OWN_GROUPS.contains(number.sizes()));
    }

    private static boolean isAccountTyping(DigitRun number) {
        return !number.comma()
                        && !number.odd()
                        && !number.dot()
                        && !number.digits().matches("20[0-4]\\d{5}.*")
                || number.groups() == 1;
    }

    private static boolean isInstitution(ReaderText text, int start) {
        int from = Math.max(0, start - 60);
        int to = start + 60;
        if (PRIVATE.within(text, from, start)
                || PRIVATE.within(text, start, to)
                || CARD.within(text, from, start)
                || OWNERS.within(text, start - 24, start)
                || NameContext.hasMasked(text, from, to)) {
            return false;
        }
        return INSTITUTIONS.within(text, from, to);
    }
}
