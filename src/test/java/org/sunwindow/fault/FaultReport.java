package org.sunwindow.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Publishes what a test of a fault has seen as an entry of its report, and fails it if a change was lost. */
final class FaultReport implements ParameterResolver, AfterTestExecutionCallback {

    static final String SEEN = "seen";
    static final String LOST = "lost";

    private static final Namespace NAMESPACE = Namespace.create(FaultReport.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Seen.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return seen(context);
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        Seen seen = seen(context);
        // an entry must not be blank
        String remarks = seen.toString().isEmpty() ? "-" : seen.toString();
        context.publishReportEntry(Map.of(SEEN, remarks, LOST, Long.toString(seen.lost())));
        assertThat(seen.lost()).as("acknowledged changes that were lost").isZero();
    }

    private static Seen seen(ExtensionContext context) {
        return context.getStore(NAMESPACE).computeIfAbsent(Seen.class, type -> new Seen(), Seen.class);
    }
}
