package org.sunwindow;

import io.quarkus.arc.Arc;
import io.quarkus.arc.Unremovable;
import io.quarkus.vertx.http.HttpServer;
import jakarta.inject.Singleton;

/** The management port of the application that runs in the process of the test. */
@Singleton
@Unremovable
public class Management {

    private final HttpServer server;

    Management(HttpServer server) {
        this.server = server;
    }

    /** Returns its base URL. */
    public static String underTest() {
        int port = Arc.container().instance(Management.class).get().server.getManagementPort();
        return "http://127.0.0.1:" + port;
    }
}
