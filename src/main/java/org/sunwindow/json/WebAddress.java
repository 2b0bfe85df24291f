package org.sunwindow.json;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.hibernate.validator.constraints.URL;

/** An address that browsers open for everybody: http or https, not a file or a program on the sender's machine. */
@URL(regexp = "(?is)https?://.+")
@ReportAsSingleViolation
@Constraint(validatedBy = {})
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
public @interface WebAddress {

    String message() default "应为以 http:// 或 https:// 开头的完整网址";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
