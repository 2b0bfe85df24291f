package org.sunwindow.privacy.numbers;

import java.util.List;
import java.util.stream.Stream;
import org.sunwindow.privacy.Finding;
import org.sunwindow.privacy.PersonalKind;
import org.sunwindow.privacy.context.Scope;
import org.sunwindow.privacy.text.ReaderText;
import org.sunwindow.privacy.text.Separators;
import org.sunwindow.privacy.text.Terms;

/**
 * Recognizes passports and travel permits by their series (ICAO 9303; Chinese passports: E, G, D, S, P with eight
 * characters; 港澳通行证 C, W; 回乡证 H, M; 台湾通行证 L, T; 台胞证: eight or ten digits) beside a label, and number plates (GA 36).
 */
final class PassportsAndPlates {

    private static final List<String> LABELS = List.of(
            "护照",
            "通行证",
            "回乡证",
            "台胞证",
            "证件",
            "证号",
            "出境",
            "出国",
            "旅行证",
            "因私",
            "入境",
            "签证",
            "华侨",
            "外籍",
            "PASSPORT",
            "Passport",
            "passport");

    /** Words in nearby lines that mark a number of a known series as that of a passport or permit. */
    private static final List<String> NEAR_LABELS = List.of(
            "港澳", "澳门", "香港", "台湾", "涉港", "涉澳", "涉台", "涉外", "跨国", "赴日", "赴港", "赴台", "赴韩", "赴美", "国外", "境外", "海外", "外国",
            "机票", "航班", "登机", "回乡", "归侨", "侨胞", "侨眷", "外事", "领馆", "使馆", "领事", "回国", "出入境", "国籍", "签注", "来华");

    private static final Terms ANY_LABEL =
            Terms.of(Stream.of(LABELS, NEAR_LABELS).flatMap(List::stream).toArray(String[]::new));
    private static final Terms NEAR = Terms.of(NEAR_LABELS.toArray(String[]::new));
    private static final List<String> DOCUMENT_NAMES = List.of("护照", "通行证", "PASSPORT", "Passport", "passport");
    private static final String SERIES = "EGDSPCWHMLT";
    private static final String REGIONS = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼";
    private static final String LAST_OF_PLATES = "学警港澳挂领使试超";

    /** Words before numbers of products and stocks. */
    private static final Terms PRODUCTS = Terms.of("型号", "规格", "设备", "产品", "货号", "批号", "资产", "机号", "图号", "标准");

    private static final Terms PUBLIC_CARS = Terms.of("公务用车", "公务车", "公车", "执法车", "执勤车", "单位车辆", "国有车辆");
    private static final Terms DISPOSALS = Terms.of("处置", "报废", "拍卖", "封存", "调拨", "划转", "更新", "核销", "转让", "竞价");

    private PassportsAndPlates() {}

    /** Whether a passport of the present series starts at a position: E, a letter and seven digits, without a label. */
    static boolean isSeries(ReaderText text, int start) {
        if (text.at(start) != 'E'
                || text.at(start + 1) < 'A'
                || text.at(start + 1) > 'Z'
                || isWord(text.at(start - 1))) {
            return false;
        }
        int end = start + 2;
        while (end < start + 9 && text.isDigit(end)) {
            end++;
        }
        return end == start + 9 && !isWord(text.at(end)) && !PRODUCTS.within(text, start - 14, start);
    }

    static boolean hasLabel(ReaderText text) {
        return ANY_LABEL.in(text, 0, text.length());
    }

