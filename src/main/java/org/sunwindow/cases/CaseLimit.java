package org.sunwindow.cases;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A time limit, in the same format as those of service items. */
@RegisterForReflection
@Schema(name = "CaseLimit", description = "办理时限")
record CaseLimit(
        @NotNull @Min(1) @Max(1000) @Schema(description = "数值", required = true, examples = "20")
        Integer value,

        @NotNull
        @Schema(
                description = "单位",
                required = true,
                examples = "工作日",
                enumeration = {"工作日", "自然日", "小时"})
        Unit unit) {

    private static final Pattern FORMAT = Pattern.compile("(\\d{1,4}) (WORKING_DAY|CALENDAR_DAY|HOUR)");

    @Schema(name = "CaseLimitUnit")
    enum Unit {
        @JsonProperty("工作日")
        WORKING_DAY("个工作日"),
        @JsonProperty("自然日")
        CALENDAR_DAY("个自然日"),
        @JsonProperty("小时")
        HOUR("小时");

        private final String label;

        Unit(String label) {
            this.label = label;
        }
    }

    /** Parses the format of the configuration, such as {@code 20 WORKING_DAY}. */
    static CaseLimit parse(String text) {
        Matcher matcher = FORMAT.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a limit such as 20 WORKING_DAY: " + text);
        }
        return new CaseLimit(Integer.valueOf(matcher.group(1)), Unit.valueOf(matcher.group(2)));
    }

    /** Formats the limit for people, such as 20个工作日. */
    String chinese() {
        return value + unit.label;
    }
}
