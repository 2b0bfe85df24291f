package org.sunwindow.disclosure;

import java.text.Normalizer;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sunwindow.kind.Filter;

/**
 * The parts of a 文号 (GB/T 9704): 发文机关代字, year and 发文顺序号, as in 云民发〔2024〕12号. Brackets, width and spaces do not
 * matter. Leading zeros of the serial number are dropped.
 *
 * @param serial at most seven digits
 */
record DocNumber(String organ, String year, String serial) {

    private static final Pattern PARTS =
            Pattern.compile("(\\p{IsHan}\\D{0,29}?)[〔\\[(（【［「『{<〈《]?((?:19|20)\\d{2})[〕\\])）】］」』}>〉》]?第?0*(\\d{1,7})号");

    /** Returns the parts; empty for a number without them, such as 公告第3号. */
    static Optional<DocNumber> of(String docNo) {
        if (docNo == null) {
            return Optional.empty();
        }
        Matcher parts =
                PARTS.matcher(Normalizer.normalize(docNo, Normalizer.Form.NFKC).replaceAll("\\s", ""));
        return parts.matches()
                ? Optional.of(new DocNumber(parts.group(1), parts.group(2), parts.group(3)))
                : Optional.empty();
    }

    /** The filter by serial numbers, which may be typed with the words around them. */
    static Filter serials() {
        return Filter.exact().formed("第?0*([0-9]{1,7})号?", "应为发文顺序号，只写数字，例如 27");
    }

    /** Returns a part of a number, {@code null} if it does not have these parts. */
    static <T> T part(String docNo, Function<DocNumber, T> part) {
        return of(docNo).map(part).orElse(null);
    }

    /** Sorts by year, then by serial number. */
    long order() {
        return Long.parseLong(year) * 10_000_000 + Long.parseLong(serial);
    }
}
