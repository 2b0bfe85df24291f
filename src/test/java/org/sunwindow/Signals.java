package org.sunwindow;

import java.io.IOException;

/** Sends signals for which Java has no method. */
final class Signals {

    private Signals() {}

    /**
     * @param name such as {@code STOP}
     */
    static void send(String name, ProcessHandle process) throws IOException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
        if (kill.onExit().join().exitValue() != 0) {
            throw new IOException("no process " + process.pid());
        }
    }
}
