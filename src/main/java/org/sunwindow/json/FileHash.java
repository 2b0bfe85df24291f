package org.sunwindow.json;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.Pattern;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Locale;

/** The SHA-256 of a file, 64 hexadecimal digits. */
@Pattern(regexp = "[0-9a-f]{64}")
@ReportAsSingleViolation
@Constraint(validatedBy = {})
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
public @interface FileHash {

    String EXAMPLE = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    String message() default "应为文件内容的 SHA-256，即 64 位十六进制数字";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Its spelling. */
    final class Text {

        private Text() {}

        /** Returns the one spelling of a hash, {@code null} for none. */
        public static String canonical(String sent) {
            return sent == null || sent.isBlank() ? null : sent.strip().toLowerCase(Locale.ROOT);
        }
    }
}
