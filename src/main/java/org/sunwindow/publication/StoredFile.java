package org.sunwindow.publication;

import java.nio.charset.StandardCharsets;

/**
 * A file that a publisher has uploaded, without its bytes.
 *
 * @param hash SHA-256 of the bytes, 64 lower-case hexadecimal digits; identifies the file
 * @param name safe on every system; that of the first upload
 * @param size in bytes
 * @param text its text, checked for personal data and shortened for search; empty if not known
 */
public record StoredFile(String hash, String name, String mediaType, long size, String text) {

    private static final String UNRESERVED = "-._~";

    /** Returns this file under the name under which a record that lists it offers it. */
    public StoredFile listedAs(String listed) {
        return new StoredFile(hash, FileName.downloaded(listed, name), mediaType, size, text);
    }

    /** Returns the beginning of the addresses of a file, which its name follows. */
    public static String address(String hash) {
        return "/api/v1/attachments/" + hash + '/';
    }

    /** Returns the address from which it is downloaded under its name. */
    public String url() {
        var url = new StringBuilder(address(hash));
        for (byte each : name.getBytes(StandardCharsets.UTF_8)) {
            if (isUnreserved((char) (each & 0xff))) {
                url.append((char) each);
            } else {
                url.append("%%%02X".formatted(each & 0xff));
            }
        }
        return url.toString();
    }

    private static boolean isUnreserved(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || UNRESERVED.indexOf(c) >= 0;
    }
}
