package org.sunwindow.publication;

import java.io.IOException;
import java.io.InputStream;
import org.sunwindow.publisher.Origin;

/**
 * The gate of uploads for files that arrive together with the records that name them. Implementations are thread-safe.
 */
public interface FileIntake {

    /**
     * Checks a file as if it was uploaded, and stores nothing.
     *
     * @param name its name without a path
     * @return what {@link #store} would store
     * @throws RuntimeException a problem with its description in Chinese, if the file would be refused
     */
    StoredFile check(InputStream content, String name) throws IOException;

    /**
     * Stores a file like an upload.
     *
     * @throws RuntimeException like {@link #check}
     */
    void store(InputStream content, String name, Origin origin) throws IOException;
}
