package org.sunwindow.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sunwindow.Sunwindow;
import org.sunwindow.contract.PublishedContract.Operation;

/**
 * In Swagger UI, "Try it out" and "Execute" work for every operation, with what the page fills in. Runs in a headless Chromium,
 * and is skipped without one.
 */
@Tag("slow")
@QuarkusTest
@TestProfile(DemoService.WithSampleData.class)
class SwaggerUiTest {

    /** Waits in the page until a condition holds. */
    private static final String UNTIL = """
            const until = async found => {
                for (let i = 0; i < 2400; i++) {
                    const value = found();
                    if (value) { return value; }
                    await new Promise(resolve => setTimeout(resolve, 25));
                }
                return null;
            };
            """;

    /** Requests get the token that a publisher or caller would enter in the dialog of the page. */
    private static final String AUTHORIZE = """
            const send = window.fetch;
            window.fetch = (request, options) => {
                const sent = request instanceof Request ? new Request(request) : new Request(request, options);
                if (window.token) { sent.headers.set('Authorization', 'Bearer ' + window.token); }
                return send(sent);
            };
            return true;
            """;

    /** Opens an operation, executes it and returns the status that the page shows. */
    private static final String EXECUTE = """
            window.token = %s;
            const block = await until(() => document.getElementById('operations-%s-%s'));
            if (!block) { return 'no such operation'; }
            if (!block.classList.contains('is-open')) { block.querySelector('.opblock-summary-control').click(); }
            const tryOut = await until(() => block.querySelector('.try-out__btn'));
            if (!tryOut) { return 'cannot be opened'; }
            if (!tryOut.classList.contains('cancel')) { tryOut.click(); }
            const execute = await until(() => block.querySelector('.btn.execute'));
            if (!execute) { return 'cannot be tried out'; }
            const file = block.querySelector('input[type=file]');
            if (file) {
                const files = new DataTransfer();
                files.items.add(new File(['text'], 'x.txt', {type: 'text/plain'}));
                file.files = files.files;
                file.dispatchEvent(new Event('change', {bubbles: true}));
            }
            execute.click();
            const status = await until(() => block.querySelector('.live-responses-table .response .response-col_status')
                || block.querySelector('.parameters .invalid') || block.querySelector('.validation-errors'));
            const shown = !status ? 'hangs' : status.classList.contains('invalid') ? 'invalid parameters' : status.innerText;
            block.querySelector('.opblock-summary-control').click();
            return shown;
            """;

    private final PublishedContract contract = PublishedContract.read();

    @BeforeEach
    void awaitSampleData() {
        new DemoService().awaitSampleData();
    }

    @Test
    void everyOperationCanBeExecuted() throws IOException, InterruptedException {
        Optional<String> command = Chromium.command();
        if (command.isEmpty()) {
            System.out.println("Swagger UI is not tested: Chromium is not installed.");
        }
        assumeThat(command).as("Chromium is installed").isPresent();
        var faults = new ArrayList<String>();
        try (var browser = new Chromium(command.get())) {
            browser.open(Sunwindow.underTest().base() + "/q/swagger-ui/");
            assertThat(browser.evaluate(UNTIL + "return !!await until(() => document.querySelector('.opblock'));")
                            .asBoolean())
                    .as("the page shows operations")
                    .isTrue();
            browser.evaluate(AUTHORIZE);
            for (Operation operation : contract.operations()) {
                if (operation.isStream()) {
                    // the page shows an answer once it has ended, and a stream ends after minutes
                    continue;
                }
                String shown = execute(browser, operation);
                if (!isExpected(operation, shown)) {
                    faults.add(operation.id() + ": " + shown);
                }
            }
        }
        assertThat(faults).isEmpty();
    }

    private static boolean isExpected(Operation operation, String shown) {
        return shown.startsWith("2")
                || DemoService.FAILURES.getOrDefault(operation.id(), Set.of()).stream()
                        .anyMatch(status -> shown.startsWith(status.toString()));
    }

    private static String execute(Chromium browser, Operation operation) {
        String token =
                DemoService.token(operation).map(text -> "'" + text + "'").orElse("null");
        JsonNode shown = browser.evaluate(
                UNTIL + EXECUTE.formatted(token, operation.node().at("/tags/0").asText(), operation.id()));
        return shown.asText();
    }
}
