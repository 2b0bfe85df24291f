package org.sunwindow.cases;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import org.sunwindow.Identifier;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;
import org.sunwindow.publisher.Publisher;

/** Issues query codes for cases of upstream systems that have no codes. */
@ApplicationScoped
class QueryCodes {

    /** Digits only, because people copy them by hand; two more than the usual six. */
    private static final int DIGITS = 8;

    private final SecureRandom random = new SecureRandom();
    private final CaseSettings settings;
    private final Hashes hashes;
    private final Cases cases;

    QueryCodes(CaseSettings settings, Hashes hashes, Cases cases) {
        this.settings = settings;
        this.hashes = hashes;
        this.cases = cases;
    }

    /**
     * Issues a code for a case. It replaces the code that was issued before; the code of the upstream system stays valid.
     *
     * @return the code; only its hash is stored
     * @throws ProblemException if the publisher has no such case, or its type does not allow query codes
     */
    @Transactional(dontRollbackOn = ProblemException.class)
    String issue(String applicationNo, Publisher publisher) {
        StoredCase.lockAgainstWrites();
        String number = Identifier.canonical(applicationNo);
        StoredCase present = StoredCase.withNumber(number, publisher).orElseThrow(() -> {
            // stored although the request fails
            cases.recordRefusedReceipt(number, publisher);
            return new ProblemException(ProblemCode.CASE_NOT_FOUND, "没有这个办件，请先导入。");
        });
        if (!FactorType.QUERY_CODE.isAllowed(present.caseType, settings)) {
            throw new ProblemException(ProblemCode.RECEIPT_NOT_ALLOWED, "这种办件未启用查询码。");
        }
        var code = new StringBuilder();
        for (int digit = 0; digit < DIGITS; digit++) {
            code.append(random.nextInt(10));
        }
        present.issuedCode = hashes.hash(new Factor(FactorType.QUERY_CODE, code.toString()));
        cases.recordReceipt(present, publisher);
        return code.toString();
    }
}
