package org.sunwindow.privacy;

import java.util.List;

/** A piece of a text that shows where personal data is, without showing it. */
final class Excerpt {

    /** Characters shown before and after the personal data. */
    private static final int AROUND = 12;

    private Excerpt() {}

    /**
     * Returns the text around a finding.
     *
     * @param all all findings in the text, which are replaced by {@code ***}
     */
    static String around(Finding finding, List<Finding> all, String text) {
        int from = Math.max(0, finding.start() - AROUND);
        int to = Math.min(text.length(), finding.end() + AROUND);
        var excerpt = new StringBuilder();
        boolean hidden = false;
        for (int i = from; i < to; i++) {
            int at = i;
            boolean personal = all.stream().anyMatch(one -> one.start() <= at && at < one.end());
            if (!personal) {
                char c = text.charAt(i);
                // digits outside a finding may belong to a number that is cut off
                excerpt.append(Character.isDigit(c) ? '*' : Character.isWhitespace(c) ? ' ' : c);
            } else if (!hidden) {
                excerpt.append("***");
            }
            hidden = personal;
        }
        return excerpt.toString().strip();
    }
}
