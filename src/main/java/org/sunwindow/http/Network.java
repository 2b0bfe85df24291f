package org.sunwindow.http;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * A network of IPv4 or IPv6.
 *
 * @param address 4 or 16 bytes
 * @param bits    length of the prefix
 */
public record Network(byte[] address, int bits) {

    /** Only literals are parsed, so that no name is ever resolved. */
    private static final Pattern LITERAL = Pattern.compile("[0-9.]{7,15}|[0-9A-Fa-f:.]{2,45}");

    /**
     * Parses an address, or a network in the form {@code 10.0.0.0/8}.
     *
     * @throws IllegalArgumentException for any other text
     */
    public static Network parse(String text) {
        String[] parts = text.split("/", 2);
        byte[] address = address(parts[0]);
        if (address == null) {
            throw new IllegalArgumentException("neither an address nor a network: " + text);
        }
        int bits = parts.length == 1 ? address.length * Byte.SIZE : Integer.parseInt(parts[1]);
        if (bits < 0 || bits > address.length * Byte.SIZE) {
            throw new IllegalArgumentException("neither an address nor a network: " + text);
        }
        return new Network(address, bits);
    }

    /** Returns the bytes of an address, {@code null} if the text is none. IPv4 in IPv6 has 4 bytes. */
    static byte[] address(String literal) {
        try {
            return LITERAL.matcher(literal).matches()
                    ? InetAddress.getByName(literal).getAddress()
                    : null;
        } catch (UnknownHostException e) {
            return null;
        }
    }

    /** Whether an address is in the network. An IPv4 address is in no IPv6 network. */
    public boolean has(byte[] other) {
        int rest = address.length * Byte.SIZE - bits;
        return other.length == address.length
                && new BigInteger(1, address).shiftRight(rest).equals(new BigInteger(1, other).shiftRight(rest));
    }
}
