package org.sunwindow.site;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.json.OneLine;
import org.sunwindow.json.WebAddress;
import org.sunwindow.place.DivisionCode;

/** A website: who runs it, whom to ask, and how to apply for information. Clerks change it, so it is imported. */
@RegisterForReflection
@Schema(description = "一个网站：标识、主办和承办单位、联系方式、公开指南和怎样申请公开")
record Site(
        @NotBlank @Size(max = 100) @Schema(description = "编号", required = true, examples = "site-yc-mzj")
        String id,

        @NotBlank @OneLine @Size(max = 200) @Schema(description = "网站名称", required = true, examples = "云川市民政局")
        String name,

        @Pattern(regexp = ID_CODE, message = ID_CODE_WANTED)
        @Schema(description = "网站标识码：10 位数字，部委的为 bm 加 8 位数字", examples = "9901000017")
        String idCode,

        @Size(max = 100) @Schema(description = "域名", examples = "mz.yunchuan.example")
        String domain,

        @Size(max = 100) @Schema(description = "主办机构：其编号，报送时必填。公开工作机构取它的；它没有公开时，回答中没有这一项", examples = "org-yc-mzj")
        String organization,

        @Size(max = 200) @Schema(description = "承办单位", examples = "云川市民政局办公室")
        String operator,

        @Pattern(regexp = DivisionCode.PATTERN, message = DivisionCode.WANTED)
        @Schema(description = "所属区划：行政区划代码，12 位", examples = "990100000000")
        String division,

        @Size(max = 200) @Schema(description = "公开指南：该条政府信息的索引号或编号", examples = "990100001/202402-00006")
        String guide,

        @Size(max = 20) @Schema(description = "联系方式", examples = CONTACTS)
        List<@Valid @NotNull Contact> contacts,

        @Size(max = 10) @Schema(description = "申请方式：申请公开政府信息的各种方式", examples = WAYS)
        List<@Valid @NotNull Way> applications,

        @Size(max = 2000) @Schema(description = "申请说明：收费、所需材料等", examples = "申请免费；数量、频次明显超过合理范围的，按规定收取信息处理费。")
        String applicationNote) {

    static final String ID_CODE = "[0-9]{10}|bm[0-9]{8}";
    static final String ID_CODE_WANTED = "应为 10 位数字，或 bm 加 8 位数字";

    static final String CONTACTS = "[{\"purpose\":\"网站内容纠错\",\"phone\":\"0500-8310011\"}]";
    static final String WAYS = "[{\"by\":\"当面\",\"address\":\"云川市东湖区文昌路88号312室\"}]";

    Site {
        division = DivisionCode.padded(division);
    }

    @RegisterForReflection
    @Schema(name = "SiteContact", description = "一个联系方式")
    record Contact(
            @NotBlank @Size(max = 50) @Schema(description = "用途", required = true, examples = "网站内容纠错")
            String purpose,

            @Size(max = 50) @Schema(description = "电话", examples = "0500-8310011")
            String phone,

            @Size(max = 100) @Schema(description = "电子邮箱", examples = "xxgk@mz.yunchuan.example")
            String email,

            @Size(max = 300) @Schema(description = "地址", examples = "云川市东湖区文昌路88号312室")
            String address,

            @Size(max = 100) @Schema(description = "时间", examples = "周一至周五 8:30-12:00，14:00-17:30")
            String hours) {}

    @RegisterForReflection
    @Schema(name = "SiteApplicationWay", description = "申请公开政府信息的一种方式")
    record Way(
            @NotNull
            @Pattern(regexp = "当面|信函|传真|邮箱|网上", message = "应为 当面、信函、传真、邮箱 或 网上")
            @Schema(
                    description = "方式",
                    required = true,
                    enumeration = {"当面", "信函", "传真", "邮箱", "网上"},
                    examples = "当面")
            String by,

            @Size(max = 300) @Schema(description = "地址，当面和信函的", examples = "云川市东湖区文昌路88号312室")
            String address,

            @Size(max = 100) @Schema(description = "收件人，信函的", examples = "云川市民政局办公室")
            String recipient,

            @Pattern(regexp = "[0-9]{6}", message = "应为 6 位数字") @Schema(description = "邮政编码", examples = "990100")
            String postcode,

            @Size(max = 50) @Schema(description = "电话，传真的为传真号码", examples = "0500-8310011")
            String phone,

            @Size(max = 100) @Schema(description = "电子邮箱", examples = "xxgk@mz.yunchuan.example")
            String email,

            @WebAddress @Size(max = 1000) @Schema(description = "网址", examples = "https://mz.yunchuan.example/ysqgk")
            String url,

            @Size(max = 100) @Schema(description = "时间", examples = "周一至周五 8:30-12:00，14:00-17:30")
            String hours,

            @Size(max = 500) @Schema(description = "说明", examples = "请携带有效身份证件。")
            String note) {}
}
