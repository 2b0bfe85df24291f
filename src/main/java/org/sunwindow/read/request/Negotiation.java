package org.sunwindow.read.request;

import io.vertx.ext.web.MIMEHeader;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;

/** Chooses the format of a response by {@code Accept}. */
public final class Negotiation {

    private Negotiation() {}

    /**
     * Returns the media type that is preferred among those offered.
     *
     * @param accept  the ranges of the header, sorted by weight
     * @param offered media types; the first is taken where the header does not decide
     * @throws ProblemException if none of them is acceptable
     */
    public static String choose(List<MIMEHeader> accept, List<String> offered) {
        if (accept.isEmpty()) {
            return offered.getFirst();
        }
        return accept.stream()
                .filter(range -> range.weight() != 0)
                .flatMap(range -> offered.stream()
                        .filter(mediaType -> matches(range, mediaType) && !isExcluded(mediaType, accept)))
                .findFirst()
                .orElseThrow(() -> new ProblemException(ProblemCode.NOT_ACCEPTABLE, "Accept 所列的格式都不能提供，可用的格式见接口说明。"));
    }

    private static boolean matches(MIMEHeader range, String mediaType) {
        return MediaType.valueOf(mediaType).isCompatible(new MediaType(range.component(), range.subComponent()));
    }

    /** Whether the range that names the media type itself has no weight, whatever wider ranges have. */
    private static boolean isExcluded(String mediaType, List<MIMEHeader> accept) {
        return accept.stream()
                .anyMatch(range -> range.weight() == 0
                        && mediaType.equalsIgnoreCase(range.component() + "/" + range.subComponent()));
    }
}
