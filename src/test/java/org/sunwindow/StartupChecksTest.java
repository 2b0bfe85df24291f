package org.sunwindow;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.arc.All;
import io.quarkus.arc.ClientProxy;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The checks that the service runs at start. */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class StartupChecksTest {

    @Inject
    @All
    List<StartupCheck> checks;

    @Test
    void applicationRunsAllStartupChecks() {
        assertThat(checks)
                .<Class<?>>extracting(check -> ClientProxy.unwrap(check).getClass())
                .containsExactlyInAnyOrderElementsOf(TestSettings.startupChecks(TestSettings.with(Map.of())).stream()
                        .<Class<?>>map(Object::getClass)
                        .toList());
    }

    /** The tests run with the published demo secrets. */
    @Test
    void demoSecretsAreRejectedInProduction() {
        assertThat(StartupGuard.tooLow(checks)).isEmpty();
        assertThat(StartupGuard.unfitForProduction(checks))
                .anySatisfy(reason -> assertThat(reason).contains("sunwindow.progress.secret"))
                .anySatisfy(reason -> assertThat(reason).contains("publisher demo"))
                .anySatisfy(reason -> assertThat(reason).contains("caller demo"));
    }
}
