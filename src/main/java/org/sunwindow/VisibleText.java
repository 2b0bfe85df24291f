package org.sunwindow;

/** Tells which characters a reader sees. */
public final class VisibleText {

    /**
     * Invisible characters outside the categories of spaces, controls and formats: what Unicode declares to be ignorable by
     * default, and the blank pattern of Braille.
     */
    private static final int[][] BLANKS = {
        {0x034F, 0x034F},
        {0x115F, 0x1160},
        {0x17B4, 0x17B5},
        {0x180B, 0x180F},
        {0x2065, 0x2065},
        {0x2800, 0x2800},
        {0x3164, 0x3164},
        {0xFE00, 0xFE0F},
        {0xFFA0, 0xFFA0},
        {0xFFF0, 0xFFF8},
        {0xE0000, 0xE0FFF}
    };

    private VisibleText() {}

    /**
     * Whether a reader sees all characters. Excludes, among others, characters that reverse the direction: they make
     * {@code fdp.exe} appear as {@code exe.pdf}.
     */
    public static boolean isShownWhole(String name) {
        return name.codePoints().allMatch(VisibleText::isShown);
    }

    public static boolean isShown(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    /** Whether a character outside the categories of spaces, controls and formats is invisible. */
    public static boolean isBlank(int c) {
        if (c < BLANKS[0][0]) {
            return false;
        }
        for (int[] range : BLANKS) {
            if (c >= range[0] && c <= range[1]) {
                return true;
            }
        }
        return false;
    }
}
