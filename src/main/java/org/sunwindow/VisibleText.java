package org.sunwindow;

/** Tells whether a reader sees every character of a name. */
public final class VisibleText {

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
}
