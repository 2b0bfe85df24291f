package org.sunwindow.progress;

/** Masks names at the door. */
final class Masking {

    private Masking() {}

    /**
     * First and last character, stars between: 张*某, 李*, 欧*娜, and of an organisation no more. A name that arrives
     * masked keeps its stars.
     */
    static String name(String name) {
        if (name == null || name.isBlank()) {
            return null;
        }
        int[] characters = name.strip().codePoints().toArray();
        if (characters.length == 1) {
            return "*";
        }
        String first = Character.toString(characters[0]);
        return characters.length == 2
                ? first + "*"
                : first
                        + "*".repeat(Math.min(3, characters.length - 2))
                        + Character.toString(characters[characters.length - 1]);
    }
}
