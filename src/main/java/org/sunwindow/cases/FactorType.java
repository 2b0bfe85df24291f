package org.sunwindow.cases;

import java.util.Set;
import java.util.regex.Pattern;

/** Type of factor that proves that a case is the applicant's. */
public enum FactorType {
    /** A code issued with the receipt or by the upstream system. */
    QUERY_CODE("查询码", "[0-9A-Z]{4,20}", "查询码应为 4 到 20 位字母或数字，例如 \"482913\""),
    /** The last 4 or 6 characters of the ID number. */
    ID_TAIL("证件号码", "\\d{3}[0-9X]|\\d{5}[0-9X]", "应为证件号码的后 4 位或后 6 位，例如 \"002X\""),
    /** The last 4 digits of the phone number. */
    PHONE_TAIL("手机号码", "\\d{4}", "应为手机号码的后 4 位，例如 \"5678\"");

    private final String label;
    private final Pattern shape;
    private final String rule;

    FactorType(String label, String shape, String rule) {
        this.label = label;
        this.shape = Pattern.compile(shape);
        this.rule = rule;
    }

    /** Whether a normalized value has the format of this type. */
    public boolean fits(String value) {
        return shape.matcher(value).matches();
    }

    /** Whether cases of a type may be looked up with this factor. */
    public boolean isAllowed(CaseType caseType, CaseSettings settings) {
        return settings.factors().getOrDefault(caseType, Set.of()).contains(this);
    }

    /** The name in Chinese. */
    public String label() {
        return label;
    }

    /** The format in Chinese. */
    public String rule() {
        return rule;
    }
}
