package org.sunwindow.notice;

import java.util.regex.Pattern;

/** Checks that names in a table are masked as is usual in 公示: the surname and at most one more character are shown. */
final class MaskedName {

    private static final Pattern BETWEEN = Pattern.compile("[、，,；;/\\s]+");

    /** Characters that mask others. */
    private static final String MASKS = "*＊×✕╳○〇◯●□■xXｘＸ某";

    /** Polite forms, which show the surname only. */
    private static final Pattern TITLES = Pattern.compile("(?:女士|先生)$");

    private static final String DOTS = "·•‧・";

    /** The compound surnames in use. */
    private static final Pattern COMPOUND = Pattern.compile("^(?:欧阳|太史|端木|上官|司马|东方|独孤|南宫|万俟|闻人|夏侯|诸葛|尉迟|公羊|赫连|澹台|皇甫"
            + "|宗政|濮阳|公冶|太叔|申屠|公孙|慕容|仲孙|钟离|长孙|宇文|司徒|鲜于|司空|闾丘|子车|亓官|司寇|巫马|公西|颛孙|壤驷|公良|漆雕"
            + "|乐正|宰父|谷梁|拓跋|夹谷|轩辕|令狐|段干|百里|呼延|东郭|南门|羊舌|微生|公户|公玉|梁丘|左丘|东门|西门|第五)");

    private static final int SURNAME = 1;
    private static final int SHOWN = 2;

    private static final int MAX_LENGTH = 20;

    private MaskedName() {}

    /** Whether a cell holds nothing but masked names. */
    static boolean isMasked(String cell) {
        String[] names = BETWEEN.split(cell.strip());
        for (String name : names) {
            String untitled = TITLES.matcher(name).replaceFirst("");
            boolean titled = !untitled.equals(name);
            if (!(titled ? isMaskedName(untitled + "某", SURNAME) : isMaskedName(name, SHOWN))) {
                return false;
            }
        }
        return names.length > 0;
    }

    /**
     * @param most characters that may be shown; one more is allowed for a compound surname, and for a name of a
     *     minority, whose parts are separated by a dot
     */
    private static boolean isMaskedName(String name, int most) {
        int masked = 0;
        int shown = 0;
        boolean isLong = COMPOUND.matcher(name).find();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (MASKS.indexOf(c) >= 0) {
                masked++;
            } else if (DOTS.indexOf(c) >= 0) {
                isLong = true;
            } else {
                if (!Character.isIdeographic(c)) {
                    return false;
                }
                shown++;
            }
        }
        return masked > 0 && masked + shown <= MAX_LENGTH && shown <= (isLong ? most + 1 : most);
    }
}
