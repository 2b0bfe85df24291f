package org.sunwindow.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever digits and separators a personal number is typed with, it is found, also when both are unusual. */
class HiddenNumbersTest {

    private record Number(PersonalKind kind, List<String> groups) {}

    private static final List<Number> NUMBERS = List.of(
            new Number(PersonalKind.IDENTITY, List.of("990102", "19480503", "0019")),
            new Number(PersonalKind.MOBILE, List.of("138", "0013", "8000")),
            new Number(PersonalKind.CARD, List.of("6222", "0213", "0600", "2759", "116")));

    /** The ten digits of each system, as code points. */
    private static final List<String> SYSTEMS = List.of(
            "0123456789",
            "０１２３４５６７８９",
            "〇一二三四五六七八九",
            "零壹貳參肆伍陸柒捌玖",
            "零壹贰叁肆伍陆柒捌玖",
            "○弌弍弎亖伍陆柒捌玖",
            "零弌貮叄肆伍陸柒捌玖",
            "洞幺两三四五六拐八九",
            "洞幺兩参刀五六拐八勾",
            "〇〡〢〣〤〥〦〧〨〩",
            "〇ⅠⅡⅢⅣⅤⅥⅦⅧⅨ",
            "0ⅰⅱⅲⅳⅴⅵⅶⅷⅸ",
            "⓪①②③④⑤⑥⑦⑧⑨",
            "⁰¹²³⁴⁵⁶⁷⁸⁹",
            "٠١٢٣٤٥٦٧٨٩",
            "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗",
            "〇㊀㊁㊂㊃㊄㊅㊆㊇㊈",
            "〇⼀⼆三四五六七⼋九",
            "O123456789",
            "О123456789",
            "Ο123456789",
            "0l23456789",
            "0I23456789",
            "0І23456789",
            "012З456789",
            "0𝟏2三4伍6〧8Ⅸ");

    private static final List<String> SEPARATORS = List.of(
            "", " ", "  ", "-", "—", "–", ".", "·", "_", "~", "/", "|", "\\", "#", "*", "+", "=", ",", "，", "、", ":",
            ";", "'", "\"", "&", "^", "@", "!", "?", "→", "☆", "■", "×", "…", ")(", "】【", "][", "}{", "」「", " # ",
            "📞");

    /** Invisible between the digits. Each is ignored by default, or a format or control character. */
    private static final List<String> INVISIBLE = Stream.of(
                    0x00AD, 0x034F, 0x061C, 0x115F, 0x1160, 0x17B4, 0x180B, 0x180E, 0x200B, 0x200D, 0x200E, 0x202E,
                    0x2060, 0x2064, 0x2065, 0x2069, 0x206F, 0x3164, 0xFE00, 0xFE0F, 0xFEFF, 0xFFA0, 0xFFF0, 0xFFF8,
                    0x1BCA0, 0x1D173, 0xE0000, 0xE0001, 0xE0020, 0xE0100, 0xE0FFF)
            .map(Character::toString)
            .toList();

    static List<Arguments> systems() {
        return NUMBERS.stream()
                .flatMap(number -> SYSTEMS.stream().map(system -> Arguments.of(number, system)))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("systems")
    void numberIsFoundWithEverySeparator(Number number, String system) {
        var missed = new ArrayList<String>();
        for (String separator : SEPARATORS) {
            String typed = typed(number, system, separator);
            for (String text :
                    List.of(typed, "他报的是" + typed + "。", "【" + typed + "】", "手机、卡号和身份证号码：\n" + typed + "\n已核")) {
                if (!isFound(number, text)) {
                    missed.add(text);
                }
            }
        }
        assertThat(missed).isEmpty();
    }

    static List<Number> numbers() {
        return NUMBERS;
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void invisibleCharactersHideNoNumber(Number number) {
        String digits = String.join("", number.groups());
        assertThat(INVISIBLE).allMatch(hidden -> isFound(number, "他报的是" + spaced(digits, hidden)));
    }

    /** The check digit is the only character that is not what it looks like. */
    @ParameterizedTest
    @ValueSource(strings = {"Х", "Χ"})
    void checkDigitMayBeAnotherLetter(String x) {
        assertThat(isFound(
                        new Number(PersonalKind.IDENTITY, List.of("11010519491231002X")), "他报的是11010519491231002" + x))
                .isTrue();
    }

    /** The words and letters that stand for digits are more often what they are. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "他报的是一三八零零一三八零零零两部手机",
                "参加者一三八零零一三八零零零参会",
                "王一一13800138000",
                "老洞13800138000",
                "他报的是1-3-8-O-O-1-3-8-O-O-O",
                "Ⅰ、13800138000",
                "一、一三八#零零一三#八零零零、二、其他"
            })
    void wordsBesideANumberDoNotHideIt(String text) {
        assertThat(isFound(NUMBERS.get(1), text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "云民发〔2026〕13号、云民函〔2025〕8号、云民〔2024〕138号",
                "索引号：000014349/2026-00138",
                "索引号 MB1O2345-6/2026-0001380",
                "统一社会信用代码 11990100MB0001001Y",
                "统一社会信用代码 52990100MJOI23456X",
                "统一社会信用代码 529901005OO38l234X",
                "规格 1380*1200*800 mm",
                "参数 138×1200×8000",
                "比分 13:8 00:13 80:00",
                "占比 13%、80%、01%、38%、00%、0%",
                "一、二、三、四、五、六、七、八、九、十、十一",
                "一、三、五、七、九，二、四、六、八",
                "山洞两处，拐参刀勾各三件，一三五七两两参加",
                "三三两两，一五一十，七上八下，两两相对",
                "二〇二六年第三、四季度，两参一改",
                "型号 O138lI-0013-80",
                "下列 Ⅰ、Ⅱ、Ⅲ、Ⅳ类，各 138 户",
                "共138户，1200人，8000元",
                "1,380,013,800元",
                "2026☆1☆2☆3☆4☆5☆6☆7☆8☆9",
                "选项 1□2□3□4□5□6□7□8□9□10□11□"
            })
    void figuresAndNumbersOfRecordsPass(String text) {
        assertThat(Sentinel.find(text, FieldUse.TEXT)).isEmpty();
    }

    private static boolean isFound(Number number, String text) {
        return Sentinel.find(text, FieldUse.TEXT).stream()
                .anyMatch(finding ->
                        finding.kind() == number.kind() && finding.value().equals(String.join("", number.groups())));
    }

    private static String typed(Number number, String system, String separator) {
        int[] digits = system.codePoints().toArray();
        return number.groups().stream()
                .map(group -> group.chars()
                        .mapToObj(digit -> Character.toString(digits[digit - '0']))
                        .collect(Collectors.joining()))
                .collect(Collectors.joining(separator));
    }

    private static String spaced(String digits, String between) {
        return digits.chars().mapToObj(Character::toString).collect(Collectors.joining(between));
    }
}
