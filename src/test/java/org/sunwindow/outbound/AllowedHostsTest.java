package org.sunwindow.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.IDN;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sunwindow.outbound.AllowedHosts.Target;
import org.sunwindow.outbound.OutboundException.Reason;

/** Where the service may connect to. */
class AllowedHostsTest {

    private static final String NAME = "data.yunchuan.example";
    private static final byte[] PUBLIC = {(byte) 202, 96, (byte) 128, (byte) 166};

    private static AllowedHosts hosts(AllowedHosts.Resolver resolver, String... entries) {
        return new AllowedHosts(List.of(entries), resolver);
    }

    private static AllowedHosts publicHosts(String... entries) {
        return hosts(host -> new InetAddress[] {InetAddress.getByAddress(host, PUBLIC)}, entries);
    }

    private static Reason reason(AllowedHosts hosts, String address) {
        try {
            hosts.check(URI.create(address));
            return null;
        } catch (OutboundException e) {
            return e.reason();
        }
    }

    @Test
    void listedHostIsAllowedWithTheAddressesThatWereChecked() throws OutboundException, UnknownHostException {
        Target target = publicHosts(NAME).check(URI.create("https://Data.Yunchuan.example/a%20b.csv?key=1"));
        assertThat(target.host()).isEqualTo(NAME);
        assertThat(target.port()).isEqualTo(443);
        assertThat(target.isTls()).isTrue();
        assertThat(target.path()).isEqualTo("/a%20b.csv?key=1");
        assertThat(target.addresses()).containsExactly(InetAddress.getByAddress(PUBLIC));
    }

