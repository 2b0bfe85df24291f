package org.sunwindow.outbound;

import java.net.IDN;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.sunwindow.http.Network;
import org.sunwindow.outbound.OutboundException.Reason;

/**
 * Decides where the service may connect to. The name of a host must be allowed, and so must each of its addresses. The
 * result contains the addresses that were checked, because resolving the name again may return others. Immutable.
 */
public final class AllowedHosts {

    private static final Pattern ENTRY = Pattern.compile(
            "(?<http>http://)?(?<name>[^\\s/@:\\[\\]]+)(?::(?<port>[0-9]{1,5}))?(?:@(?<network>\\S+))?");

    /** A name whose last part is a number is read as an address in many spellings; only the usual one is allowed. */
    private static final Pattern NUMERIC = Pattern.compile("(?:.*\\.)?(?:[0-9]+|0[xX][0-9a-fA-F]*)\\.?");

    private static final Pattern IPV4 = Pattern.compile(
            "(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])");

    private static final int HTTP = 80;
    private static final int HTTPS = 443;
    private static final int MAX_PORT = 65_535;

    private final List<Host> hosts;
    private final Resolver resolver;

    /** Looks up the addresses of a host. */
    @FunctionalInterface
    public interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    /**
     * An entry of the list.
     *
     * @param isHttp  whether http is allowed, instead of https
     * @param network which its addresses must be in, {@code null} for public ones
     */
    private record Host(boolean isHttp, String name, int port, Network network) {}

    /**
     * Where to connect to.
     *
     * @param addresses all of the host, checked; IPv4 first, which more networks have
     */
    public record Target(URI uri, boolean isTls, String host, int port, List<InetAddress> addresses) {

        /** Returns the path with the query, as it is requested. */
        public String path() {
            String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
            return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
        }
    }

    /**
     * @param entries in the form {@code [http://]name[:port][@network]}. Without {@code http://}, only https is allowed; without a
     *     port, only the usual one. All addresses of a host must be public, or in the network
     * @throws IllegalArgumentException if one cannot be read
     */
    public AllowedHosts(List<String> entries, Resolver resolver) {
        this.hosts = entries.stream().map(AllowedHosts::host).toList();
        this.resolver = resolver;
    }

    private static Host host(String entry) {
        Matcher matcher = ENTRY.matcher(entry.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not of the form [http://]name[:port][@network]: " + entry);
        }
        boolean isHttp = matcher.group("http") != null;
        int port = matcher.group("port") == null ? (isHttp ? HTTP : HTTPS) : Integer.parseInt(matcher.group("port"));
        String name = name(matcher.group("name"))
                .orElseThrow(() -> new IllegalArgumentException("not the name of a host: " + entry));
        if (port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException("not a port: " + entry);
        }
        return new Host(
                isHttp, name, port, matcher.group("network") == null ? null : Network.parse(matcher.group("network")));
    }

    /** Returns the name as it is compared and sent; empty if it is malformed. */
    private static Optional<String> name(String host) {
        try {
            String name = IDN.toASCII(host, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
            return name.isEmpty()
                            || NUMERIC.matcher(name).matches()
                                    && !IPV4.matcher(name).matches()
                    ? Optional.empty()
                    : Optional.of(name);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether the host of a web address is allowed, whatever its network addresses are. */
    public boolean isListed(String address) {
        try {
            listed(new URI(address));
            return true;
        } catch (URISyntaxException | OutboundException e) {
            return false;
        }
    }

    private Host listed(URI uri) throws OutboundException {
        boolean isHttp = "http".equalsIgnoreCase(uri.getScheme());
        if (!isHttp && !"https".equalsIgnoreCase(uri.getScheme())
                || uri.getHost() == null
                || uri.getRawUserInfo() != null) {
            throw forbidden("地址应为 https 地址，且不含用户名");
        }
        int port = uri.getPort() < 0 ? (isHttp ? HTTP : HTTPS) : uri.getPort();
        String name = name(uri.getHost()).orElseThrow(() -> forbidden("主机名写法有误"));
        return hosts.stream()
                .filter(host -> host.isHttp() == isHttp
                        && host.port() == port
                        && host.name().equals(name))
                .findFirst()
                .orElseThrow(() -> forbidden("主机、协议或端口不在准许之列"));
    }

    /**
     * Checks an address.
     *
     * @throws OutboundException if the service may not connect to it, or if its host has no address
     */
    public Target check(URI uri) throws OutboundException {
        Host host = listed(uri);
        InetAddress[] addresses;
        try {
            addresses = resolver.resolve(host.name());
        } catch (UnknownHostException e) {
            throw new OutboundException(Reason.UNREACHABLE, "主机名没有对应的网络地址。");
        }
        if (addresses.length == 0
                || !Arrays.stream(addresses).allMatch(address -> isAllowed(address, host.network()))) {
            throw forbidden("主机的网络地址不是公网地址，也不在为它准许的网段之内");
        }
        List<InetAddress> sorted = Stream.of(addresses)
                .sorted(Comparator.comparing(address -> address.getAddress().length))
                .toList();
        return new Target(uri, !host.isHttp(), host.name(), host.port(), sorted);
    }

    private static boolean isAllowed(InetAddress address, Network network) {
        byte[] bytes = address.getAddress();
        // services of a cloud, whatever network is allowed
        if (address.isLinkLocalAddress()
                || address.isMulticastAddress()
                || address.isAnyLocalAddress()
                || Addresses.isMetadata(bytes)) {
            return false;
        }
        return network == null ? Addresses.isPublic(bytes) : network.has(bytes);
    }

    private static OutboundException forbidden(String why) {
        return new OutboundException(Reason.ADDRESS_FORBIDDEN, why + "，没有连接。");
    }
}
