package org.sunwindow.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.sunwindow.Instance;

/** Serves the same bytes as plain and precompressed files with nginx, an upper bound for any application. */
final class Nginx implements AutoCloseable {

    private static final String SETTINGS = """
            %2$s
            daemon off;
            worker_processes auto;
            pid %1$s/pid;
            error_log %1$s/log warn;
            events { worker_connections 1024; }
            http {
                access_log off;
                keepalive_requests 1000000000;
                sendfile on;
                tcp_nopush on;
                open_file_cache max=100;
                etag on;
                default_type application/json;
                gzip_static on;
                client_body_temp_path %1$s/body;
                proxy_temp_path %1$s/proxy;
                fastcgi_temp_path %1$s/fastcgi;
                uwsgi_temp_path %1$s/uwsgi;
                scgi_temp_path %1$s/scgi;
                server { listen 127.0.0.1:%3$d; root %1$s/answers; }
            }
            """;

    private final InetSocketAddress address;
    private final Process process;

    /**
     * @param answers response bodies by path
     */
    Nginx(ExternalProgram nginx, Path home, Map<String, byte[]> answers) throws IOException {
        address = new InetSocketAddress("127.0.0.1", Instance.freePort());
        Files.createDirectories(home.resolve("answers"));
        for (var answer : answers.entrySet()) {
            Files.write(home.resolve("answers").resolve(answer.getKey()), answer.getValue());
            Files.write(home.resolve("answers").resolve(answer.getKey() + ".gz"), compressed(answer.getValue()));
        }
        // started as root, its workers would run as another user, who cannot read the files
        String user = System.getProperty("user.name").equals("root") ? "user root;" : "";
        Path settings = Files.writeString(home.resolve("conf"), SETTINGS.formatted(home, user, address.getPort()));
        process = new ProcessBuilder(nginx.command(
                        "-p", home.toString(), "-e", home.resolve("log").toString(), "-c", settings.toString()))
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("output").toFile())
                .start();
        FirstResponse.await(address, Request.get("/list"));
    }

    private static byte[] compressed(byte[] bytes) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    InetSocketAddress address() {
        return address;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
