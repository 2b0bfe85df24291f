package org.sunwindow.cases;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;

/** Makes query codes for upstream systems that have none of their own. */
@ApplicationScoped
public class QueryCodes {

    /** Digits, as people write them down; two more than the usual six. */
    private static final int DIGITS = 8;

    private final SecureRandom random = new SecureRandom();
    private final CaseMapping intake;
    private final Hashes hashes;

    QueryCodes(CaseMapping intake, Hashes hashes) {
        this.intake = intake;
        this.hashes = hashes;
    }

    /**
     * Makes a code for a case, in place of any that was made for it before.
     *
     * @return the code, which nothing here can tell again
     * @throws ProblemException when there is no such case, or its type takes no query codes
     */
    @Transactional
    public String mint(String applicationNo) {
        StoredCase.lockAgainstWrites();
        StoredCase present = StoredCase.withNumber(ApplicationNumbers.canonical(applicationNo))
                .orElseThrow(() -> new ProblemException(ProblemCode.CASE_NOT_FOUND, "没有这个办件，请先导入。"));
        if (!intake.isAllowed(present.caseType, FactorType.QUERY_CODE)) {
            throw new ProblemException(ProblemCode.RECEIPT_NOT_ALLOWED, "这种办件未启用查询码。");
        }
        var code = new StringBuilder();
        for (int digit = 0; digit < DIGITS; digit++) {
            code.append(random.nextInt(10));
        }
        present.mintedCode = hashes.seal(new Factor(FactorType.QUERY_CODE, code.toString()));
        return code.toString();
    }
}
