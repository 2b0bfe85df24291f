package org.sunwindow.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Finds the address of a client behind proxies: the last forwarded address that does not belong to a trusted proxy. A
 * client can forge the addresses before it.
 */
public final class Proxies {

    public static final String FORWARDED_FOR = "X-Forwarded-For";

    /**
     * Length of the prefix that identifies an IPv6 client, because a household or machine usually has all addresses
     * under it.
     */
    private static final int IPV6_CLIENT_BYTES = 8;

    /** Providers usually assign a /56 to a household and a /48 to an organization. */
    private static final int IPV6_SUBNET_BYTES = 7;

    private static final int IPV6_NETWORK_BYTES = 6;
    private static final int IPV4_NETWORK_BYTES = 3;

    private final List<Network> trusted;

    /**
     * @param networks addresses, or networks in the form {@code 10.0.0.0/8}
     * @throws IllegalArgumentException for any other text
     */
    public Proxies(List<String> networks) {
        trusted = networks.stream().map(String::strip).map(Network::parse).toList();
    }

    /**
     * A client and the networks around it, in hexadecimal digits.
     *
     * @param address an IPv4 address or the /64 of IPv6
     * @param subnet  the /56 of IPv6, otherwise {@code null}
     * @param network the /24 of IPv4 or the /48 of IPv6; {@code null} if the address is unknown
     */
    public record Client(String address, String subnet, String network) {}

    /**
     * Returns the address or, for IPv6, the network of the client in hexadecimal digits.
     *
     * @param remote       address of the connection
     * @param forwardedFor values of the header {@code X-Forwarded-For}, in the order received
     */
    public String client(String remote, List<String> forwardedFor) {
        return networks(remote, forwardedFor).address();
    }

    /** Returns the client of a request in the same way, an empty text if its connection has ended already. */
    public String client(HttpServerRequest request) {
        SocketAddress remote = request.remoteAddress();
        return remote == null
                ? ""
                : client(remote.hostAddress(), request.headers().getAll(FORWARDED_FOR));
    }

    /** Returns the same client with the networks around it. */
    public Client networks(String remote, List<String> forwardedFor) {
        byte[] client = address(remote, forwardedFor);
        return client == null ? new Client(remote, null, null) : networks(client);
    }

    /** Returns the complete address of the client, 4 or 16 bytes; {@code null} if {@code remote} is no address. */
    public byte[] address(String remote, List<String> forwardedFor) {
        byte[] client = Network.address(remote);
        if (client == null) {
            return null;
        }
        var hops = new ArrayList<String>();
        forwardedFor.forEach(value -> hops.addAll(List.of(value.split(","))));
        for (int hop = hops.size() - 1; hop >= 0 && isTrusted(client); hop--) {
            byte[] before = Network.address(withoutPort(hops.get(hop).strip()));
            if (before == null) {
                break;
            }
            client = before;
        }
        return client;
    }

    /**
     * Returns a client with the networks around it.
     *
     * @param client complete address, 4 or 16 bytes
     */
    public static Client networks(byte[] client) {
        return client.length <= Integer.BYTES
                ? new Client(prefix(client, client.length), null, prefix(client, IPV4_NETWORK_BYTES))
                : new Client(
                        prefix(client, IPV6_CLIENT_BYTES),
                        prefix(client, IPV6_SUBNET_BYTES),
                        prefix(client, IPV6_NETWORK_BYTES));
    }

    /** Some proxies append the port of the client, as in {@code 192.0.2.1:5555} and {@code [2001:db8::1]:5555}. */
    private static String withoutPort(String hop) {
        if (hop.startsWith("[")) {
            return hop.substring(1, Math.max(1, hop.indexOf(']')));
        }
        int colon = hop.indexOf(':');
        return colon >= 0 && colon == hop.lastIndexOf(':') ? hop.substring(0, colon) : hop;
    }

    private static String prefix(byte[] address, int bytes) {
        return HexFormat.of().formatHex(address, 0, bytes);
    }

    private boolean isTrusted(byte[] address) {
        return trusted.stream().anyMatch(network -> network.has(address));
    }
}
