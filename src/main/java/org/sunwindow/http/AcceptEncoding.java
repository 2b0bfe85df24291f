package org.sunwindow.http;

import java.util.regex.Pattern;

/** The header {@code Accept-Encoding} (RFC 9110, section 12.5.3). */
public final class AcceptEncoding {

    private static final Pattern GZIP_ALONE = Pattern.compile("(?:^|[, ])gzip(?:[, ]|$)");

    /** Excludes an encoding. */
    private static final Pattern ZERO_WEIGHT = Pattern.compile("q\\s*=\\s*0(?:\\.0*)?\\s*$", Pattern.CASE_INSENSITIVE);

    private AcceptEncoding() {}

    /**
     * Returns whether gzip is accepted. The entry for gzip decides, or else the entry for all other encodings.
     *
     * @param encodings value of the header, {@code null} if there is none
     */
    public static boolean takesGzip(String encodings) {
        if (encodings == null) {
            return false;
        }
        if (encodings.indexOf(';') < 0 && GZIP_ALONE.matcher(encodings).find()) {
            return true;
        }
        boolean others = false;
        for (String weighed : encodings.split(",")) {
            int weight = weighed.indexOf(';');
            String encoding = (weight < 0 ? weighed : weighed.substring(0, weight)).strip();
            boolean taken = weight < 0 || !ZERO_WEIGHT.matcher(weighed).find();
            if (encoding.equalsIgnoreCase("gzip")) {
                return taken;
            }
            others |= encoding.equals("*") && taken;
        }
        return others;
    }
}
