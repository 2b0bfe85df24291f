package org.sunwindow.directory;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** 行政区划: 2+2+2+3+3 digits for 省, 市, 县, 乡 and 村. */
@RegisterForReflection
@Schema(description = "一个行政区划")
public record Division(
        @Size(max = 12) @Schema(description = "编号，等于 12 位代码", examples = "990102000000")
        String id,

        @NotNull
        @Pattern(regexp = "\\d{12}", message = "应为 6 位或 12 位行政区划代码")
        @Schema(description = "12 位代码；六位的在右边补零", required = true, examples = "990102000000")
        String code,

        @NotBlank @Size(max = 100) @Schema(description = "名称", required = true, examples = "东湖区")
        String name,

        @Min(1) @Max(5) @Schema(description = "级别：1 省、2 市、3 县、4 乡镇街道、5 村社区；由代码得出", examples = "3")
        Integer level,

        @Pattern(regexp = "\\d{12}", message = "应为 6 位或 12 位行政区划代码")
        @Schema(description = "上级代码", examples = "990100000000")
        String parent,

        @Size(max = 300) @Schema(description = "全称", examples = "临江省云川市东湖区")
        String fullName,

        @Schema(description = "启用日期", examples = "2001-01-01")
        LocalDate validFrom,

        @Schema(description = "撤销日期", examples = "2019-12-31")
        LocalDate validTo,

        @Pattern(regexp = "\\d{12}", message = "应为 6 位或 12 位行政区划代码")
        @Schema(description = "撤销后并入或改设的代码", examples = "990102003000")
        String successor) {

    private static final int[] WIDTHS = {2, 4, 6, 9, 12};

    /** Level and parent follow from the code where they were not given. */
    public Division {
        code = padded(code);
        parent = padded(parent);
        successor = padded(successor);
        id = code;
        if (code != null && code.matches("\\d{12}")) {
            int own = levelOf(code);
            level = level == null ? Integer.valueOf(own) : level;
            parent = parent == null && own > 1
                    ? code.substring(0, WIDTHS[own - 2]) + "0".repeat(12 - WIDTHS[own - 2])
                    : parent;
        }
    }

    private static String padded(String code) {
        return code != null && code.length() == 6 ? code + "000000" : code;
    }

    private static int levelOf(String code) {
        int level = WIDTHS.length;
        while (level > 1 && code.substring(WIDTHS[level - 2]).chars().allMatch(digit -> digit == '0')) {
            level--;
        }
        return level;
    }
}
