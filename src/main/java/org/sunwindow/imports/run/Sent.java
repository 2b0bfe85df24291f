package org.sunwindow.imports.run;

import java.util.function.Supplier;

/**
 * What a publisher has sent with a file.
 *
 * @param fileName {@code null} for none
 * @param key      by which a retry is recognized, {@code null} for none
 */
public record Sent(String fileName, Key key) {

    public static final Sent NOTHING = new Sent(null, null);

    /**
     * A key of a publisher.
     *
     * @param hash    of the publisher and the key
     * @param request hash of the parameters; a retry has the same
     * @param body    returns the hash of the body once it was read, and reads what is left of it
     */
    public record Key(byte[] hash, byte[] request, Supplier<byte[]> body) {}
}
