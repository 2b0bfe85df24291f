package org.sunwindow.imports.background;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.sunwindow.TestSettings;

class BodyCipherTest {

    private static final String OLD = "an-earlier-secret-that-only-tests-have";
    private static final UUID RUN = UUID.fromString("3f0c2a52-5a2d-4a53-9d55-1d7a0a6f2b11");
    private static final UUID OTHER = UUID.fromString("3f0c2a52-5a2d-4a53-9d55-1d7a0a6f2b12");
    private static final byte[] CONTENT = "联系人电话13812345678".repeat(20).getBytes(StandardCharsets.UTF_8);

    private final BodyCipher cipher = new BodyCipher(TestSettings.keyedHashes(Map.of()));

    @Test
    void partIsHiddenAndReadAgain() throws UnreadableBodyException {
        byte[] stored = cipher.encrypt(RUN, 7, CONTENT);
        assertThat(new String(stored, StandardCharsets.ISO_8859_1)).doesNotContain("13812345678");
        assertThat(cipher.decrypt(RUN, 7, stored)).isEqualTo(CONTENT);
    }

    @Test
    void equalPartsAreStoredDifferently() {
        assertThat(cipher.encrypt(RUN, 0, CONTENT))
                .isNotEqualTo(cipher.encrypt(RUN, 1, CONTENT))
                .isNotEqualTo(cipher.encrypt(OTHER, 0, CONTENT));
    }

    @Test
    void partOfAnotherPlaceIsUnreadable() {
        byte[] stored = cipher.encrypt(RUN, 0, CONTENT);
        assertThatThrownBy(() -> cipher.decrypt(RUN, 1, stored)).isInstanceOf(UnreadableBodyException.class);
        assertThatThrownBy(() -> cipher.decrypt(OTHER, 0, stored)).isInstanceOf(UnreadableBodyException.class);
    }

    @Test
    void changedPartIsUnreadable() {
        byte[] stored = cipher.encrypt(RUN, 0, CONTENT);
        stored[10] ^= 1;
        assertThatThrownBy(() -> cipher.decrypt(RUN, 0, stored)).isInstanceOf(UnreadableBodyException.class);
    }

    @Test
    void partIsReadAfterTheSecretWasChanged() throws UnreadableBodyException {
        byte[] stored = new BodyCipher(TestSettings.keyedHashes(Map.of("sunwindow.progress.secret", OLD)))
                .encrypt(RUN, 0, CONTENT);
        var later = new BodyCipher(TestSettings.keyedHashes(Map.of("sunwindow.progress.previous-secrets", OLD)));
        assertThat(later.decrypt(RUN, 0, stored)).isEqualTo(CONTENT);
        assertThatThrownBy(() -> cipher.decrypt(RUN, 0, stored)).isInstanceOf(UnreadableBodyException.class);
    }
}
