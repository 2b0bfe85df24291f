package org.sunwindow.json;

import java.util.Map;

/** Reads what a cell of a sheet writes in words and a record states in a structure, such as opening hours. Thread-safe. */
@FunctionalInterface
public interface CellText {

    /** A text is not clear. */
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
     * @throws Unclear if it can be read in two ways, or in none
     */
    Map<String, Object> read(String text) throws Unclear;
}
