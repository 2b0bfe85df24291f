package org.sunwindow.attachment.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sunwindow.Json;
import org.sunwindow.MovableClock;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;
import org.sunwindow.attachment.FileFolder;
import org.sunwindow.crypto.Sha256;
import org.sunwindow.publication.ExpiredRecordEraser;
import org.sunwindow.publication.StoredFiles;

/** Files that no record names are deleted. */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class UnusedFilesTest {

    private static final Duration WEEK = Duration.ofDays(7);

    @Inject
    UnusedFiles unused;

    @Inject
    FileFolder folder;

    @Inject
    StoredFiles files;

    @Inject
    ExpiredRecordEraser expired;

    @Inject
    MovableClock clock;

    private Sunwindow sunwindow;

    @BeforeEach
    void connect() {
        sunwindow = Sunwindow.underTest();
    }

    @AfterEach
    void reset() {
        clock.reset();
    }

    private String upload(String text) {
        return sunwindow
                .request()
                .header("Authorization", "Bearer " + sunwindow.token())
                .contentType("application/octet-stream")
                .body(text.getBytes(StandardCharsets.UTF_8))
                .post("/attachments?name=a.txt")
                .then()
                .extract()
                .as(Json.class)
                .getString("hash");
    }

    private boolean isKept(String hash) {
        boolean known = files.missing(Set.of(hash)).isEmpty();
        assertThat(folder.find(hash).isPresent()).isEqualTo(known);
        return known;
    }

    @Test
    void fileOfARecordIsKeptUntilTheRecordIsWithdrawn() throws IOException {
        String hash = upload("困难群众救助资金发放流程说明");
        sunwindow.publish("disclosure", """
                {"id":"UNUSED-1","title":"关于发放流程的说明","publisher":"云川市民政局","publishedAt":"2026-11-20 09:00:00",\
                "disclosureAttribute":"主动公开","attachments":[{"name":"说明","hash":"%s"}]}""".formatted(hash));
        clock.forward(WEEK.multipliedBy(2));
        unused.delete();
        assertThat(isKept(hash)).isTrue();
        sunwindow.publish("disclosure", "{\"withdraw\":\"UNUSED-1\"}");
        unused.delete();
        assertThat(isKept(hash)).isFalse();
        assertThat(upload("困难群众救助资金发放流程说明")).isEqualTo(hash);
        assertThat(isKept(hash)).isTrue();
    }

    @Test
    void exampleOfAMaterialIsKept() throws IOException {
        String hash = upload("补贴申请材料的示范文本");
        sunwindow.publish("service", """
                {"code":"UNUSED-3","name":"补贴申请","materials":[{"name":"申请书",\
                "examples":[{"name":"示范文本","good":true,"hash":"%s"}]}]}""".formatted(hash));
        clock.forward(WEEK.multipliedBy(2));
        unused.delete();
        assertThat(isKept(hash)).isTrue();
        sunwindow.publish("service", "{\"withdraw\":\"UNUSED-3\"}");
        unused.delete();
        assertThat(isKept(hash)).isFalse();
    }

    @Test
    void fileOfANoticeIsDeletedAfterItsPeriod() throws IOException {
        String hash = upload("某某社区评议结果说明");
        clock.forward(WEEK);
        sunwindow.publish("notice", """
                {"id":"unused-2","title":"评议结果公示","type":"OTHER","stage":"OPEN","publisher":"东湖区民政局",\
                "periodBegin":"2026-11-22T10:00:00+08:00","periodEnd":"2026-11-30T10:00:00+08:00","objectionPhone":"0500-8320003",\
                "attachments":[{"name":"说明","hash":"%s"}]}""".formatted(hash));
        unused.delete();
        assertThat(isKept(hash)).isTrue();
        clock.forward(WEEK);
        while (expired.erase(Set.of("notice"))) {
            // more
        }
        unused.delete();
        assertThat(isKept(hash)).isFalse();
    }

    @Test
    void fileThatNoRecordNamesHasAWeekSinceItsLastUpload() throws IOException {
        String hash = upload("尚无信息列有的文件");
        clock.forward(WEEK.minusSeconds(1));
        assertThat(upload("尚无信息列有的文件")).isEqualTo(hash);
        clock.forward(WEEK);
        unused.delete();
        assertThat(isKept(hash)).isTrue();
        clock.forward(Duration.ofSeconds(1));
        unused.delete();
        assertThat(isKept(hash)).isFalse();
    }

    /** As after the service was connected to another database, or to an older backup. */
    @Test
    void fileThatTheDatabaseDoesNotKnowIsKept() throws IOException {
        Path incoming = folder.incoming();
        Files.writeString(incoming, "另一个数据库的文件");
        String hash = HexFormat.of().formatHex(Sha256.of(Files.readAllBytes(incoming)));
        folder.keep(hash, incoming);
        clock.forward(WEEK.multipliedBy(2));
        unused.delete();
        assertThat(folder.find(hash)).isPresent();
    }
}
