package org.sunwindow.json;

import java.util.Map;

/**
 * Converts words in a cell of a sheet to the structure that a record has for them, such as opening hours. Thread-safe.
 */
@FunctionalInterface
public interface CellText {

    /** The text is ambiguous or cannot be understood. */
    final class Unclear extends Exception {

        private static final long serialVersionUID = 1;

        private final String code;

        /**
         * @param code    stable code
         * @param message what is wrong and how to write it, in Chinese; never the text itself
         */
        public Unclear(String code, String message) {
            super(message, null, false, false);
            this.code = code;
        }

        public String code() {
            return code;
        }
    }

    /**
     * Returns the values that a text states, by component: mostly the one of its column, and others that it implies.
     *
     * @throws Unclear if it can be read in two ways or not at all
     */
    Map<String, Object> read(String text) throws Unclear;
}
