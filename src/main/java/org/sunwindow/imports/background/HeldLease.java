package org.sunwindow.imports.background;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.BooleanSupplier;

/**
 * The lease of a worker on a run, and the body of the run as a stream. One part of it is in memory. Not thread-safe.
 */
public final class HeldLease extends InputStream implements Lease {

    private final WaitingRun taken;
    private final WaitingRuns runs;
    private final WaitingBodies bodies;
    private final long length;
    private final BooleanSupplier stopped;
    private byte[] part = {};
    private int position;
    private int number;
    private long read;

    /**
     * @param length  of the body, in bytes
     * @param stopped whether the instance stops
     */
    public HeldLease(WaitingRun taken, WaitingRuns runs, WaitingBodies bodies, long length, BooleanSupplier stopped) {
        this.taken = taken;
        this.runs = runs;
        this.bodies = bodies;
        this.length = length;
        this.stopped = stopped;
    }

    @Override
    public void check() {
        if (stopped.getAsBoolean()) {
            throw new Ended(Cause.STOPPED);
        }
    }

    @Override
    public void renew() {
        runs.renew(taken);
    }

    @Override
    public Long bytesRead() {
        return read;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int from, int most) throws IOException {
        if (most == 0) {
            return 0;
        }
        if (position == part.length && !hasNext()) {
            return -1;
        }
        int count = Math.min(most, part.length - position);
        System.arraycopy(part, position, target, from, count);
        position += count;
        read += count;
        return count;
    }

    private boolean hasNext() throws IOException {
        check();
        if (read == length) {
            return false;
        }
        byte[] next = bodies.part(taken.run(), number);
        if (next == null) {
            // deleted with its run, or it was never complete
            runs.requireHeld(taken);
            throw new UnreadableBodyException();
        }
        part = next;
        position = 0;
        number++;
        return true;
    }
}
