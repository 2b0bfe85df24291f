package org.sunwindow.publication;

import java.util.List;

/** A store without records, for tests of who follows its revisions. */
public final class PublicationsFixture {

    private PublicationsFixture() {}

    public static Publications none() {
        return new Publications(null, null, null, null) {
            @Override
            public List<Change> changesAfter(long revision, int limit) {
                return List.of();
            }
        };
    }

    public static SupersededStates noPast() {
        return new SupersededStates(null);
    }
}
