package org.sunwindow.caller.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Published vectors: RFC 4231 and GB/T 32905; HMAC-SM3 as OpenSSL computes it. */
class AlgorithmTest {

    @Test
    void sha256() {
        assertThat(hex(Algorithm.HMAC_SHA256.mac(bytes("Jefe"), bytes("what do ya want for nothing?"))))
                .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
        assertThat(hex(Algorithm.HMAC_SHA256.digest(bytes("abc"))))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void sm3() {
        assertThat(hex(Algorithm.HMAC_SM3.digest(bytes("abc"))))
                .isEqualTo("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
        assertThat(hex(Algorithm.HMAC_SM3.mac(bytes("Jefe"), bytes("what do ya want for nothing?"))))
                .isEqualTo("2e87f1d16862e6d964b50a5200bf2b10b764faa9680a296a2405f24bec39f882");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
