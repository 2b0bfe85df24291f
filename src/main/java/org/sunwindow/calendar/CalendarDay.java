package org.sunwindow.calendar;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.json.OneLine;

/** An exception to the working week: a holiday, or a make-up workday. */
@RegisterForReflection
@Schema(name = "CalendarLine", description = "导入的一个节假日或调休上班日；覆盖随程序带来的国务院办公厅节假日安排")
public record CalendarDay(
        @NotNull @Schema(description = "日期", required = true, examples = "2027-01-01")
        LocalDate date,

        @NotNull @Schema(description = "是否上班：false 放假，true 调休上班", required = true, examples = "false")
        Boolean working,

        @NotBlank @OneLine @Size(max = 50) @Schema(description = "名称", required = true, examples = "元旦")
        String name,

        @Size(max = 200) @Schema(description = "依据的通知", examples = "国办发明电〔2025〕7号")
        String notice) {}
