package org.sunwindow.cases.lookup;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.sunwindow.Identifier;
import org.sunwindow.Settings;
import org.sunwindow.cases.CaseSettings;
import org.sunwindow.cases.FactorHashes;
import org.sunwindow.crypto.Sha256;

/**
 * Challenges callers to find a hash with leading zero bits. The effort is negligible for one lookup and prohibitive for
 * mass guessing. Challenges are stateless: they are signed and bound to one application number.
 */
@DefaultBean
@ApplicationScoped
class ProofOfWork implements ChallengeVerifier {

    private static final int NONCE_BYTES = 8;

    private final FactorHashes hashes;
    private final DatabaseTime time;
    private final Settings general;
    private final CaseSettings.Challenge settings;

    ProofOfWork(FactorHashes hashes, DatabaseTime time, Settings general, CaseSettings settings) {
        this.hashes = hashes;
        this.time = time;
        this.general = general;
        this.settings = settings.challenge();
    }

    @Override
    public Task issue(String applicationNo, Effort effort) {
        Instant until = time.estimate().plus(settings.validity());
        int bits = effort == Effort.HARD ? settings.hardBits() : settings.bits();
        // unique, because a failure uses a challenge up
        String nonce = HexFormat.of().formatHex(hashes.randomHash(), 0, NONCE_BYTES);
        String terms = until.getEpochSecond() + "." + bits + "." + nonce;
        return new Task(
                "proof-of-work",
                terms + "." + signature(terms, applicationNo),
                bits,
                until.atZone(general.zone()).toOffsetDateTime());
    }

    @Override
    public Optional<Effort> solved(String applicationNo, String token, String answer) {
        int end = token.lastIndexOf('.');
        if (end < 0) {
            return Optional.empty();
        }
        String terms = token.substring(0, end);
        boolean authentic = MessageDigest.isEqual(
                signature(terms, applicationNo).getBytes(StandardCharsets.UTF_8),
                token.substring(end + 1).getBytes(StandardCharsets.UTF_8));
        if (!authentic) {
            return Optional.empty();
        }
        // the signature is valid, so the format is that of issue()
        String[] parts = terms.split("\\.");
        Instant until = Instant.ofEpochSecond(Long.parseLong(parts[0]));
        int bits = Integer.parseInt(parts[1]);
        return until.isAfter(time.estimate()) && zeroBits(Sha256.of(token + "." + answer)) >= bits
                ? Optional.of(bits >= settings.hardBits() ? Effort.HARD : Effort.NORMAL)
                : Optional.empty();
    }

    private String signature(String terms, String applicationNo) {
        return HexFormat.of().formatHex(hashes.ofChallenge(terms + "." + Identifier.canonical(applicationNo)));
    }

    private static int zeroBits(byte[] hash) {
        int bits = 0;
        for (byte octet : hash) {
            if (octet != 0) {
                return bits + Integer.numberOfLeadingZeros(octet & 0xFF) - (Integer.SIZE - Byte.SIZE);
            }
            bits += Byte.SIZE;
        }
        return bits;
    }
}
