package org.sunwindow.directory.division;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.json.OneLine;
import org.sunwindow.place.Coordinates;
import org.sunwindow.place.DivisionCode;
import org.sunwindow.place.LocationRules;

/** 行政区划. A code has 2+2+2+3+3 digits for 省, 市, 县, 乡 and 村. */
@RegisterForReflection
@Schema(description = "一个行政区划")
record Division(
        @Size(max = 12) @Schema(description = "编号，等于 12 位代码", examples = "990102000000")
        String id,

        @NotNull
        @Pattern(regexp = DivisionCode.PATTERN, message = DivisionCode.WANTED)
        @Schema(description = "区划代码：12 位；只到某一级的（2、4、6、9 位）在右边补零", required = true, examples = "990102000000")
        String code,

        @NotBlank @OneLine @Size(max = 100) @Schema(description = "名称", required = true, examples = "东湖区")
        String name,

        @Min(1) @Max(5) @Schema(description = "级别：1 省、2 市、3 县、4 乡镇街道、5 村社区；由代码得出", examples = "3")
        Integer level,

        @Pattern(regexp = DivisionCode.PATTERN, message = DivisionCode.WANTED)
        @Schema(description = "上级代码", examples = "990100000000")
        String parent,

        @Size(max = 300) @Schema(description = "全称", examples = "临江省云川市东湖区")
        String fullName,

        @Schema(description = "启用日期", examples = "2001-01-01")
        LocalDate validFrom,

        @Schema(description = "撤销日期", examples = "2019-12-31")
        LocalDate validTo,

        @Pattern(regexp = DivisionCode.PATTERN, message = DivisionCode.WANTED)
        @Schema(description = "承接区划：撤销后并入或改设的代码", examples = "990102003000")
        String successor,

        @DecimalMin(value = "-90") @DecimalMax(value = "90") @Schema(description = "纬度：驻地或中心点的，度", examples = "30.3322")
        Double latitude,

        @DecimalMin(value = "-180")
        @DecimalMax(value = "180")
        @Schema(description = "经度：驻地或中心点的，度", examples = "118.8205")
        Double longitude,

        @Pattern(regexp = LocationRules.SYSTEMS, message = LocationRules.SYSTEM_WANTED)
        @Schema(
                description = "坐标系：GCJ02 高德或腾讯地图、BD09 百度地图、WGS84 国际通用、CGCS2000 天地图；按所注明的导入，按请求的 crs（缺省 GCJ02）给出",
                enumeration = {"GCJ02", "WGS84", "CGCS2000", "BD09"},
                examples = "GCJ02")
        String crs) {

    /** Derives the level and the parent from the code where they are missing. */
    Division {
        code = DivisionCode.padded(code);
        parent = DivisionCode.padded(parent);
        successor = DivisionCode.padded(successor);
        id = id == null || Objects.equals(DivisionCode.padded(id), code) ? code : id;
        crs = Coordinates.System.canonical(crs);
        if (code != null && code.matches("\\d{12}")) {
            level = level == null ? Integer.valueOf(DivisionCode.level(code)) : level;
            parent = parent == null ? DivisionCode.parent(code) : parent;
        }
    }
}
