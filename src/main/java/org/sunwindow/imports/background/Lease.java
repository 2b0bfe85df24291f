package org.sunwindow.imports.background;

/** The right to work on a run. An undo has {@link #UNLIMITED}. */
public interface Lease {

    Lease UNLIMITED = new Lease() {

        @Override
        public void check() {
            // such a run is never ended by others
        }

        @Override
        public void renew() {
            // no other worker can take it
        }

        @Override
        public Long bytesRead() {
            return null;
        }
    };

    /**
     * Called before each line.
     *
     * @throws Ended if the instance stops
     */
    void check();

    /**
     * Called at the beginning of the transaction that stores a batch, which fails unless this worker may still store
     * it. So a line is never counted by two workers.
     *
     * @throws Ended if the run was cancelled, or another worker has taken it
     */
    void renew();

    /** Bytes of the body that were read, {@code null} if they are not counted. */
    Long bytesRead();

    /** The worker may work on the run no longer. What it has counted is stored. */
    final class Ended extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final Cause cause;

        Ended(Cause cause) {
            super(cause.name(), null, false, false);
            this.cause = cause;
        }

        public Cause reason() {
            return cause;
        }
    }

    enum Cause {
        CANCELLED,
        /** The lease has ended, and another worker has the run; or the run has ended. */
        LOST,
        /** The instance stops. Another one continues the run. */
        STOPPED
    }
}