    @Test
    void chineseNamesAreCompared() {
        assertThat(reason(publicHosts("民政.example"), "https://xn--1lq90i.example/"))
                .isEqualTo(Reason.ADDRESS_FORBIDDEN);
        assertThat(publicHosts("民政.example").isListed("https://" + IDN.toASCII("民政.example") + "/"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://data.yunchuan.example/",
                "https://data.yunchuan.example:8443/",
                "https://sub.data.yunchuan.example/",
                "https://data.yunchuan.example.attacker.example/",
                "https://data.yunchuan.example./",
                "https://attacker.example/#data.yunchuan.example",
                "https://data.yunchuan.example@attacker.example/",
                "https://user:secret@data.yunchuan.example/",
                "https://data.yunchuan.example:0/",
                "ftp://data.yunchuan.example/",
                "file:///etc/passwd",
                "jar:https://data.yunchuan.example/a.jar!/",
                "data:text/csv,a",
                "//data.yunchuan.example/",
                "/data.csv",
                "https:data.yunchuan.example",
                "https:///data.csv"
            })
    void otherHostsSchemesAndPortsAreForbidden(String address) {
        assertThat(reason(publicHosts(NAME), address)).isEqualTo(Reason.ADDRESS_FORBIDDEN);
    }

    /** Ways to write addresses of this machine and of its network. None is in the list. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://localhost/",
                "https://LOCALHOST/",
                "https://localhost.localdomain/",
                "https://localhost./",
                "https://ip6-localhost/",
                "https://127.0.0.1/",
                "https://127.0.0.1./",
                "https://127.1/",
                "https://127.0.1/",
                "https://2130706433/",
                "https://017700000001/",
                "https://0x7f000001/",
                "https://0x7f.0.0.1/",
                "https://0177.0.0.1/",
                "https://0177.0.0.01/",
                "https://127.0.0.1.nip.io/",
                "https://0/",
                "https://0.0.0.0/",
                "https://[::]/",
                "https://[::1]/",
                "https://[0:0:0:0:0:0:0:1]/",
                "https://[::ffff:127.0.0.1]/",
                "https://[::ffff:7f00:1]/",
                "https://[::127.0.0.1]/",
                "https://[64:ff9b::7f00:1]/",
                "https://[2002:7f00:1::]/",
                "https://[fe80::1]/",
                "https://[fd00:ec2::254]/",
                "https://169.254.169.254/latest/meta-data/",
                "https://169.254.43518/",
                "https://2852039166/",
                "https://0xA9FEA9FE/",
                "https://0251.0376.0251.0376/",
                "https://[::ffff:169.254.169.254]/",
                "https://metadata.google.internal/",
                "https://100.100.100.200/",
                "https://10.0.0.1/",
                "https://192.168.1.1/",
                "https://172.16.0.1/",
                "https://3232235777/"
            })
    void spellingsOfInternalAddressesAreForbidden(String address) {
        assertThat(reason(publicHosts(NAME), address)).isEqualTo(Reason.ADDRESS_FORBIDDEN);
    }

    /** What the name of an allowed host may resolve to, in a table of addresses that are not public. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "10.255.255.255",
                "100.64.0.1",
                "100.100.100.200",
                "127.0.0.1",
                "127.255.255.254",
                "168.63.129.16",
                "169.254.0.1",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.8",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.0.1",
                "198.18.0.1",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::7f00:1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::ffff:169.254.169.254",
                "64:ff9b::7f00:1",
                "64:ff9b:1::a00:1",
                "100::1",
                "2001::1",
                "2001:0:4136:e378:8000:63bf:3fff:fdd2",
                "2001:db8::1",
                "2002:7f00:1::",
                "2002:a00:1::1",
                "3fff::1",
                "5f00::1",
                "fc00::1",
                "fd00:ec2::254",
                "fe80::1",
                "fec0::1",
                "ff02::1",
                "ff05::1:3"
            })
    void addressesThatAreNotPublicAreForbidden(String address) {
        AllowedHosts hosts = hosts(host -> new InetAddress[] {InetAddress.getByName(address)}, NAME);
        assertThat(reason(hosts, "https://" + NAME + "/")).isEqualTo(Reason.ADDRESS_FORBIDDEN);
        // one of several is enough
        AllowedHosts mixed = hosts(
                host -> new InetAddress[] {InetAddress.getByAddress(PUBLIC), InetAddress.getByName(address)}, NAME);
        assertThat(reason(mixed, "https://" + NAME + "/")).isEqualTo(Reason.ADDRESS_FORBIDDEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1.1.1.1", "202.96.128.166", "172.15.0.1", "172.32.0.1", "100.128.0.1", "2400:3200::1", "240e::1"
            })
    void publicAddressesAreAllowed(String address) {
        AllowedHosts hosts = hosts(host -> new InetAddress[] {InetAddress.getByName(address)}, NAME);
        assertThat(reason(hosts, "https://" + NAME + "/")).isNull();
    }

    @Test
    void internalHostMayOnlyHaveAddressesOfItsNetwork() {
        String entry = "http://cms.local:8080@10.1.2.0/24";
        String address = "http://cms.local:8080/export.csv";
        assertThat(reason(hosts(host -> InetAddress.getAllByName("10.1.2.3"), entry), address))
                .isNull();
        for (String other : List.of("10.1.3.1", "127.0.0.1", "169.254.169.254", "202.96.128.166", "fd00::1")) {
            assertThat(reason(hosts(host -> InetAddress.getAllByName(other), entry), address))
                    .as(other)
                    .isEqualTo(Reason.ADDRESS_FORBIDDEN);
        }
        // the services of a cloud are never allowed
        for (String other : List.of("169.254.169.254", "0.0.0.0", "224.0.0.1")) {
            assertThat(reason(
                            hosts(host -> InetAddress.getAllByName(other), "http://cms.local:8080@0.0.0.0/0"), address))
                    .as(other)
                    .isEqualTo(Reason.ADDRESS_FORBIDDEN);
        }
    }

    /** Neither by a name, nor written out, nor if exactly this address is allowed. */
    @ParameterizedTest
    @CsvSource({
        "100.100.100.200, 100.100.100.200",
        "100.100.100.200, 100.64.0.0/10",
        "::ffff:100.100.100.200, 0.0.0.0/0",
        "168.63.129.16, 168.63.129.16/32",
        "168.63.129.16, 0.0.0.0/0",
        "fd00:ec2::254, fd00:ec2::254/128",
        "fd00:ec2::254, fd00::/8",
        "fd20:ce::254, ::/0",
        "fe80::a9fe:a9fe, ::/0"
    })
    void metadataOfACloudIsForbiddenInAnyNetwork(String metadata, String network) throws UnknownHostException {
        InetAddress[] addresses = InetAddress.getAllByName(metadata);
        assertThat(reason(hosts(host -> addresses, "http://cms.local:80@" + network), "http://cms.local/"))
                .isEqualTo(Reason.ADDRESS_FORBIDDEN);
        if (!metadata.contains(":")) {
            assertThat(reason(
                            hosts(host -> addresses, "http://%s@%s".formatted(metadata, network)),
                            "http://" + metadata))
                    .isEqualTo(Reason.ADDRESS_FORBIDDEN);
        }
    }

    @Test
    void unknownHostIsUnreachable() {
        AllowedHosts hosts = hosts(
                host -> {
                    throw new UnknownHostException();
                },
                NAME);
        assertThat(reason(hosts, "https://" + NAME + "/")).isEqualTo(Reason.UNREACHABLE);
        assertThat(reason(hosts(host -> new InetAddress[0], NAME), "https://" + NAME + "/"))
                .isEqualTo(Reason.ADDRESS_FORBIDDEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "https://data.yunchuan.example",
                "data.yunchuan.example/path",
                "data.yunchuan.example:99999",
                "data.yunchuan.example:0",
                "*.yunchuan.example",
                "127.1",
                "0x7f.0.0.1",
                "2130706433",
                "[::1]",
                "cms.local@10.0.0.0/33",
                "cms.local@intranet",
                "user:secret@cms.local"
            })
    void wrongEntriesAreRefused(String entry) {
        assertThatThrownBy(() -> publicHosts(entry)).isInstanceOf(IllegalArgumentException.class);
    }
}
