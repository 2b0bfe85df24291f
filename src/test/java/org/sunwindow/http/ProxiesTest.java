package org.sunwindow.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Client addresses behind proxies, and forged headers. */
class ProxiesTest {

    private final Proxies proxies = new Proxies(List.of("10.0.0.0/8", "127.0.0.1", "fd00::/8"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // no proxy
                "203.0.113.7 | | cb007107",
                // one ingress
                "10.1.2.3 | 203.0.113.7 | cb007107",
                "127.0.0.1 | 203.0.113.7 | cb007107",
                "127.0.0.1 | 203.0.113.7:5555 | cb007107",
                "10.1.2.3 | [2001:db8::1]:5555 | 20010db800000000",
                "fd00::1 | 203.0.113.7 | cb007107",
                // a gateway before the ingress
                "10.1.2.3 | 203.0.113.7, 10.9.9.9 | cb007107",
                // the client sent a header itself, which the ingress extended
                "10.1.2.3 | 198.51.100.1, 203.0.113.7 | cb007107",
                "10.1.2.3 | 10.4.4.4, 203.0.113.7 | cb007107",
                // the header is ignored, because the client is not a proxy
                "203.0.113.7 | 198.51.100.1 | cb007107",
                "11.1.2.3 | 198.51.100.1 | 0b010203",
                // invalid addresses are ignored
                "10.1.2.3 | unknown | 0a010203",
                "10.1.2.3 | example.org | 0a010203",
                "10.1.2.3 | 203.0.113.7; 1 | 0a010203",
                // an IPv6 client is identified by its network
                "10.1.2.3 | 2001:db8:1:2:3:4:5:6 | 20010db800010002",
                "10.1.2.3 | 2001:db8:1:2:ffff::1 | 20010db800010002"
            })
    void clientIsTheLastAddressThatIsNotAProxy(String remote, String forwardedFor, String client) {
        assertThat(proxies.client(remote, forwardedFor == null ? List.of() : List.of(forwardedFor)))
                .isEqualTo(client);
    }

    @Test
    void headerMayBeRepeated() {
        assertThat(proxies.client("10.1.2.3", List.of("198.51.100.1", "203.0.113.7, 10.9.9.9")))
                .isEqualTo("cb007107");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ingress", "10.0.0.0/33", "10.0.0.0/-1", ""})
    void invalidNetworkFailsAtStart(String network) {
        assertThatThrownBy(() -> new Proxies(List.of(network))).isInstanceOf(IllegalArgumentException.class);
    }
}
