package org.sunwindow.json;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.Pattern;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A title or name, which lists, feeds and headings show in one line. A line break would look like two of them. */
@Pattern(regexp = "^[^\\n\\r\\u000b\\f\\u2028\\u2029]*[^\\s\\u2028\\u2029][^\\n\\r\\u000b\\f\\u2028\\u2029]*$")
@ReportAsSingleViolation
@Constraint(validatedBy = {})
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
public @interface OneLine {

    String message() default "应写在一行之内，请删去其中的换行";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
