package org.sunwindow.imports;

import java.io.IOException;
import org.jboss.logging.Logger;
import org.sunwindow.ExceptionSummary;
import org.sunwindow.http.Failures;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;
import org.sunwindow.imports.format.BrokenFileException;
import org.sunwindow.imports.format.GzippedLines;
import org.sunwindow.imports.format.ImportMemory;

/** Maps what ends an import early to problems. */
final class ImportFailures {

    private static final Logger LOG = Logger.getLogger(ImportFailures.class);

    private ImportFailures() {}

    /** A file could not be received or opened. There is no run. */
    static RuntimeException unread(IOException e) {
        LOG.debugf("a file to import was not read: %s", e.getMessage());
        String detail = e instanceof GzippedLines.Invalid ? e.getMessage() : "文件没有收完。";
        return new ProblemException(ProblemCode.BODY_INVALID, detail + "未导入任何内容，请重新提交。");
    }

    /** Whether the store, or a place for files, is not available now. */
    static boolean isUnavailable(Throwable cause) {
        return Failures.isDatabaseUnavailable(cause)
                || cause instanceof ProblemException problem && problem.code() == ProblemCode.STORE_UNAVAILABLE;
    }

    static RuntimeException interrupted(Importer.Interrupted e) {
        Throwable cause = e.getCause();
        if (cause instanceof Importer.AllRejected) {
            return new ProblemException(
                    ProblemCode.IMPORT_FAULTS,
                    "导入 %s 的前 %d 行全部退回，其余不再读取。请核对文件和种类，退回原因见这次导入。".formatted(e.run, Importer.MAX_REJECTED));
        }
        LOG.warnf("import %s was interrupted: %s", e.run, ExceptionSummary.of(cause));
        String detail = (e.dryRun ? "试导入 %s 中断；试导入不保存任何内容，请重新提交整个文件。" : "导入 %s 中断；已计入的各行已经保存，重新提交整个文件即可，不会重复。")
                .formatted(e.run);
        if (cause instanceof GzippedLines.Invalid invalid) {
            return new ProblemException(ProblemCode.BODY_INVALID, invalid.getMessage() + detail);
        }
        if (cause instanceof BrokenFileException) {
            return new ProblemException(ProblemCode.BODY_INVALID, cause.getMessage() + detail);
        }
        if (cause instanceof ImportMemory.Exhausted) {
            return ProblemException.retryAfter(
                    ProblemCode.STORE_UNAVAILABLE, "正在进行的导入占用内存过多，长行暂不能接收。请稍后再试。" + detail, ImportResource.RETRY);
        }
        if (cause instanceof IOException) {
            return new ProblemException(ProblemCode.BODY_INVALID, detail);
        }
        return isUnavailable(cause)
                ? ProblemException.retryAfter(ProblemCode.STORE_UNAVAILABLE, detail, ImportResource.RETRY)
                : new ProblemException(
                        ProblemCode.INTERNAL,
                        (e.dryRun ? "试导入 %s 中断于服务内部错误；试导入不保存任何内容。" : "导入 %s 中断于服务内部错误；已计入的各行已经保存。").formatted(e.run));
    }
}
