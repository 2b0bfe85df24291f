package org.sunwindow.notice;

import java.util.regex.Pattern;

/** Tells whether names in a table are masked, after the practice of 公示: the surname and at most one more character are shown. */
final class MaskedName {

    private static final Pattern BETWEEN = Pattern.compile("[、，,；;/\\s]+");

    /** Characters that stand for others. */
    private static final String MASKS = "*＊×✕╳○〇◯●□■xXｘＸ某";

    /** Polite forms, which show the surname only. */
    private static final Pattern TITLES = Pattern.compile("(?:女士|先生)$");

    private static final String DOTS = "·•‧・";

    /** Characters that may be shown of a name of up to three, and of a longer one, which has a compound surname or is of a minority. */
    private static final int SHOWN = 2;

    private static final int SHOWN_OF_LONG = 3;
    private static final int LONG = 4;
    private static final int MAX_LENGTH = 20;

    private MaskedName() {}

    /** Whether a cell holds nothing but masked names. */
    static boolean isMasked(String cell) {
        String[] names = BETWEEN.split(cell.strip());
        for (String name : names) {
            if (!isMaskedName(TITLES.matcher(name).replaceFirst("某"))) {
                return false;
            }
        }
        return names.length > 0;
    }

    private static boolean isMaskedName(String name) {
        int masked = 0;
        int shown = 0;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (MASKS.indexOf(c) >= 0) {
                masked++;
            } else if (DOTS.indexOf(c) < 0) {
                if (!Character.isIdeographic(c)) {
                    return false;
                }
                shown++;
            }
        }
        int length = masked + shown;
        return masked > 0 && length <= MAX_LENGTH && shown <= (length < LONG ? SHOWN : SHOWN_OF_LONG);
    }
}
