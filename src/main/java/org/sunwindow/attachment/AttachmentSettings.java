package org.sunwindow.attachment;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** Settings of uploaded files, under {@code sunwindow.attachments}. */
@ConfigMapping(prefix = "sunwindow.attachments")
public interface AttachmentSettings {

    /** Where the bytes of files are kept. */
    enum Storage {
        /** In {@link #directory}. Several instances need a volume to which all of them can write. */
        FOLDER,
        /**
         * In the database, so that its backup contains them and several instances need no shared volume. Each instance
         * downloads them to its {@link #directory}, from which it serves them also while the database is down.
         */
        POSTGRESQL
    }

    /** Where files are kept: {@code FOLDER} or {@code POSTGRESQL}. */
    @WithDefault("FOLDER")
    Storage storage();

    /** Folder of the files. With {@link Storage#POSTGRESQL} it may be lost. */
    @WithDefault("data/attachments")
    Path directory();

    /** Longest file that may be uploaded, in bytes. */
    @WithDefault("52428800")
    long maxBytes();

    /** Time after its last upload at which a file that no record names is deleted. */
    @WithDefault("7d")
    Duration unusedFor();

    /** Uploads at the same time; further ones are refused with 503. */
    @WithDefault("4")
    int maxUploads();
}
