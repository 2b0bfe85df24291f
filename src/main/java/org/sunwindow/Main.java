package org.sunwindow;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/**
 * Starts the service. The server's own check of addresses is switched off before it is loaded, because it answers with
 * an empty body; {@code web.HttpEdges} makes the same check and answers with a problem.
 */
@QuarkusMain
public final class Main {

    /** Read once by the server, so a native image is built with it, and tests are run with it. */
    private static final String OWN_URI_CHECK = "vertx.disableURIValidation";

    private Main() {}

    public static void main(String... arguments) {
        System.setProperty(OWN_URI_CHECK, "true");
        Quarkus.run(arguments);
    }
}
