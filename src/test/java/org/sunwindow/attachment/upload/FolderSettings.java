package org.sunwindow.attachment.upload;

import java.nio.file.Path;
import java.time.Duration;
import org.sunwindow.attachment.AttachmentSettings;

/** Settings of a folder of files, for tests without an application of their own. */
record FolderSettings(Path directory, Storage storage) implements AttachmentSettings {

    @Override
    public long maxBytes() {
        return Long.MAX_VALUE;
    }

    @Override
    public Duration unusedFor() {
        return Duration.ofDays(7);
    }

    @Override
    public int maxUploads() {
        return 1;
    }
}
