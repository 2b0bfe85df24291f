package org.sunwindow.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a record first became public is kept, once that time has come. */
class FirstPublicTest {

    private static final Instant STORED = Instant.parse("2026-11-22T02:00:00Z");
    private static final Instant EARLIER = Instant.parse("2026-09-01T01:00:00Z");
    private static final Instant LATER = Instant.parse("2026-12-01T01:00:00Z");
    private static final Instant LATEST = Instant.parse("2027-01-01T00:00:00Z");

    private final Publication publication = new Publication();
    private long revision;

    @BeforeEach
    void identify() {
        publication.id = new PublicationId("disclosure", "A");
    }

    private void put(Instant from, Instant now) {
        var envelope = new Envelope(RecordIdentity.of("A"), "标题", "发布机构", null, from, null, false);
        publication.put(new Publications.Put("disclosure", envelope, "{}"), new byte[32], ++revision, now);
    }

    private Instant firstPublic() {
        return publication.toChange().firstPublic();
    }

    @Test
    void earlierDateDoesNotCount() {
        put(EARLIER, STORED);
        assertThat(firstPublic()).isEqualTo(STORED);
        put(null, LATER);
        assertThat(firstPublic()).isEqualTo(STORED);
    }

    @Test
    void recordWithoutADateIsPublicOnceStored() {
        put(null, STORED);
        assertThat(firstPublic()).isEqualTo(STORED);
    }

    @Test
    void laterDateCountsUntilItHasCome() {
        put(LATER, STORED);
        assertThat(firstPublic()).isEqualTo(LATER);
        put(EARLIER, STORED.plusSeconds(60));
        assertThat(firstPublic()).isEqualTo(STORED.plusSeconds(60));
        put(LATER, LATER);
        assertThat(firstPublic()).isEqualTo(STORED.plusSeconds(60));
    }

    @Test
    void changeAndWithdrawalAfterwardsMoveNothing() {
        put(LATER, STORED);
        put(LATEST, LATER.plusSeconds(1));
        assertThat(firstPublic()).isEqualTo(LATER);
        publication.withdraw("有误", ++revision, LATER.plusSeconds(2));
        assertThat(firstPublic()).isEqualTo(LATER);
        put(EARLIER, LATEST);
        assertThat(firstPublic()).isEqualTo(LATER);
        publication.erase(++revision, LATEST.plusSeconds(1));
        assertThat(firstPublic()).isEqualTo(LATER);
    }

    @Test
    void whatWasWithdrawnBeforeItWasPublicNeverWas() {
        put(LATER, STORED);
        publication.withdraw("有误", ++revision, STORED.plusSeconds(1));
        assertThat(firstPublic()).isNull();
        put(EARLIER, LATEST);
        assertThat(firstPublic()).isEqualTo(LATEST);
    }

    /** An instance of the version before writes the record without the time. */
    @Test
    void missingTimeIsThatOfTheRecord() {
        put(EARLIER, STORED);
        publication.firstPublic = null;
        assertThat(firstPublic()).isEqualTo(STORED);
        put(EARLIER, LATER);
        assertThat(firstPublic()).isEqualTo(STORED);
    }
}
