package org.sunwindow.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.util.List;
import org.sunwindow.http.Network;
import org.sunwindow.http.Proxies;

/** The clients of requests. What was found for the same address and the same header is remembered. Thread-safe. */
final class Clients {

    private static final int REMEMBERED = 8192;

    /** A longer header is read each time, so that what is remembered is bounded. */
    private static final int MAX_LENGTH = 200;

    private final Proxies proxies;
    private final List<Network> unlimited;

    private final Cache<String, Client> known = Caffeine.newBuilder()
            // on the calling thread: waking another one costs more than the maintenance
            .executor(Runnable::run)
            .maximumSize(REMEMBERED)
            .build();

    /**
     * @param network   {@code null} if the address is unknown
     * @param unlimited whether its requests are not counted
     */
    record Client(String address, String network, boolean unlimited) {}

    Clients(Proxies proxies, List<String> unlimited) {
        this.proxies = proxies;
        this.unlimited =
                unlimited.stream().map(String::strip).map(Network::parse).toList();
    }

    Client of(HttpServerRequest request) {
        SocketAddress remote = request.remoteAddress();
        String host = remote == null ? null : remote.hostAddress();
        if (host == null) {
            // the connection has ended already
            return new Client("", null, false);
        }
        return request.headers().contains(Proxies.FORWARDED_FOR)
                ? of(host, request.headers().getAll(Proxies.FORWARDED_FOR))
                : known.get(host, alone -> find(alone, List.of()));
    }

    Client of(String remote, List<String> forwardedFor) {
        String key = remote + '\n' + String.join("\n", forwardedFor);
        return key.length() > MAX_LENGTH
                ? find(remote, forwardedFor)
                : known.get(key, sent -> find(remote, forwardedFor));
    }

    private Client find(String remote, List<String> forwardedFor) {
        byte[] address = proxies.address(remote, forwardedFor);
        if (address == null) {
            return new Client(remote, null, false);
        }
        Proxies.Client found = Proxies.networks(address);
        boolean free = unlimited.stream().anyMatch(network -> network.has(address));
        return new Client(found.address(), found.network(), free);
    }
}
