package org.sunwindow.privacy;

import java.util.Arrays;
import java.util.Optional;

/** The kinds of personal data that must not be published. */
public enum PersonalKind {
    IDENTITY("privacy.identity", "居民身份证号码", "删去号码；确需区分同名的，只留姓名遮蔽后的写法"),
    MOBILE("privacy.mobile", "个人手机号码", "删去号码；对外公布的办公电话写在电话一栏，没有这一栏的不写"),
    LANDLINE("privacy.landline", "个人住宅电话", "删去号码；对外公布的办公电话写在电话一栏，没有这一栏的不写"),
    CARD("privacy.card", "银行卡号或账号", "删去号码"),
    PASSPORT("privacy.passport", "护照或通行证号码", "删去号码"),
    PLATE("privacy.plate", "车牌号码", "删去号码"),
    NAME("privacy.name", "未遮蔽的姓名", "遮蔽姓名，如 张*某"),
    ADDRESS("privacy.address", "具体到户的住址", "住址只写到村或社区；是办公地址的，只写到楼栋"),
    HEALTH("privacy.health", "个人的病情", "删去病情，或遮蔽姓名并删去住址"),
    DISABILITY("privacy.disability", "个人的残疾情况", "删去残疾类别、等级和证号，或遮蔽姓名并删去住址"),
    CHILD("privacy.child", "未成年人的年龄、学校等情况", "删去年龄、出生日期和学校班级，或遮蔽姓名并删去住址");

    private final String code;
    private final String label;
    private final String suggestion;

    PersonalKind(String code, String label, String suggestion) {
        this.code = code;
        this.label = label;
        this.suggestion = suggestion;
    }

    /** Returns the kind with a code. Empty for codes of earlier versions. */
    public static Optional<PersonalKind> ofCode(String code) {
        return Arrays.stream(values()).filter(kind -> kind.code.equals(code)).findFirst();
    }

    /** Whether it is a statement about a person, not a number or name that identifies one. */
    boolean isAboutPerson() {
        return switch (this) {
            case ADDRESS, HEALTH, DISABILITY, CHILD -> true;
            default -> false;
        };
    }

    /** Stable code of the fault. */
    public String code() {
        return code;
    }

    /** Chinese name. */
    public String label() {
        return label;
    }

    /** What the sender can do, in Chinese. */
    public String suggestion() {
        return suggestion;
    }
}
