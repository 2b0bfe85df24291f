package org.sunwindow.attachment.upload;

import java.util.List;
import org.sunwindow.http.Problem;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;

/** A file that is not accepted. No part of it is stored. */
final class RefusedFileException extends ProblemException {

    private static final long serialVersionUID = 1;

    RefusedFileException(String detail, List<Problem.Item> errors) {
        super(ProblemCode.ATTACHMENT_REFUSED, detail, errors);
    }

    private static RefusedFileException of(String code, String message) {
        return new RefusedFileException(message + "。", List.of(new Problem.Item("", code, message)));
    }

    static RefusedFileException type() {
        return of("file.type", "不能接收这种文件；可以上传 " + FileType.names() + "，以内容为准，与文件名无关");
    }

    static RefusedFileException executable() {
        return of("file.executable", "这是可执行的程序，不能作为附件");
    }

    static RefusedFileException macro() {
        return of("file.macro", "文件含有宏或脚本，打开时可能运行；请另存为不含宏的文件后上传");
    }

    static RefusedFileException encrypted() {
        return of("file.encrypted", "文件已加密，公众打不开，也无法检查；请去掉密码后上传");
    }

    static RefusedFileException embedded() {
        return of("file.embedded", "文件中嵌有其他文件，无法检查；请删去，需要公开的单独上传");
    }

    static RefusedFileException external() {
        return of("file.external", "打开文件时会从别处载入模板、对象或子文档，无法检查；请改用 Normal 模板，把链接的对象改为图片后上传");
    }

    static RefusedFileException damaged() {
        return of("file.damaged", "文件损坏或不完整，无法读取；请核对后重新上传");
    }

    static RefusedFileException expansion() {
        return of("file.expansion", "文件展开后过大，不能接收");
    }

    static RefusedFileException tooLong() {
        return of("file.text-too-long", "文件的文字过多，无法检查；请分成几个文件上传");
    }
}
