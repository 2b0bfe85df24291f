package org.sunwindow.cases.lookup;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import org.sunwindow.Settings;
import org.sunwindow.Sha256;
import org.sunwindow.cases.ApplicationNumbers;
import org.sunwindow.cases.CaseSettings;
import org.sunwindow.cases.Hashes;

/**
 * Challenges callers to find a hash with leading zero bits. The effort is negligible for one look-up and prohibitive for
 * mass guessing. Challenges are stateless: they are signed and bound to one application number, which is locked after a few
 * failures, so a solution cannot be reused for guessing.
 */
@DefaultBean
@ApplicationScoped
class ProofOfWork implements ChallengeVerifier {

    private final Hashes hashes;
    private final Clock clock;
    private final Settings general;
    private final CaseSettings.Challenge settings;

    ProofOfWork(Hashes hashes, Clock clock, Settings general, CaseSettings settings) {
        this.hashes = hashes;
        this.clock = clock;
        this.general = general;
        this.settings = settings.challenge();
    }

    @Override
    public Task issue(String applicationNo) {
        Instant until = clock.instant().plus(settings.validity());
        String terms = until.getEpochSecond() + "." + settings.bits();
        return new Task(
                "proof-of-work",
                terms + "." + signature(terms, applicationNo),
                settings.bits(),
                until.atZone(general.zone()).toOffsetDateTime());
    }

    @Override
    public boolean isSolved(String applicationNo, String token, String answer) {
        int end = token.lastIndexOf('.');
        if (end < 0) {
            return false;
        }
        String terms = token.substring(0, end);
        boolean authentic = MessageDigest.isEqual(
                signature(terms, applicationNo).getBytes(StandardCharsets.UTF_8),
                token.substring(end + 1).getBytes(StandardCharsets.UTF_8));
        if (!authentic) {
            return false;
        }
        // the signature is valid, so the format is that of issue()
        String[] parts = terms.split("\\.");
        Instant until = Instant.ofEpochSecond(Long.parseLong(parts[0]));
        return until.isAfter(clock.instant())
                && zeroBits(Sha256.of(token + "." + answer)) >= Integer.parseInt(parts[1]);
    }

    private String signature(String terms, String applicationNo) {
        return HexFormat.of().formatHex(hashes.ofChallenge(terms + "." + ApplicationNumbers.normalize(applicationNo)));
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
