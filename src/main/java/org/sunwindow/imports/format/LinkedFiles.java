package org.sunwindow.imports.format;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;

/** Fetches files that records name by their addresses. Implementations are thread-safe. */
public interface LinkedFiles {

    /** Whether the service fetches files from the host of a web address. Files of other hosts stay links. */
    boolean isListed(String address);

    /**
     * Fetches a file.
     *
     * @param address listed
     * @throws NotFetchedException  if it cannot be fetched
     * @throws InterruptedException if the thread is
     */
    Linked fetch(URI address) throws NotFetchedException, IOException, InterruptedException;

    /** A file that was fetched. Closing it deletes it. */
    interface Linked extends AutoCloseable {

        /** Opens its content, which no coding of the transfer compresses any more. */
        InputStream content() throws IOException;

        @Override
        void close() throws IOException;
    }

    /** A file cannot be fetched. The message is in Chinese and repeats nothing of what was received. */
    final class NotFetchedException extends Exception {

        private static final long serialVersionUID = 1;

        private final boolean isOfHost;

        /**
         * @param isOfHost whether other files of the host cannot be fetched either, as far as is known
         */
        public NotFetchedException(String message, boolean isOfHost) {
            super(message, null, false, false);
            this.isOfHost = isOfHost;
        }

        boolean isOfHost() {
            return isOfHost;
        }
    }

    /** Fetches nothing. */
    LinkedFiles NONE = new LinkedFiles() {
        @Override
        public boolean isListed(String address) {
            return false;
        }

        @Override
        public Linked fetch(URI address) {
            throw new IllegalStateException("files are not fetched here");
        }
    };
}
