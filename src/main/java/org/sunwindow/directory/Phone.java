package org.sunwindow.directory;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Objects;
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

    /** The numbers of a list of texts, each of which may have several; {@code null} if there are none. */
    public static List<Phone> all(List<String> displays) {
        if (displays == null) {
            return null;
        }
        List<Phone> phones = displays.stream()
                .filter(Objects::nonNull)
                .flatMap(display -> PhoneText.numbers(display).stream())
                .toList();
        return phones.isEmpty() ? null : phones;
    }

    /** The spellings by which a number is found: as displayed, as dialled, and without the area code. */
    public static List<String> spellings(List<String> displays) {
        return displays.stream()
                .flatMap(display -> Stream.concat(
                        Stream.of(display),
                        PhoneText.numbers(display).stream()
                                .flatMap(phone -> Stream.of(phone.number(), local(phone.number())))))
                .distinct()
                .toList();
    }

    /**
     * The number without its area code, which begins with 0 and has three or four digits; local numbers have seven or
     * eight.
     */
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
