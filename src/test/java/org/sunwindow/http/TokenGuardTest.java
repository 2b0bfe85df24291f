package org.sunwindow.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sunwindow.MovableClock;
import org.sunwindow.TestSettings;

class TokenGuardTest {

    private static final String RIGHT = "Bearer the-right-token";
    private static final String NEXT = "Bearer the-next-token";
    private static final String WRONG = "Bearer a-guess";

    private final MovableClock clock = new MovableClock();
    private final BearerTokens tokens =
            new BearerTokens(Map.of("bureau", List.of("the-right-token", "the-next-token")));
    private final BearerTokens otherTokens = new BearerTokens(Map.of("portal", List.of("a-portal-token")));
    private final TokenGuard guard = guard(1000);

    private TokenGuard guard(int addresses) {
        return new TokenGuard(
                TestSettings.general(Map.of(
                        "sunwindow.token-failures.limit", "5",
                        "sunwindow.token-failures.within", "10m",
                        "sunwindow.token-failures.addresses", Integer.toString(addresses))),
                clock);
    }

    @Test
    void bothTokensOfAPartyAreValid() {
        assertThat(guard.party("a", RIGHT, tokens)).contains("bureau");
        assertThat(guard.party("a", NEXT, tokens)).contains("bureau");
        assertThat(guard.party("a", WRONG, tokens)).isEmpty();
    }

    @Test
    void addressThatGuessesIsRefusedEvenWithTheRightToken() {
        fail("a", 5);
        assertThat(refusal("a", RIGHT).code()).isEqualTo(ProblemCode.TOKEN_THROTTLED);
        assertThat(refusal("a", RIGHT).retryAfter()).isEqualTo(Duration.ofMinutes(10));
        assertThat(guard.party("b", RIGHT, tokens)).contains("bureau");
    }

    /** A portal with a wrong token does not shut out the publishers behind its address, nor the reverse. */
    @Test
    void failuresOfOneSetOfTokensDoNotRefuseAnother() {
        fail("a", 5);
        assertThat(guard.party("a", "Bearer a-portal-token", otherTokens)).contains("portal");
        assertThat(refusal("a", RIGHT).code()).isEqualTo(ProblemCode.TOKEN_THROTTLED);
        for (int i = 0; i < 5; i++) {
            assertThat(guard.party("b", WRONG, otherTokens)).isEmpty();
        }
        assertThat(guard.party("b", RIGHT, tokens)).contains("bureau");
    }

    @Test
    void failuresAreForgottenAtTheEndOfTheirWindow() {
        fail("a", 4);
        clock.forward(Duration.ofMinutes(9));
        fail("a", 1);
        clock.forward(Duration.ofSeconds(59));
        assertThat(refusal("a", RIGHT).retryAfter()).isEqualTo(Duration.ofSeconds(1));
        clock.forward(Duration.ofSeconds(1));
        assertThat(guard.party("a", RIGHT, tokens)).contains("bureau");
        fail("a", 4);
    }

    /** A party cannot use its own token to go on guessing that of another. */
    @Test
    void knownTokenDoesNotResetTheFailures() {
        for (int i = 0; i < 5; i++) {
            fail("a", 1);
            if (i < 4) {
                assertThat(guard.party("a", RIGHT, tokens)).contains("bureau");
            }
        }
        assertThat(refusal("a", RIGHT).code()).isEqualTo(ProblemCode.TOKEN_THROTTLED);
    }

    @Test
    void addressThatGuessesIsNotDisplacedByMany() {
        TokenGuard small = guard(10);
        for (int i = 0; i < 1_000; i++) {
            small.party("address-" + i, WRONG, tokens);
        }
        int answered = 0;
        for (int i = 0; i < 1_000; i++) {
            small.party("more-" + i, WRONG, tokens);
            try {
                small.party("a", WRONG, tokens);
                answered++;
            } catch (ProblemException refused) {
                assertThat(refused.code()).isEqualTo(ProblemCode.TOKEN_THROTTLED);
            }
        }
        assertThat(answered).isLessThan(500);
    }

    private void fail(String address, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(guard.party(address, WRONG, tokens)).isEmpty();
        }
    }

    private ProblemException refusal(String address, String authorization) {
        return catchThrowableOfType(ProblemException.class, () -> guard.party(address, authorization, tokens));
    }
}
