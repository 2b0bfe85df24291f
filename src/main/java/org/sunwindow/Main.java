package org.sunwindow;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

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
        Quarkus.run(arguments);
    }
}
