package org.sunwindow.directory.office;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.directory.HoursText;
import org.sunwindow.directory.OpeningTimes;
import org.sunwindow.directory.Phone;
import org.sunwindow.json.Exceptional;
import org.sunwindow.json.OneLine;
import org.sunwindow.json.WebAddress;
import org.sunwindow.place.Coordinates;
import org.sunwindow.place.DivisionCode;
import org.sunwindow.place.LocationRules;

/** 办事场所: a service hall, registry, shelter or home. */
@RegisterForReflection
@Schema(description = "一个办事场所或服务设施")
record Office(
        @NotBlank @Size(max = 100) @Schema(description = "编号", required = true, examples = "off-dh-hydj")
        String id,

        @NotBlank @OneLine @Size(max = 200) @Schema(description = "名称", required = true, examples = "东湖区婚姻登记处")
        String name,

        @NotBlank @Size(max = 50) @Schema(description = "类型", required = true, examples = "婚姻登记处")
        String type,

        @Size(max = 100) @Schema(description = "所属机构：其编号", examples = "org-dh-mzj")
        String organization,

        @Pattern(regexp = DivisionCode.PATTERN, message = DivisionCode.WANTED)
        @Schema(description = "所在区划：行政区划代码，12 位", examples = "990102000000")
        String division,

        @Size(max = 200) @Schema(description = "服务区划：所服务的行政区划代码；不填的为所在区划", examples = "[\"990102000000\"]")
        List<@NotNull @Pattern(regexp = DivisionCode.PATTERN, message = DivisionCode.WANTED) String> serves,

        @Size(max = 20) @Schema(description = "曾用名，可按它查到") List<@NotBlank @Size(max = 200) String> formerNames,

        @Exceptional @Schema(description = "撤并日期：撤销或并入他处的日期", examples = "2019-12-31")
        LocalDate closedOn,

        @Exceptional @Size(max = 100) @Schema(description = "承接场所：并入或迁往的场所的编号", examples = "off-dh-ltz")
        String successor,

        @Size(max = 300) @Schema(description = "地址", examples = "东湖区学府路18号")
        String address,

        @DecimalMin(value = "-90") @DecimalMax(value = "90") @Schema(description = "纬度，度", examples = "30.3312")
        Double latitude,

        @DecimalMin(value = "-180") @DecimalMax(value = "180") @Schema(description = "经度，度", examples = "118.8123")
        Double longitude,

        @Pattern(regexp = LocationRules.SYSTEMS, message = LocationRules.SYSTEM_WANTED)
        @Schema(
                description = "坐标系：GCJ02 高德或腾讯地图、BD09 百度地图、WGS84 国际通用、CGCS2000 天地图；按所注明的导入，按请求的 crs（缺省 GCJ02）给出",
                enumeration = {"GCJ02", "WGS84", "CGCS2000", "BD09"},
                examples = "GCJ02")
        String crs,

        @Size(max = 10) @Schema(description = "电话，供显示", examples = "[\"0500-8320012\"]")
        List<@NotBlank @Size(max = 50) String> phones,

        @Schema(description = "拨号电话：可直接拨打，由 phones 得出；一处写了几个号码的各有一个，传真不列入", readOnly = true)
        List<Phone> dial,

        @Size(max = 50) @Schema(description = "开放时间：每周的，可以限于一年中的季节（夏令、冬令）或每月第几个；周六、周日的时间不用于调休上班日")
        List<OpeningTimes.@Valid @NotNull Weekly> hours,

        @Schema(description = "节假日开放：法定节假日照常开放；缺省为 false，即节假日关闭")
        Boolean openOnHolidays,

        @Size(max = 400) @Schema(description = "特殊日期：与平时不同的日子，临时关闭或另定时间。调休上班的周六、周日按周一至周五多数日子的时间开放，另有安排的在此写明")
        List<OpeningTimes.@Valid @NotNull SpecialDay> specialDays,

        @Schema(
                description = "开放时间文本：可逐行直接显示，由 hours 得出；个别日期另有安排的见 specialDays",
                readOnly = true,
                examples = "[\"周一至周五 8:30-12:00、14:00-17:30\",\"法定节假日休息\"]")
        List<String> hoursText,

        @Size(max = 500) @Schema(description = "开放时间说明", examples = "法定节假日不办理")
        String hoursNote,

        @Size(max = 200) @Schema(description = "窗口") List<@Valid @NotNull Window> windows,

        @Size(max = 1000) @Schema(description = "可办事项：事项编码，包含各窗口的", examples = "[\"990100-QR-003\"]")
        List<@NotBlank @Size(max = 50) String> services,

        @Size(max = 300) @Schema(description = "公共交通", examples = "公交12路、地铁2号线云湖公园站B口")
        String transport,

        @Size(max = 300) @Schema(description = "停车", examples = "大楼地下停车场，办事群众2小时内免费")
        String parking,

        @Size(max = 20) @Schema(description = "无障碍设施") List<@NotBlank @Size(max = 50) String> accessibility,

        @WebAddress
        @Size(max = 1000)
        @Schema(description = "预约地址", examples = "https://mz.yunchuan.example/booking/hydj-dh")
        String bookingUrl,

        @Schema(description = "最近核实日期", examples = "2026-09-30")
        LocalDate lastVerified) {

    /** Adds the services of the windows, and derives the numbers to dial from the phones and the text of the hours. */
    Office {
        division = DivisionCode.padded(division);
        serves = serves == null
                ? null
                : serves.stream().map(DivisionCode::padded).toList();
        services = withThoseOf(windows, services);
        dial = Phone.all(phones);
        hoursText = HoursText.lines(hours, openOnHolidays);
        crs = Coordinates.System.canonical(crs);
    }

    private static List<String> withThoseOf(List<Window> windows, List<String> services) {
        if (windows == null) {
            return services;
        }
        Stream<String> own = services == null ? Stream.of() : services.stream();
        Stream<String> accepted = windows.stream()
                .filter(window -> window != null && window.services() != null)
                .flatMap(window -> window.services().stream());
        List<String> all = Stream.concat(own, accepted).distinct().toList();
        return all.isEmpty() ? services : all;
    }

    /** A counter of a hall. */
    @RegisterForReflection
    @Schema(name = "OfficeWindow", description = "场所内的一个窗口")
    record Window(
            @NotBlank @OneLine @Size(max = 100) @Schema(description = "窗口名称，或窗口号", required = true, examples = "8号窗口")
            String name,

            @Size(max = 200) @Schema(description = "位置：在场所内的", examples = "二楼C区")
            String position,

            @Size(max = 500) @Schema(description = "受理事项：该窗口受理的事项的编码", examples = "[\"990100-QR-003\"]")
            List<@NotBlank @Size(max = 50) String> services,

            @Size(max = 10) @Schema(description = "窗口电话", examples = "[\"0500-8320012\"]")
            List<@NotBlank @Size(max = 50) String> phones,

            @Size(max = 500) @Schema(description = "说明", examples = "七十岁以上老人免取号")
            String note) {}
}
