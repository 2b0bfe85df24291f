package org.sunwindow.outbound;

import java.util.List;
import java.util.stream.Stream;
import org.sunwindow.http.Network;

/**
 * Decides which addresses are public. All others lead to the network of the service, to the service itself or to
 * services of its cloud (IANA, IPv4 and IPv6 Special-Purpose Address Registries).
 */
final class Addresses {

    private static final List<Network> NOT_PUBLIC = Stream.of(
                    // this network, private, shared by providers, loopback, link-local
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    // protocols, documentation, relays to IPv6, private, benchmarks
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    // multicast, reserved and broadcast
                    "224.0.0.0/4",
                    "240.0.0.0/4",
                    // of the public IPv6: protocols and Teredo, documentation, IPv4 in 6to4
                    "2001::/23",
                    "2001:db8::/32",
                    "2002::/16",
                    "3fff::/20")
            .map(Network::parse)
            .toList();

    /**
     * Metadata of Alibaba Cloud, Azure, AWS and Google. They give credentials to whoever asks, and unlike those of most clouds
     * their addresses are not link-local.
     */
    private static final List<Network> METADATA = Stream.of(
                    "100.100.100.200", "168.63.129.16", "fd00:ec2::254", "fd20:ce::254")
            .map(Network::parse)
            .toList();

    /** The only part of IPv6 that is assigned to the public. */
    private static final Network PUBLIC_IPV6 = Network.parse("2000::/3");

    private static final int IPV4_BYTES = 4;

    private Addresses() {}

    /**
     * @param address 4 or 16 bytes. IPv4 mapped into IPv6 is not a public address; {@link java.net.InetAddress} returns
     *     it as IPv4
     */
    static boolean isPublic(byte[] address) {
        return (address.length == IPV4_BYTES || PUBLIC_IPV6.has(address))
                && NOT_PUBLIC.stream().noneMatch(network -> network.has(address))
                && !isMetadata(address);
    }

    /** Whether an address is that of the metadata service of a cloud, as far as that is not link-local. */
    static boolean isMetadata(byte[] address) {
        return METADATA.stream().anyMatch(network -> network.has(address));
    }
}
