package org.sunwindow.imports;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of imports, under the prefix {@code sunwindow.imports}. */
@ConfigMapping(prefix = "sunwindow.imports")
public interface ImportSettings {

    /** Longest line in bytes. A longer one is rejected and skipped without being read into memory. */
    @WithDefault("4194304")
    int maxLine();

    /**
     * Longest sheet (CSV or XLSX) in bytes, after decompression of the request. The number of JSON lines is not
     * limited.
     */
    @WithDefault("268435456")
    long maxFile();

    /**
     * Bytes of all sheets together that are open at a time. They are in the temporary directory. The sheets of one publisher,
     * with what is said about their rows and the marked sheets, may have half of them.
     */
    @WithDefault("1073741824")
    long maxFiles();

    /**
     * Bytes of a body, as it is sent, above which it is imported in the background, unless the request says otherwise.
     * Only bodies with a {@code Content-Length} are compared.
     */
    @WithDefault("16777216")
    long asyncAbove();

    /** How long runs are kept, with their rejects, from their start. */
    @WithDefault("400d")
    Duration keepRuns();

    /** Lines that are checked and stored in one transaction. */
    @WithDefault("500")
    int batch();

    /** Rejects that are stored for one run. Further ones are only counted. */
    @WithDefault("10000")
    int maxRejects();

    /**
     * Revisions that the index of this instance may be behind an import. After each batch, the import waits until the
     * index is no further behind, or has made no progress for ten seconds.
     */
    @WithDefault("2000")
    int maxLag();
}