    /** Finds the passport or permit whose number starts at a position, {@code null} if there is none. */
    static Finding passport(ReaderText text, int start, String heading) {
        int at = start;
        char first = upper(text.at(at));
        if (first < 'A' || first > 'Z') {
            return taiwan(text, start, heading);
        }
        at++;
        int letters = 1;
        if (upper(text.at(at)) >= 'A' && upper(text.at(at)) <= 'Z') {
            at++;
            letters = 2;
        }
        boolean labelled = LABELS.stream().anyMatch(heading::contains)
                || LABELS.stream().anyMatch(text.slice(start - 20, start)::contains)
                || text.slice(start - 8, start).contains("ZJHM")
                || text.slice(at, at + 24).contains("护照")
                || text.slice(at, at + 24).contains("通行证")
                || isSeries(text, start)
                || SERIES.indexOf(first) >= 0
                        && Scope.around(text, start, at).form().has(NEAR);
        // 护照编号 and 护照No. are labels of passports, although 编号 alone is the label of a record
        boolean named = DOCUMENT_NAMES.stream()
                .anyMatch((heading + "|" + text.slice(start - 20, start) + "|" + text.slice(at, at + 14))::contains);
        while (at < start + 5
                && Separators.is(text.at(at))
                && (labelled || text.at(at) != '\n')
                && text.at(at) != '|') {
            at++;
        }
        if (!text.isDigit(at)
                || !labelled && SERIES.indexOf(first) < 0
                || !named && NumberContext.isRecordNumber(text, start)) {
            return null;
        }
        for (int count = 10; count >= 6; count--) {
            boolean series = letters == 2
                    ? count == 7
                    : first == 'H' || first == 'M' ? count == 10 || count == 8 : count == 8 || count == 7;
            DigitRun number = series || labelled ? DigitRun.read(text, at, count, false) : null;
            if (number != null && !isWord(text.at(number.end())) && !number.comma() && !number.odd() && !number.tab()) {
                return Finding.of(
                        text,
                        PersonalKind.PASSPORT,
                        start,
                        number.end(),
                        text.slice(start, start + letters) + number.digits());
            }
        }
        return null;
    }

    private static Finding taiwan(ReaderText text, int start, String heading) {
        if (!text.isDigit(start) || isWord(text.at(start - 1)) || NumberContext.isRecordNumber(text, start)) {
            return null;
        }
        String around = text.slice(start - 40, start) + " " + text.slice(start, start + 24) + heading;
        if (!around.contains("台胞证") && !around.contains("台湾居民") && !around.contains("台湾同胞")) {
            return null;
        }
        for (int count : new int[] {10, 8}) {
            DigitRun number = DigitRun.read(text, start, count, false);
            if (number != null
                    && number.groups() <= 3
                    && !number.comma()
                    && !number.odd()
                    && !number.digits().startsWith("20")) {
                return Finding.of(text, PersonalKind.PASSPORT, start, number.end(), number.digits());
            }
        }
        return null;
    }

    /** Finds the number plate that starts at a position, {@code null} if there is none. */
    static Finding plate(ReaderText text, int start) {
        char next = text.at(start + 1);
        boolean mayFollow = isWord(next) || next == ' ' || next == '-' || next == '·' || next == '.';
        if (!mayFollow || REGIONS.indexOf(text.at(start)) < 0 || text.isDigit(start - 1)) {
            return null;
        }
        int at = skip(text, start + 1);
        char city = upper(text.at(at));
        if (city < 'A' || city > 'Z' || city == 'I') {
            return null;
        }
        at = skip(text, text.at(at + 1) == '\n' ? at + 2 : at + 1);
        int count = 0;
        int digits = 0;
        int gaps = 0;
        while (count < 7) {
            char c = upper(text.at(at));
            boolean last = LAST_OF_PLATES.indexOf(c) >= 0 && c != 0;
            if (c >= '0' && c <= '9') {
                digits++;
            } else if (!(c >= 'A' && c <= 'Z') && !last) {
                if (count > 0
                        && count < 5
                        && gaps < 2
                        && (c == ' ' || c == '-' || c == '·')
                        && isWord(text.at(at + 1))) {
                    gaps++;
                    at++;
                    continue;
                }
                break;
            }
            count++;
            at++;
            if (last) {
                break;
            }
        }
        boolean plate = (count == 5 || count == 6) && digits >= 3 && !isWord(text.at(at));
        return plate && !isOfPublicCar(text, start, at)
                ? Finding.of(text, PersonalKind.PLATE, start, at, text.slice(start, at))
                : null;
    }

    /** Whether the text announces the disposal of an official car, which has to name its plate. */
    private static boolean isOfPublicCar(ReaderText text, int start, int end) {
        Scope scope = Scope.around(text, start, end);
        Scope form = scope.form();
        return form.has(PUBLIC_CARS) && form.has(DISPOSALS) && !scope.hasName() && !scope.hasMaskedName();
    }

    private static int skip(ReaderText text, int at) {
        int next = at;
        while (next < at + 2
                && (text.at(next) == ' ' || text.at(next) == '-' || text.at(next) == '·' || text.at(next) == '.')) {
            next++;
        }
        return next;
    }

    private static char upper(char c) {
        return c >= 'a' && c <= 'z' ? (char) (c - 'a' + 'A') : c;
    }

    private static boolean isWord(char c) {
        return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
    }
}
