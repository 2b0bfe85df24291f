package org.sunwindow.directory.hotline;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.directory.HoursText;
import org.sunwindow.directory.OpeningTimes;
import org.sunwindow.directory.Phone;
import org.sunwindow.json.Exceptional;
import org.sunwindow.json.OneLine;
import org.sunwindow.place.DivisionCode;

/** 热线: a telephone number with its purpose and hours. */
@RegisterForReflection
@Schema(description = "一条热线")
record Hotline(
        @NotBlank @Size(max = 100) @Schema(description = "编号", required = true, examples = "hot-yc-jz")
        String id,

        @NotBlank @Size(max = 50) @Schema(description = "号码，供显示", required = true, examples = "0500-8350110")
        String number,

        @Schema(description = "拨号电话：可直接拨打，由 number 得出；写了几个号码的各有一个", readOnly = true)
        List<Phone> dial,

        @NotBlank @OneLine @Size(max = 200) @Schema(description = "名称", required = true, examples = "云川市流浪乞讨救助热线")
        String name,

        @Size(max = 20) @Schema(description = "主题", examples = "[\"救助\"]")
        List<@NotBlank @Size(max = 50) String> topics,

        @Size(max = 1000) @Schema(description = "用途", examples = "发现街面流浪乞讨、走失人员时拨打")
        String summary,

        @Size(max = 100) @Schema(description = "所属机构：其编号", examples = "org-yc-jzz")
        String organization,

        @Pattern(regexp = DivisionCode.PATTERN, message = DivisionCode.WANTED)
        @Schema(description = "所属区划：行政区划代码，12 位", examples = "990100000000")
        String division,

        @Size(max = 200) @Schema(description = "服务区划：所服务的行政区划代码；不填的为所属区划", examples = "[\"990102000000\"]")
        List<@NotNull @Pattern(regexp = DivisionCode.PATTERN, message = DivisionCode.WANTED) String> serves,

        @Size(max = 50) @Schema(description = "接听时间：每周的，可以限于一年中的季节（夏令、冬令）或每月第几个")
        List<OpeningTimes.@Valid @NotNull Weekly> hours,

        @Schema(description = "节假日接听：法定节假日照常接听；缺省为 false") Boolean openOnHolidays,

        @Size(max = 400) @Schema(description = "特殊日期：与平时不同的日子。调休上班的周六、周日按周一至周五多数日子的时间接听，另有安排的在此写明")
        List<OpeningTimes.@Valid @NotNull SpecialDay> specialDays,

        @Schema(
                description = "接听时间文本：可逐行直接显示，由 hours 得出；个别日期另有安排的见 specialDays",
                readOnly = true,
                examples = "[\"周一至周五 8:30-12:00、14:00-17:30\",\"法定节假日休息\"]")
        List<String> hoursText,

        @Size(max = 500) @Schema(description = "接听时间说明", examples = "夜间由值班人员接听")
        String hoursNote,

        @Exceptional @Schema(description = "停用日期", examples = "2024-12-31")
        LocalDate closedOn,

        @Exceptional @Size(max = 100) @Schema(description = "承接热线：停用后改拨的热线的编号", examples = "hot-yc-12345")
        String successor,

        @Schema(description = "最近核实日期", examples = "2026-09-30")
        LocalDate lastVerified) {

    Hotline {
        division = DivisionCode.padded(division);
        serves = serves == null
                ? null
                : serves.stream().map(DivisionCode::padded).toList();
        dial = number == null ? null : Phone.all(List.of(number));
        hoursText = HoursText.lines(hours, openOnHolidays);
    }
}
