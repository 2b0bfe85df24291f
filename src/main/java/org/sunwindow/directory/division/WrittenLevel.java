package org.sunwindow.directory.division;

import java.text.Normalizer;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The level of a division as sheets state it: by its number, or by a word for divisions of that level. */
final class WrittenLevel {

    /** By level, from 1. */
    private static final List<Pattern> WORDS = List.of(
            Pattern.compile("1|省|自治区|直辖市|特别行政区"),
            Pattern.compile("2|市|设区的?市|地级?市?|地区|自治州|州|盟|市州"),
            Pattern.compile("3|县|区|县区|区县|市区县|县市区|市辖区|县级市|自治县|旗|自治旗"),
            Pattern.compile("4|乡|镇|街道|乡镇|镇街|乡镇街道|街道乡镇|民族乡|街道办(?:事处)?|苏木"),
            Pattern.compile("5|村|社区|居|村社区|村居|社区村|行政村|居委会|村委会|村民委员会|居民委员会|嘎查"));

    private static final Pattern DECORATION = Pattern.compile("[\\s()、,，/及和或]|级$");

    private WrittenLevel() {}

    /** Reads a cell. A text that is no word for a level stays, so that the message lists the levels. */
    static Map<String, Object> read(String cell) {
        String word = DECORATION
                .matcher(Normalizer.normalize(cell, Normalizer.Form.NFKC).strip())
                .replaceAll("");
        for (int level = 1; level <= WORDS.size(); level++) {
            if (WORDS.get(level - 1).matcher(word).matches()) {
                return Map.of("level", level);
            }
        }
        return Map.of("level", cell);
    }
}
