package org.sunwindow.publication;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The name under which a file is downloaded is that of the record, made safe. */
class FileNameTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    申请表.docx          | 申请表.docx
                    申请表.DOCX          | 申请表.docx
                    附件1 申请表.doc      | 附件1 申请表.docx
                    附件1               | 附件1.docx
                    附件1.2 申请表        | 附件1.2 申请表.docx
                    申请表.exe           | 申请表.docx
                    申请/审批表.docx      | 申请_审批表.docx
                    ../../etc/passwd    | _.._etc_passwd.docx
                    ..                  | 原名.docx
                    .docx               | 原名.docx
                    CON                 | 原名.docx
                    申请表（样式） .docx    | 申请表（样式）.docx
                    a"b'c;d=e.docx      | a_b'c;d=e.docx
                    😀申请表             | 😀申请表.docx
                    """)
    void nameOfTheRecordIsMadeSafe(String listed, String downloaded) {
        assertThat(FileName.downloaded(listed, "原名.docx")).isEqualTo(downloaded);
        assertThat(FileName.fault(downloaded)).isEmpty();
    }

    @Test
    void invisibleCharactersAreDropped() {
        assertThat(FileName.downloaded("申请\u202e表\r\n\u0000fdp.exe", "原名.docx")).isEqualTo("申请表fdp.docx");
    }

    @Test
    void longNameIsShortened() {
        String shortened = FileName.downloaded("申".repeat(199) + "😀", "原名.docx");
        assertThat(shortened).startsWith("申申").endsWith("申.docx");
        assertThat(FileName.fault(shortened)).isEmpty();
        assertThat(FileName.fault(FileName.downloaded("😀".repeat(100), "原名.docx")))
                .isEmpty();
    }
}
