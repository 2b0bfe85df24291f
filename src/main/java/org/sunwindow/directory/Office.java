package org.sunwindow.directory;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.validator.constraints.URL;
import org.sunwindow.search.Coordinates;

/** 办事场所: a hall, a registry, a shelter, a home. */
@RegisterForReflection
@Schema(description = "一个办事场所或服务设施")
public record Office(
        @NotBlank @Size(max = 100) @Schema(description = "编号", required = true, examples = "off-dh-hydj")
        String id,

        @NotBlank @Size(max = 200) @Schema(description = "名称", required = true, examples = "东湖区婚姻登记处")
        String name,

        @NotBlank @Size(max = 50) @Schema(description = "类型", required = true, examples = "婚姻登记处")
        String type,

        @Size(max = 100) @Schema(description = "所属机构的编号", examples = "org-dh-mzj")
        String organization,

        @Pattern(regexp = "\\d{6}|\\d{12}", message = "应为 6 位或 12 位行政区划代码")
        @Schema(description = "所在行政区划代码，12 位", examples = "990102000000")
        String division,

        @Size(max = 200) @Schema(description = "所服务的行政区划代码；不填的为所在区划")
        List<@NotNull @Pattern(regexp = "\\d{6}|\\d{12}", message = "应为 6 位或 12 位行政区划代码") String> serves,

        @Size(max = 20) @Schema(description = "曾用名，可按它查到") List<@NotBlank @Size(max = 200) String> formerNames,

        @Schema(description = "撤销或并入他处的日期", examples = "2019-12-31")
        LocalDate closedOn,

        @Size(max = 100) @Schema(description = "并入或迁往的场所的编号", examples = "off-dh-ltz")
        String successor,

        @Size(max = 300) @Schema(description = "地址", examples = "东湖区学府路18号")
        String address,

        @DecimalMin(value = "-90") @DecimalMax(value = "90") @Schema(description = "纬度，度", examples = "30.3312")
        Double latitude,

        @DecimalMin(value = "-180") @DecimalMax(value = "180") @Schema(description = "经度，度", examples = "118.8123")
        Double longitude,

        @Pattern(regexp = "GCJ02|WGS84|CGCS2000|BD09", message = "应为 GCJ02、WGS84、CGCS2000 或 BD09")
        @Schema(
                description = "坐标系；按所注明的导入，按请求的 crs（缺省 GCJ02）给出",
                enumeration = {"GCJ02", "WGS84", "CGCS2000", "BD09"},
                examples = "GCJ02")
        String crs,

        @Size(max = 10) @Schema(description = "电话") List<@NotBlank @Size(max = 50) String> phones,
        @Size(max = 50) @Schema(description = "开放时间") List<@Valid @NotNull Hours> hours,

        @Schema(description = "法定节假日照常开放；缺省为 false，即节假日关闭") Boolean openOnHolidays,

        @Size(max = 400) @Schema(description = "与平时不同的日子：临时关闭或另定时间")
        List<@Valid @NotNull SpecialDay> specialDays,

        @Size(max = 500) @Schema(description = "开放时间说明", examples = "法定节假日不办理")
        String hoursNote,

        @Size(max = 500) @Schema(description = "可办事项的编码") List<@NotBlank @Size(max = 50) String> services,
        @Size(max = 20) @Schema(description = "无障碍设施") List<@NotBlank @Size(max = 50) String> accessibility,

        @URL @Size(max = 1000) @Schema(description = "预约地址") String bookingUrl,

        @Schema(description = "最近核实日期", examples = "2026-09-30")
        LocalDate lastVerified) {

    /** The same at another place. */
    Office at(Coordinates place, Coordinates.System system) {
        return new Office(
                id,
                name,
                type,
                organization,
                division,
                serves,
                formerNames,
                closedOn,
                successor,
                address,
                rounded(place.latitude()),
                rounded(place.longitude()),
                system.name(),
                phones,
                hours,
                openOnHolidays,
                specialDays,
                hoursNote,
                services,
                accessibility,
                bookingUrl,
                lastVerified);
    }

    /** To a centimetre. */
    private static double rounded(double degrees) {
        return Math.round(degrees * 1e7) / 1e7;
    }

    public Office {
        division = division != null && division.length() == 6 ? division + "000000" : division;
    }

    /** A day with hours of its own. */
    @RegisterForReflection
    @Schema(name = "OfficeSpecialDay", description = "与平时不同的一天")
    public record SpecialDay(
            @NotNull @Schema(description = "日期", required = true, examples = "2026-12-31")
            LocalDate date,

            @Size(max = 10) @Schema(description = "当天的开放时间；没有的为全天关闭")
            List<@Valid @NotNull Time> times,

            @Size(max = 200) @Schema(description = "说明", examples = "系统升级")
            String note) {}

    /** A time of one day. */
    @RegisterForReflection
    @Schema(name = "OfficeTime", description = "一段时间；结束不晚于开始的，到次日为止")
    public record Time(
            @NotNull
            @Pattern(regexp = "([01]\\d|2[0-3]):[0-5]\\d", message = "应为 00:00 到 23:59")
            @Schema(description = "开始", required = true, examples = "08:30")
            String from,

            @NotNull
            @Pattern(regexp = "([01]\\d|2[0-3]):[0-5]\\d|24:00", message = "应为 00:00 到 24:00")
            @Schema(description = "结束", required = true, examples = "12:00")
            String to) {}

    @RegisterForReflection
    @Schema(name = "OfficeHours", description = "一段开放时间，每周相同；结束不晚于开始的，到次日为止；00:00 到 24:00 为全天")
    public record Hours(
            @NotEmpty @Schema(description = "星期：MON TUE WED THU FRI SAT SUN", required = true)
            List<@NotNull @Pattern(regexp = "MON|TUE|WED|THU|FRI|SAT|SUN", message = "应为 MON 到 SUN 之一") String> days,

            @NotNull
            @Pattern(regexp = "([01]\\d|2[0-3]):[0-5]\\d", message = "应为 00:00 到 23:59")
            @Schema(description = "开始", required = true, examples = "08:30")
            String from,

            @NotNull
            @Pattern(regexp = "([01]\\d|2[0-3]):[0-5]\\d|24:00", message = "应为 00:00 到 24:00")
            @Schema(description = "结束", required = true, examples = "12:00")
            String to) {}
}
