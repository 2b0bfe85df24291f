package org.sunwindow.json;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.hibernate.validator.constraints.URL;

/** An address at which people enter personal data: https only. */
@URL(regexp = "(?is)https://.+")
@ReportAsSingleViolation
@Constraint(validatedBy = {})
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
public @interface SecureWebAddress {

    String message() default "应为以 https:// 开头的完整网址";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
