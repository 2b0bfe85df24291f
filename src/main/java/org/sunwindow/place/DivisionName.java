package org.sunwindow.place;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The spellings of a division's name that people use. */
public final class DivisionName {

    /** Endings, longest first. A name of two characters has none: 东乡. */
    private static final Pattern LAST_WORD = Pattern.compile("(.{2,}?)(社区居委会|社区居民委员会|村民委员会|居民委员会|村委会|居委会|街道办事处"
            + "|特别行政区|自治区|自治州|自治县|自治旗|地区|林区|新区|街道|社区|省|市|区|县|旗|盟|镇|乡|村)");

    /** Colloquial endings by the endings of official names. */
    private static final Map<String, String> COLLOQUIAL = Map.of(
            "社区居委会", "社区",
            "社区居民委员会", "社区",
            "居民委员会", "社区",
            "居委会", "社区",
            "村民委员会", "村",
            "村委会", "村",
            "街道办事处", "街道");

    /** The peoples of China (GB/T 3304), without 族. */
    private static final String PEOPLES = "蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|高山|拉祜|水|东乡|纳西|景颇|柯尔克孜|土"
            + "|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|俄罗斯|鄂温克|德昂|保安|裕固|京|塔塔尔|独龙|鄂伦春|赫哲|门巴|珞巴|基诺";

    /** 恩施土家族苗族自治州 is also called 恩施州 or 恩施, and 广西壮族自治区 is called 广西; some names omit 族. */
    private static final Pattern OF_PEOPLES =
            Pattern.compile("(.{2,}?)(?:(?:" + PEOPLES + "|各)族|维吾尔|哈萨克|蒙古|柯尔克孜|塔吉克)+(?:自治)?([州县旗区乡镇])");

    /** Words for the levels without a name in 直辖市, and above counties that a province governs directly. */
    private static final Pattern UNNAMED_LEVEL =
            Pattern.compile("(?:省|自治区|市)?直辖(?:县级)?行政(?:区划|单位|区)|(?:省|自治区|市)?直辖(?:县级|县)?|市辖区|市辖县|辖区|辖县");

    /** Also parts of other names, so a name must be before it (重庆郊县) … */
    private static final Pattern AFTER_NAME = Pattern.compile("城区|郊县");

    /** … or after it (重庆市县城口县). */
    private static final Pattern BEFORE_NAME = Pattern.compile("(?:城区|郊县|县)(?=..)");

    private DivisionName() {}

    /**
     * Returns the end of what lists of regions write in place of a division that has no name or no record: the name of
     * the division above it, or what the level consists of (市辖区, 县, 省直辖县级行政区划).
     *
     * @param above names of the divisions before it in the text
     * @return -1 if there is nothing of this at the offset
     */
    public static int filler(String text, int begin, Collection<String> above) {
        int repeated = above.stream()
                .flatMap(name -> spellings(name).stream())
                .filter(spelling -> text.startsWith(spelling, begin))
                .mapToInt(String::length)
                .max()
                .orElse(0);
        int from = begin + repeated;
        int end = Math.max(end(UNNAMED_LEVEL, text, from), end(repeated > 0 ? AFTER_NAME : BEFORE_NAME, text, from));
        return end < 0 && repeated > 0 ? from : end;
    }

    /** Returns the end of a match at an offset, -1 if there is none. */
    private static int end(Pattern pattern, String text, int begin) {
        Matcher matcher = pattern.matcher(text).region(begin, text.length());
        return matcher.lookingAt() ? matcher.end() : -1;
    }

    /** The spellings of a name: as it is, colloquial, and without its ending, as far as these differ. */
    public static List<String> spellings(String name) {
        Matcher ofPeoples = OF_PEOPLES.matcher(name);
        if (ofPeoples.matches()) {
            String stem = ofPeoples.group(1);
            return List.of(name, stem + ofPeoples.group(2), stem);
        }
        Matcher lastWord = LAST_WORD.matcher(name);
        if (!lastWord.matches()) {
            return List.of(name);
        }
        String stem = lastWord.group(1);
        String colloquial = COLLOQUIAL.get(lastWord.group(2));
        return colloquial == null ? List.of(name, stem) : List.of(name, stem + colloquial, stem);
    }

    /** Whether a spelling of a name includes the ending. */
    public static boolean isWhole(String written, String name) {
        List<String> spellings = spellings(name);
        return spellings.size() == 1 || !written.equals(spellings.getLast());
    }
}
