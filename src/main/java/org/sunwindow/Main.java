package org.sunwindow;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.runtime.util.ExceptionUtil;
import io.smallrye.config.ConfigValidationException;
import org.jboss.logging.Logger;

/**
 * Starts the service. The server's own check of addresses is switched off before the server is loaded, because it
 * answers with an empty body; {@code http.RequestChecks} makes the same check and answers with a problem.
 */
@QuarkusMain
public final class Main {

    /** The server reads the property once, so native images are built with it and tests run with it. */
    private static final String OWN_URI_CHECK = "vertx.disableURIValidation";

    private Main() {}

    public static void main(String... arguments) {
        System.setProperty(OWN_URI_CHECK, "true");
        Quarkus.run(null, Main::exit, arguments);
    }

    /**
     * Logs why wrong settings prevent the start, with the environment variables to change. The platform prints the names of
     * properties only, and not as a line of the log.
     */
    private static void exit(int code, Throwable failure) {
        Throwable cause = failure == null ? null : ExceptionUtil.getRootCause(failure);
        if (cause instanceof ConfigValidationException || cause instanceof ConfigurationException) {
            String reasons = SettingNames.inEnvironment(cause.getMessage());
            Logger.getLogger(Main.class).fatal(reasons.replaceAll("\\s+", " "));
        }
        System.exit(code);
    }
}
