package org.sunwindow.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sunwindow.http.Proxies;

/** Who is counted together, and whom forged headers do not help. */
class ClientsTest {

    private final Clients clients =
            new Clients(new Proxies(List.of("10.0.0.0/8")), List.of("203.0.113.0/28", "2001:db8:1::/64"));

    private Clients.Client of(String remote, String... forwardedFor) {
        return clients.of(remote, List.of(forwardedFor));
    }

    @Test
    void anIpv6AddressIsCountedWithItsPrefix() {
        assertThat(of("2001:db8:7:1::1").address())
                .isEqualTo(of("2001:db8:7:1:ffff::9").address());
        assertThat(of("2001:db8:7:1::1").address())
                .isNotEqualTo(of("2001:db8:7:2::1").address());
        assertThat(of("2001:db8:7:1::1").network())
                .isEqualTo(of("2001:db8:7:2::1").network());
    }

    @Test
    void anIpv4AddressIsTheSameInIpv6() {
        assertThat(of("::ffff:198.51.100.7")).isEqualTo(of("198.51.100.7"));
    }

    @Test
    void addressesBeforeTheLastUntrustedOneAreIgnored() {
        Clients.Client direct = of("198.51.100.7");
        assertThat(of("198.51.100.7", "192.0.2.1")).isEqualTo(direct);
        assertThat(of("10.0.0.1", "192.0.2.1, 198.51.100.7")).isEqualTo(direct);
        assertThat(of("10.0.0.1", "192.0.2.1", "198.51.100.7")).isEqualTo(direct);
        assertThat(of("10.0.0.1", "203.0.113.1, 198.51.100.7").unlimited()).isFalse();
    }

    @Test
    void longHeadersAreReadToo() {
        assertThat(of("10.0.0.1", "192.0.2.1, ".repeat(100) + "198.51.100.7")).isEqualTo(of("198.51.100.7"));
    }

    @Test
    void theWholeAddressDecidesWhatIsUnlimited() {
        assertThat(of("203.0.113.15").unlimited()).isTrue();
        assertThat(of("203.0.113.16").unlimited()).isFalse();
        assertThat(of("2001:db8:1::5").unlimited()).isTrue();
        assertThat(of("2001:db8:1:1::5").unlimited()).isFalse();
    }

    @Test
    void anUnknownAddressIsCountedAsItIs() {
        assertThat(of("unknown")).isEqualTo(new Clients.Client("unknown", null, false));
    }
}
