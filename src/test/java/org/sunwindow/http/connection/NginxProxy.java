package org.sunwindow.http.connection;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sunwindow.Instance;
import org.sunwindow.Sunwindow;
import org.sunwindow.WebServerFile;

/** An nginx with the file of this project, without TLS, on a free port. */
final class NginxProxy implements AutoCloseable {

    static final Path PROGRAM = Path.of("/usr/sbin/nginx");

    private static final String SETTINGS = """
            %2$s
            daemon off;
            worker_processes 1;
            pid %1$s/pid;
            error_log %1$s/log warn;
            events { worker_connections 256; }
            http {
                client_body_temp_path %1$s/body;
                proxy_temp_path %1$s/proxy;
                fastcgi_temp_path %1$s/fastcgi;
                uwsgi_temp_path %1$s/uwsgi;
                scgi_temp_path %1$s/scgi;
                %3$s
            }
            """;

    private final int port = Instance.freePort();
    private final Process process;

    static boolean isInstalled() {
        return Files.isExecutable(PROGRAM);
    }

    /**
     * @param home    a directory for its files
     * @param service port of the service
     */
    NginxProxy(Path home, int service) throws IOException {
        String sites = WebServerFile.text()
                .replace("server 127.0.0.1:8080;", "server 127.0.0.1:%d;".formatted(service))
                .replaceAll("listen \\[::]:.*;", "")
                .replace("listen 80;", "listen 127.0.0.1:%d;".formatted(Instance.freePort()))
                .replace("listen 443 ssl http2;", "listen 127.0.0.1:%d;".formatted(port))
                .replaceAll("ssl_.*;", "")
                .replace("/var/cache/", home + "/")
                .replace("/var/log/nginx/", home + "/");
        // started as root, its worker would run as another user, who cannot write the files
        String user = System.getProperty("user.name").equals("root") ? "user root;" : "";
        Path settings = Files.writeString(home.resolve("conf"), SETTINGS.formatted(home, user, sites));
        process = new ProcessBuilder(
                        PROGRAM.toString(),
                        "-p",
                        home.toString(),
                        "-e",
                        home.resolve("log").toString(),
                        "-c",
                        settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("output").toFile())
                .start();
        Sunwindow.await("nginx", () -> {
            if (!process.isAlive()) {
                throw new AssertionError(Files.readString(home.resolve("output")));
            }
            new Socket("127.0.0.1", port).close();
            return true;
        });
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
