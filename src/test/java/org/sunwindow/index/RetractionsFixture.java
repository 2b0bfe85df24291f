package org.sunwindow.index;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.sunwindow.publication.Retraction;

/** Creates retractions, as {@link RetractionWatch} does. */
public final class RetractionsFixture {

    /** Fit every index and hide nothing. */
    public static final Retractions NONE = Retractions.of(null, Long.MIN_VALUE, Map.of());

    private RetractionsFixture() {}

    public static Retractions of(UUID storeId, long after, Retraction... retractions) {
        Map<String, Retraction> byId = new HashMap<>();
        for (Retraction retraction : retractions) {
            byId.put(retraction.kind() + '/' + retraction.key(), retraction);
        }
        return Retractions.of(storeId, after, byId);
    }
}
