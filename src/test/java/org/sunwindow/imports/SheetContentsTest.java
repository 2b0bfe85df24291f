package org.sunwindow.imports;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sunwindow.Json;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;
import org.sunwindow.crypto.Sha256;
import org.sunwindow.imports.format.FileFormat;

/** What people write in sheets and systems never do: hours in words, names of organizations, names of files. */
@Tag("slow")
@QuarkusTest
@WithTestResource(TestDatabase.class)
class SheetContentsTest {

    private Sunwindow service;

    @BeforeEach
    void connect() {
        service = Sunwindow.underTest();
    }

    private Json imported(String kind, String type, byte[] file) {
        Response response = given().config(Sunwindow.AS_GIVEN)
                .baseUri(service.base())
                .header("Authorization", "Bearer " + service.token())
                .contentType(type)
                .body(file)
                .post("/api/v1/imports?kind=" + kind);
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(201);
        return response.as(Json.class);
    }

    private Json csv(String kind, String text) {
        return imported(kind, FileFormat.CSV_TYPE, text.getBytes(StandardCharsets.UTF_8));
    }

    private List<Map<String, Object>> rejects(Json run) {
        return given().baseUri(service.base())
                .header("Authorization", "Bearer " + service.token())
                .get("/api/v1/imports/" + run.getString("id") + "/rejects")
                .as(Json.class)
                .getList("items");
    }

    @Test
    void hoursInWordsAreHours() {
        Json run = csv("office", """
                编号,名称,类型,办公时间,联系电话
                off-words-1,文字时间服务厅,服务厅,周一至周五 8:30-12:00，13:30-17:00；周六 9:00-12:00；法定节假日休息,0500-8319981
                off-words-2,文字时间服务站,,早九晚五 电话13900001111,0500-8319982
                """);
        assertThat(run.getInt("created")).isEqualTo(1);
        assertThat(run.getInt("rejected")).isEqualTo(1);
        assertThat(service.get("/offices/off-words-1").as(Json.class).getList("hoursText", String.class))
                .containsExactly("周一至周五 8:30-12:00、13:30-17:00", "周六 9:00-12:00", "法定节假日休息");
        // the other faults of the row are reported with it, and nothing of the cell is repeated
        assertThat(rejects(run))
                .anySatisfy(reject -> assertThat(reject)
                        .containsEntry("lineNo", 3)
                        .containsEntry("code", "hours.unclear")
                        .containsEntry("label", "办公时间"));
        assertThat(rejects(run)).extracting(reject -> reject.get("code")).contains("required");
        assertThat(rejects(run).toString()).doesNotContain("13900001111");
    }

    @Test
    void organizationsAreCalledByTheirNames() {
        csv("organization", """
                编号,名称,简称
                org-names-1,名称测试市民政局,名测民政
                org-names-2,名称测试重名站,
                org-names-3,名称测试重名站,
                """);
        Json run = csv("hotline", """
                编号,名称,号码,所属机构
                hot-names-1,名称热线一,0500-8319971,名称测试市民政局
                hot-names-2,名称热线二,0500-8319972,名测民政
                hot-names-3,名称热线三,0500-8319973,名称测试重名站
                hot-names-4,名称热线四,0500-8319974,名测市民政
                hot-names-5,名称热线五,0500-8319975,org-names-2
                """);
        assertThat(run.getInt("created")).isEqualTo(3);
        assertThat(service.get("/hotlines/hot-names-1").as(Json.class).getString("organization"))
                .isEqualTo("org-names-1");
        assertThat(service.get("/hotlines/hot-names-2").as(Json.class).getString("organization"))
                .isEqualTo("org-names-1");
        assertThat(rejects(run)).anySatisfy(reject -> {
            assertThat(reject).containsEntry("lineNo", 4).containsEntry("code", "name.ambiguous");
            assertThat(reject.get("message").toString()).contains("org-names-2").contains("org-names-3");
        });
        assertThat(rejects(run)).anySatisfy(reject -> {
            assertThat(reject).containsEntry("lineNo", 5).containsEntry("code", "name.unknown");
            assertThat(reject.get("message").toString()).contains("名称测试市民政局（org-names-1）");
        });
    }

