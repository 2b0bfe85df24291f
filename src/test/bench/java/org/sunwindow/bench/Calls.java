package org.sunwindow.bench;

import java.net.InetSocketAddress;
import java.util.List;

/** What a {@link HttpLoad} asks, one after the other. Belongs to the thread of the load. */
interface Calls {

    /** How many different ones are told apart in a {@link Sample}. */
    int questions();

    /** Which of them a request is; counted from 0. */
    int question(long request);

    byte[] bytes(long request);

    /** Each in turn, round and round. */
    static Calls inTurn(InetSocketAddress server, List<Call> calls) {
        List<byte[]> ready = calls.stream().map(call -> call.bytes(server)).toList();
        return new Calls() {
            @Override
            public int questions() {
                return ready.size();
            }

            @Override
            public int question(long request) {
                return (int) (request % ready.size());
            }

            @Override
            public byte[] bytes(long request) {
                return ready.get(question(request));
            }
        };
    }
}
