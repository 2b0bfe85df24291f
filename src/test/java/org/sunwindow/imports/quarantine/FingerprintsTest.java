package org.sunwindow.imports.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sunwindow.TestSettings;
import org.sunwindow.privacy.Hit;
import org.sunwindow.privacy.PersonalKind;

class FingerprintsTest {

    private static final String OLD = "the-secret-that-was-used-before-long-enough";
    private static final Hit HIT = hit("contacts[0].note", "13812345678");

    private final Fingerprints fingerprints = fingerprints(Map.of());

    private static Fingerprints fingerprints(Map<String, String> settings) {
        return new Fingerprints(TestSettings.keyedHashes(settings));
    }

    private static Hit hit(String path, String value) {
        return new Hit(path, PersonalKind.MOBILE, value, "***");
    }

    /** The position in a list may change; the record, the field, the kind and the value may not. */
    @Test
    void hashIsThatOfTheValueInItsPlace() {
        ByteBuffer hash = fingerprints.of("office", "O-1", HIT);
        assertThat(fingerprints.of("office", "O-1", hit("contacts[7].note", "13812345678")))
                .isEqualTo(hash);
        assertThat(List.of(
                        fingerprints.of("hotline", "O-1", HIT),
                        fingerprints.of("office", "O-2", HIT),
                        fingerprints.of("office", "O-1", hit("note", "13812345678")),
                        fingerprints.of("office", "O-1", hit("contacts[0].note", "13912345678")),
                        fingerprints.of(
                                "office",
                                "O-1",
                                new Hit("contacts[0].note", PersonalKind.LANDLINE, "13812345678", "***"))))
                .doesNotContain(hash)
                .doesNotHaveDuplicates();
    }

    /** Without the secret a value cannot be guessed from its hash. */
    @Test
    void hashDependsOnTheSecret() {
        ByteBuffer hash = fingerprints(Map.of("sunwindow.progress.secret", OLD)).of("office", "O-1", HIT);
        assertThat(fingerprints.contains(Set.of(hash), "office", "O-1", HIT)).isFalse();
        var changed = fingerprints(Map.of("sunwindow.progress.previous-secrets", OLD));
        assertThat(changed.contains(Set.of(hash), "office", "O-1", HIT)).isTrue();
    }

    @Test
    void joinedHashesAreSplit() {
        List<ByteBuffer> hashes = List.of(fingerprints.of("office", "O-1", HIT), fingerprints.of("office", "O-2", HIT));
        assertThat(Fingerprints.split(Fingerprints.join(hashes))).containsExactlyInAnyOrderElementsOf(hashes);
        assertThat(Fingerprints.split(new byte[0])).isEmpty();
    }
}
