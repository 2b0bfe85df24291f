package org.sunwindow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sunwindow.LookupClient.code;
import static org.sunwindow.LookupClient.number;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The key of the hashes and the token of a publisher are changed while two instances serve, as docs/operating.md says. */
class KeyRotationIT {

    private static final String OLD = "the-former-key-of-the-bureau-0123456789";
    private static final String NEW = "the-present-key-of-the-bureau-0123456789";

    private static final String OLD_TOKEN = "the-former-token-of-the-bureau";
    private static final String NEW_TOKEN = "the-present-token-of-the-bureau";

    /** So many that a change of the order of equal updates would be noticed. */
    private static final int CASES = 12;

    @TempDir
    Path home;

    private LocalDatabase database;

    @Test
    void codesAndTokensAreValidAllTheTime() throws IOException {
        try (var started = LocalDatabase.temporary()) {
            database = started;
            try (var first = instance("a", OLD, "", OLD_TOKEN, "");
                    var second = instance("b", OLD, "", OLD_TOKEN, "")) {
                assertThat(first.start()
                                .publish("application", LookupClient.cases(CASES))
                                .getInt("created"))
                        .isEqualTo(CASES);
                second.start();
            }
            // 1. both know the new key, and use the old one
            try (var first = instance("a", OLD, NEW, OLD_TOKEN, NEW_TOKEN)) {
                Sunwindow before = first.start();
                try (var second = instance("b", NEW, OLD, NEW_TOKEN, OLD_TOKEN)) {
                    // 2. one of them uses the new key
                    Sunwindow after = second.start();
                    assertFound(after, 0);
                    assertFound(before, 0);
                    assertThat(after.publish("application", oneMore()).getInt("created"))
                            .isEqualTo(1);
                    assertFound(before, 2 * CASES);
                    assertFound(before, 2);
                    assertFound(after, 2);
                    // each client has a token of its own
                    assertThat(before.token()).isNotEqualTo(after.token());
                    assertThat(before.publish("division", division("以原凭据报送")).getInt("rejected"))
                            .isZero();
                    assertThat(after.publish("division", division("以新凭据报送")).getInt("rejected"))
                            .isZero();
                    // 3. all cases are sent again
                    Json again = after.publish("application", LookupClient.cases(CASES + 1));
                    assertThat(again.getInt("unchanged")).isEqualTo(CASES + 1);
                }
            }
            // 4. the old key is removed
            try (var second = instance("b", NEW, "", NEW_TOKEN, "")) {
                Sunwindow after = second.start();
                for (int i = 0; i <= CASES; i++) {
                    assertFound(after, 2 * i);
                }
                after.ask(number(0), "QUERY_CODE", code(2)).then().statusCode(404);
                new Sunwindow(after.base(), OLD_TOKEN, after::management)
                        .send("division", division("以作废的凭据报送"))
                        .then()
                        .statusCode(401);
            }
            try (var former = instance("c", OLD, "", OLD_TOKEN, "")) {
                former.launch().onExit().join();
                assertThat(former.log()).contains("this database was written with another key");
            }
        }
    }

    private Instance instance(String name, String key, String otherKey, String token, String otherToken) {
        return new Instance(
                home.resolve(name),
                database,
                Map.of(
                        "SUNWINDOW_PROGRESS_SECRET",
                        key,
                        "SUNWINDOW_PROGRESS_PREVIOUS_SECRETS",
                        otherKey,
                        "SUNWINDOW_PUBLISHERS_BUREAU_TOKEN",
                        token,
                        "SUNWINDOW_PUBLISHERS_BUREAU_NEXT_TOKEN",
                        otherToken));
    }

    private static String oneMore() {
        String cases = LookupClient.cases(CASES + 1);
        return cases.substring(cases.lastIndexOf('\n', cases.length() - 2) + 1);
    }

    private static String division(String name) {
        return "{\"code\":\"990109\",\"name\":\"%s\"}".formatted(name);
    }

    private static void assertFound(Sunwindow sunwindow, int index) {
        sunwindow.ask(number(index), "QUERY_CODE", code(index)).then().statusCode(200);
    }
}