    @Test
    void namesInListsAndOfServicesAreRead() {
        csv("division", """
                代码,名称,级别
                990180000000,名表一区,县级
                990181000000,名表二区,县级
                """);
        Json services = csv("service", """
                事项编码,事项名称,事项类型,收费
                990180-QR-001,名表婚姻登记,行政确认,免费
                """);
        assertThat(services.getInt("created")).as("%s", rejects(services)).isEqualTo(1);
        assertThat(service.get("/services/990180-QR-001").as(Json.class).getBoolean("fee.charged"))
                .isFalse();
        Json run = csv("office", """
                编号,名称,类型,服务区划,可办事项,联系电话
                off-lists-1,名表一厅,服务厅,名表一区；990181000000,名表婚姻登记,0500-8319961
                off-lists-2,名表二厅,服务厅,名表二区,没有的事项,0500-8319962
                off-lists-3,名表三厅,服务厅,名表一区、没有的区,名表婚姻登记,0500-8319963
                """);
        assertThat(run.getInt("created")).as("%s", rejects(run)).isEqualTo(2);
        Json first = service.get("/offices/off-lists-1").as(Json.class);
        assertThat(first.<String>getList("serves")).containsExactly("990180000000", "990181000000");
        assertThat(first.<String>getList("services")).containsExactly("990180-QR-001");
        assertThat(service.get("/offices/off-lists-2").as(Json.class).<String>getList("serves"))
                .containsExactly("990181000000");
        assertThat(rejects(run))
                .anySatisfy(reject -> assertThat(reject)
                        .containsEntry("lineNo", 3)
                        .containsEntry("code", "reference.unknown")
                        .containsEntry("severity", "WARNING"));
        assertThat(rejects(run))
                .anySatisfy(reject -> assertThat(reject)
                        .containsEntry("lineNo", 4)
                        .containsEntry("code", "name.unknown")
                        .containsEntry("field", "serves[1]"));
    }

    private static byte[] zip(String... files) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes, Charset.forName("GBK"))) {
            for (int i = 0; i < files.length; i += 2) {
                zip.putNextEntry(new ZipEntry(files[i]));
                zip.write(files[i + 1].getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    /** A dry run stores no file; a row that is refused keeps none of its own; a file is checked like an upload. */
    @Test
    void filesArriveWithTheRowsThatNameThem() throws IOException {
        String text = "云川市民政局压缩包附件的说明";
        byte[] zip = zip(
                "目录.csv",
                """
                索引号,标题,发文机关,发布日期,公开方式,正文,附件
                990100001/202611-91001,压缩包的通知,云川市民政压缩办公室,2026-11-20,主动公开,请遵照执行。,说明.txt
                990100001/202611-91002,压缩包的公告,云川市民政压缩办公室,2026-11-20,主动公开,现予公告。,名单.txt
                990100001/202611-91003,压缩包的内部件,云川市民政压缩办公室,2026-11-20,不予公开,现予公告。,内部.txt
                """,
                "附件/说明.txt",
                text,
                "附件/名单.txt",
                "申请人身份证号99010219480503001X，电话13900001111",
                "附件/内部.txt",
                "内部的说明",
                "附件/多余.txt",
                "多余");
        String hash = HexFormat.of().formatHex(Sha256.digest().digest(text.getBytes(StandardCharsets.UTF_8)));
        Json rehearsal = imported("disclosure&dryRun=true", FileFormat.ZIP_TYPE, zip);
        assertThat(rehearsal.getInt("created")).isEqualTo(1);
        assertThat(service.get("/attachments/" + hash + "/x").statusCode()).isEqualTo(404);
        Json run = imported("disclosure", FileFormat.ZIP_TYPE, zip);
        assertThat(run.getInt("created")).isEqualTo(1);
        assertThat(run.getInt("rejected")).isEqualTo(2);
        Json record = service.get("/disclosures/990100001%2F202611-91001").as(Json.class);
        assertThat(record.getString("attachments[0].hash")).isEqualTo(hash);
        assertThat(record.getString("attachments[0].name")).isEqualTo("说明.txt");
        assertThat(given().baseUri(service.base())
                        .urlEncodingEnabled(false)
                        .get(record.getString("attachments[0].url"))
                        .asString())
                .isEqualTo(text);
        List<Map<String, Object>> rejects = rejects(run);
        assertThat(rejects).extracting(reject -> reject.get("code")).contains("privacy.identity", "file.unused");
        assertThat(rejects.toString()).doesNotContain("99010219480503001X").doesNotContain("13900001111");
        // sent again, nothing changes
        assertThat(imported("disclosure", FileFormat.ZIP_TYPE, zip).getInt("unchanged"))
                .isEqualTo(1);
    }
}
