package org.sunwindow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sunwindow.language.ChineseText;
import org.sunwindow.publication.RecordIdentity;

class IdentifierTest {

    static Stream<String> typings() {
        return Typings.of("Ft-W/2〔7〕").stream();
    }

    @ParameterizedTest
    @MethodSource("typings")
    void typingDoesNotCount(String typed) {
        assertThat(Identifier.canonical(typed)).isEqualTo("FT-W/2(7)");
        assertThat(Identifier.same(typed, "FT-W/2[7]")).isTrue();
        assertThat(ChineseText.identifier(typed))
                .as("as the filters compare it")
                .isEqualTo("ftw27");
    }

    @ParameterizedTest
    @CsvSource({"FT-W/2, FTW2", "FT-W/2, FT-W/02", "FT-W/2, FT-W-2", "FT-W/2, FT_W/2", "A-12-3, A-1-23", "A--1, A-1"})
    void whatElseDiffersCounts(String one, String other) {
        assertThat(Identifier.same(one, other)).isFalse();
    }

    @Test
    void aChineseDashIsOneHyphen() {
        assertThat(Identifier.canonical("IOE——2026—7")).isEqualTo("IOE-2026-7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u200B", "\uFEFF\u00AD\u3000", "\uDB40\uDC01"})
    void nothingVisibleIsEmpty(String typed) {
        assertThat(Identifier.canonical(typed)).isEmpty();
    }

    /** NFKC would take minutes for a megabyte of combining marks. */
    @Test
    void longTextIsReturnedUnchanged() {
        String longest = "a".repeat(4 * Identifier.MAX_LENGTH);
        assertThat(Identifier.canonical(longest)).isEqualTo(longest.toUpperCase(Locale.ROOT));
        assertThat(Identifier.canonical(longest + 'a')).isEqualTo(longest + 'a');
        assertThat(RecordIdentity.of("\u0315".repeat(500_000) + "\u0316".repeat(500_000))
                        .isValid())
                .isFalse();
    }

    @Test
    void missingIdentifiersAreNotTheSame() {
        assertThat(Identifier.same(null, null)).isFalse();
    }

    /** Keys in the store are canonical already and must stay as they are. Marks may combine with what precedes them. */
    @Test
    @Tag("slow")
    void canonicalFormIsFinal() {
        IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                .mapToObj(Character::toString)
                .flatMap(c -> Stream.of("e" + c, c + "\u0301", "—" + c + "—"))
                .forEach(text -> {
                    String canonical = Identifier.canonical(text);
                    if (!Identifier.canonical(canonical).equals(canonical)) {
                        throw new AssertionError("U+%04X".formatted(text.codePointAt(text.charAt(0) == 'e' ? 1 : 0)));
                    }
                });
    }
}
