package org.sunwindow.bench;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/**
 * An HTTP request.
 *
 * @param headers additional headers, each with its line break
 * @param body    empty if there is none
 */
record Request(String method, String path, String headers, String body) {

    static Request get(String path) {
        return new Request("GET", path, "", "");
    }

    static Request post(String path, String json) {
        return new Request("POST", path, "Content-Type: application/json\r\n", json);
    }

    Request with(String header, String value) {
        return new Request(method, path, headers + header + ": " + value + "\r\n", body);
    }

    /** Returns the serialized request. */
    byte[] bytes(InetSocketAddress server) {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        String length = content.length == 0 ? "" : "Content-Length: " + content.length + "\r\n";
        byte[] head = "%s %s HTTP/1.1\r\nHost: %s:%d\r\nAccept: application/json\r\n%s%s\r\n"
                .formatted(method, path, server.getHostString(), server.getPort(), headers, length)
                .getBytes(StandardCharsets.US_ASCII);
        byte[] all = new byte[head.length + content.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(content, 0, all, head.length, content.length);
        return all;
    }
}
