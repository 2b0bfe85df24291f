package org.sunwindow.directory.organization;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.directory.Phone;
import org.sunwindow.json.Exceptional;
import org.sunwindow.json.OneLine;
import org.sunwindow.place.DivisionCode;

/** 机构: a bureau, one of its sections, or a subordinate institution. */
@RegisterForReflection
@Schema(description = "一个机构：民政局、内设处室、直属或代管单位")
record Organization(
        @NotBlank @Size(max = 100) @Schema(description = "编号", required = true, examples = "org-yc-mzj")
        String id,

        @Size(max = 18) @Schema(description = "统一社会信用代码", examples = "11990100MB010001X5")
        String creditCode,

        @NotBlank @OneLine @Size(max = 200) @Schema(description = "名称", required = true, examples = "云川市民政局")
        String name,

        @Size(max = 100) @Schema(description = "简称", examples = "市民政局")
        String shortName,

        @Size(max = 20) @Schema(description = "关系：本级机关、内设处室、直属单位、代管单位、下级机关", examples = "本级机关")
        String relation,

        @Exceptional @Size(max = 100) @Schema(description = "上级机构：其编号", examples = "org-yc-mzj")
        String parent,

        @Pattern(regexp = DivisionCode.PATTERN, message = DivisionCode.WANTED)
        @Schema(description = "所属区划：行政区划代码，12 位", examples = "990100000000")
        String division,

        @Size(max = 20) @Schema(description = "曾用名，可按它查到") List<@NotBlank @Size(max = 200) String> formerNames,

        @Exceptional @Schema(description = "撤并日期：撤销或合并的日期", examples = "2019-12-31")
        LocalDate closedOn,

        @Exceptional @Size(max = 100) @Schema(description = "承接机构：并入或承接其职能的机构的编号", examples = "org-yc-mzj")
        String successor,

        @Size(max = 50) @Schema(description = "机构职能") List<@NotBlank @Size(max = 2000) String> functions,

        @Size(max = 50) @Schema(description = "领导，及其分工") List<@Valid @NotNull Leader> leaders,

        @Size(max = 300) @Schema(description = "办公地址", examples = "云川市临湖大道66号")
        String address,

        @Size(max = 300) @Schema(description = "办公时间", examples = "周一至周五 8:30-12:00，14:00-17:30")
        String hours,

        @Size(max = 50) @Schema(description = "电话", examples = "0500-8310012")
        String phone,

        @Size(max = 50) @Schema(description = "传真", examples = "0500-8310019")
        String fax,

        @Email @Size(max = 200) @Schema(description = "电子邮箱", examples = "mzj@yunchuan.example")
        String email,

        @Pattern(regexp = "\\d{6}", message = "应为 6 位数字") @Schema(description = "邮政编码", examples = "990100")
        String postcode,

        @Size(max = 50) @Schema(description = "监督电话", examples = "0500-8310013")
        String supervisionPhone,

        @Schema(description = "拨号电话：可直接拨打，由 phone 和 supervisionPhone 得出", readOnly = true)
        List<Phone> dial,

        @Valid @Schema(description = "公开工作机构：政府信息公开工作机构") DisclosureOffice disclosureOffice) {

    Organization {
        division = DivisionCode.padded(division);
        dial = Phone.all(
                Stream.of(phone, supervisionPhone).filter(Objects::nonNull).toList());
    }

    /** All phones as displayed, without duplicates. */
    List<String> phones() {
        String ofDisclosure = disclosureOffice == null ? null : disclosureOffice.phone();
        return Stream.of(phone, supervisionPhone, ofDisclosure)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    /** The unit in charge of disclosure (政府信息公开条例, article 4), which also receives applications. */
    @RegisterForReflection
    @Schema(name = "DisclosureOffice", description = "政府信息公开工作机构：受理依申请公开，解答查询")
    record DisclosureOffice(
            @NotBlank @OneLine @Size(max = 200) @Schema(description = "名称", required = true, examples = "云川市民政局办公室")
            String name,

            @Size(max = 300) @Schema(description = "办公地址", examples = "云川市东湖区文昌路88号312室")
            String address,

            @Size(max = 300) @Schema(description = "办公时间", examples = "周一至周五 8:30-12:00，14:00-17:30")
            String hours,

            @Size(max = 50) @Schema(description = "联系电话", examples = "0500-8310011")
            String phone,

            @Size(max = 50) @Schema(description = "传真", examples = "0500-8310010")
            String fax,

            @Email @Size(max = 200) @Schema(description = "电子邮箱", examples = "xxgk@mz.yunchuan.example")
            String email,

            @Pattern(regexp = "\\d{6}", message = "应为 6 位数字") @Schema(description = "邮政编码", examples = "990100")
            String postcode) {}

    @RegisterForReflection
    @Schema(name = "OrganizationLeader", description = "一位领导")
    record Leader(
            @NotBlank @OneLine @Size(max = 50) @Schema(description = "姓名", required = true, examples = "陆闻溪")
            String name,

            @Size(max = 100) @Schema(description = "职务", examples = "党组书记、局长")
            String post,

            @Size(max = 1000) @Schema(description = "分工", examples = "主持全面工作")
            String duties,

            @Size(max = 5000) @Schema(description = "简历，本人的任职经历，段落之间换行", examples = "现任云川市民政局党组书记、局长")
            String resume) {}
}
