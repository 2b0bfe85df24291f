package org.sunwindow.cases;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sunwindow.Identifier;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;
import org.sunwindow.publisher.Publisher;

/**
 * Issues query codes for cases of upstream systems that have no codes. A code is derived from the secret and a random
 * salt. The salt is stored for a day if the request had a key, so that a retry returns the same code.
 */
@ApplicationScoped
class QueryCodes {

    /** Codes have only digits, because people copy them by hand; two more than the usual six. */
    private static final int DIGITS = 8;

    private static final BigInteger CODES = BigInteger.TEN.pow(DIGITS);
    private static final int SALT_BYTES = 16;

    private final SecureRandom random = new SecureRandom();
    private final CaseSettings settings;
    private final FactorHashes hashes;
    private final Cases cases;
    private final Clock clock;

    QueryCodes(CaseSettings settings, FactorHashes hashes, Cases cases, Clock clock) {
        this.settings = settings;
        this.hashes = hashes;
        this.cases = cases;
        this.clock = clock;
    }

    /**
     * A code that was issued.
     *
     * @param replaced whether an earlier code ended
     */
    record Issued(String code, boolean replaced) {}

    /**
     * Issues a code for a case. It replaces the code that was issued before; the code of the upstream system stays
     * valid. A retry with the same key returns the same code and replaces nothing.
     *
     * @param key sent by the publisher to recognize a retry, may be empty
     * @return the code; only its hash is stored
     * @throws ProblemException if the publisher has no such case, its type does not allow query codes, the key was used
     *     for another case, or the code of the key has been replaced
     */
    @Transactional(dontRollbackOn = ProblemException.class)
    Issued issue(String applicationNo, Optional<String> key, Publisher publisher) {
        StoredCase.lockAgainstWrites();
        Instant now = clock.instant();
        String number = Identifier.canonical(applicationNo);
        List<byte[]> numberHashes = hashes.withAllKeys("receipt number", number);
        List<byte[]> keyHashes = key.stream()
                .flatMap(sent -> hashes.withAllKeys("receipt key", publisher.name() + '\0' + sent).stream())
                .toList();
        Optional<IssuedReceipt> earlier = key.isEmpty() ? Optional.empty() : IssuedReceipt.withKey(keyHashes, now);
        if (earlier.filter(receipt -> !receipt.isFor(numberHashes)).isPresent()) {
            throw new ProblemException(ProblemCode.IDEMPOTENCY_KEY_REUSED, "这个 Idempotency-Key 已用于另一个办件，请为每个新的请求另取一个。");
        }
        StoredCase present = StoredCase.withNumber(number, publisher).orElseThrow(() -> {
            // stored although the request fails
            cases.recordRefusedReceipt(number, publisher);
            return new ProblemException(ProblemCode.CASE_NOT_FOUND, "没有这个办件，请先导入。");
        });
        if (!FactorType.QUERY_CODE.isAllowed(present.caseType, settings)) {
            throw new ProblemException(ProblemCode.RECEIPT_NOT_ALLOWED, "这种办件未启用查询码。");
        }
        Issued issued = earlier.isPresent()
                ? repeated(earlier.get(), number, present)
                : issued(number, present, keyHashes, numberHashes, now);
        cases.recordReceipt(present, publisher);
        return issued;
    }

    private Issued issued(
            String number, StoredCase target, List<byte[]> keyHashes, List<byte[]> numberHashes, Instant now) {
        var salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        var issued = new Issued(codes(salt, number).findFirst().orElseThrow(), target.issuedCode != null);
        target.issuedCode = hashes.hash(factor(issued.code()));
        if (!keyHashes.isEmpty()) {
            var receipt = new IssuedReceipt();
            receipt.keyHash = keyHashes.getFirst();
            receipt.numberHash = numberHashes.getFirst();
            receipt.salt = salt;
            receipt.replaced = issued.replaced();
            receipt.expiresAt = now.plus(IssuedReceipt.VALIDITY);
            receipt.persist();
        }
        return issued;
    }

    private Issued repeated(IssuedReceipt receipt, String number, StoredCase present) {
        return codes(receipt.salt, number)
                .filter(code -> present.issuedCode != null
                        && hashes.match(present.issuedCode, factor(code)) != FactorHashes.Match.NONE)
                .findFirst()
                .map(code -> new Issued(code, receipt.replaced))
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.RECEIPT_REPLACED, "这个请求生成的查询码已由后来生成的替换。需要新的查询码时，请用新的 Idempotency-Key。"));
    }

    /** The codes of a salt with all secrets, the current one first. */
    private Stream<String> codes(byte[] salt, String number) {
        return hashes.withAllKeys("query code", HexFormat.of().formatHex(salt) + number).stream()
                .map(hash -> new BigInteger(1, hash).mod(CODES))
                .map(code -> ("%0" + DIGITS + "d").formatted(code));
    }

    private static Factor factor(String code) {
        return new Factor(FactorType.QUERY_CODE, code);
    }
}
