package org.sunwindow.directory;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.text.Normalizer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A telephone number as it is displayed and as it is dialled. */
@RegisterForReflection
@Schema(description = "一个可直接拨打的电话")
public record Phone(
        @Schema(description = "写法：供显示", required = true, examples = "(0500) 8310041 转 802")
        String display,

        @Schema(
                description = "拨号串，可用于 wx.makePhoneCall 或 tel: 链接；分机号前的逗号表示停顿",
                required = true,
                examples = "05008310041,802")
        String number) {

    /** Maximum length of a phone field, in characters. Longer texts are ignored, because numbers are derived before validation. */
    private static final int MAX_DISPLAY = 50;

    /**
     * The first number of a text: with an area code, which may be in brackets, or of 400 and 800, or local, each in one or two
     * groups, or digits without a separator. Text behind the number, such as hours, is not part of it.
     */
    private static final Pattern NUMBER = Pattern.compile("(?<!\\d)"
            + "(?<number>\\+86[\\s-]?\\d{2,3}[\\s-]?\\d{3,4}[\\s-]?\\d{4}"
            + "|\\(?0\\d{2,3}\\)?[\\s-]{0,2}\\d{3,4}[\\s-]?\\d{4}"
            + "|[48]00[\\s-]?\\d{3}[\\s-]?\\d{4}"
            + "|\\d{3,4}[\\s-]\\d{4}"
            + "|\\d{3,12})(?!\\d)"
            + "(?:\\s*(?:转分机|转|分机|-{1,2}|ext\\.?|#|,)\\s*(?<extension>\\d{1,6})(?!\\d))?");

    /** Empty if the text has no number, or is too long for a telephone number. */
    static Optional<Phone> of(String display) {
        if (display.length() > MAX_DISPLAY) {
            return Optional.empty();
        }
        // full-width digits, brackets and dashes
        String text = Normalizer.normalize(display, Normalizer.Form.NFKC).replaceAll("[—–−‐]", "-");
        Matcher found = NUMBER.matcher(text);
        if (!found.find()) {
            return Optional.empty();
        }
        String digits = found.group("number").replaceAll("[^+\\d]", "");
        String extension = found.group("extension");
        return Optional.of(new Phone(display, extension == null ? digits : digits + "," + extension));
    }

    /** The numbers of a list of texts, {@code null} if there are none. */
    public static List<Phone> all(List<String> displays) {
        if (displays == null) {
            return null;
        }
        List<Phone> phones = displays.stream()
                .filter(Objects::nonNull)
                .flatMap(display -> of(display).stream())
                .toList();
        return phones.isEmpty() ? null : phones;
    }

    /** The spellings by which a number is found: as displayed, as dialled, and without the area code. */
    public static List<String> spellings(List<String> displays) {
        return displays.stream()
                .flatMap(display -> Stream.concat(
                        Stream.of(display),
                        of(display).stream().flatMap(phone -> Stream.of(phone.number(), local(phone.number())))))
                .distinct()
                .toList();
    }

    /** The number without its area code, which begins with 0 and has three or four digits; local numbers have seven or eight. */
    private static String local(String number) {
        String digits = number.replaceAll(",.*", "");
        boolean hasAreaCode = digits.startsWith("0") && digits.length() >= 10;
        return hasAreaCode ? digits.substring(isShort(digits) ? 3 : 4) : digits;
    }

    /** Whether the area code has three digits: 010 and 02x. */
    private static boolean isShort(String digits) {
        return digits.startsWith("01") || digits.startsWith("02");
    }
}
