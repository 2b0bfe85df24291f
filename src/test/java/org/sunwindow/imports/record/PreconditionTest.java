package org.sunwindow.imports.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sunwindow.http.ProblemException;

class PreconditionTest {

    @ParameterizedTest
    @CsvSource({
        "'\"7\"', , 7",
        "'\"6\", \"7\"', , 7",
        "*, , 7",
        ", , ",
        ", *, ",
        ", '\"7\"', ",
    })
    void holds(String ifMatch, String ifNoneMatch, Long revision) {
        new Precondition(ifMatch, ifNoneMatch).check(revision);
        assertThat(Precondition.tag(7)).isEqualTo("\"7\"");
    }

    @ParameterizedTest
    @CsvSource({
        "'\"6\"', , 7, 412",
        "'W/\"7\"', , 7, 412",
        "7, , 7, 412",
        "'\"7\"', , , 412",
        "*, , , 412",
        "'\"7\"', *, 7, 412",
        ", *, 7, 412",
        ", '\"7\"', 7, 412",
        ", '\"6\"', 7, 428",
        ", , 7, 428",
    })
    void fails(String ifMatch, String ifNoneMatch, Long revision, int status) {
        assertThatThrownBy(() -> new Precondition(ifMatch, ifNoneMatch).check(revision))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.code().status()).isEqualTo(status));
    }
}
