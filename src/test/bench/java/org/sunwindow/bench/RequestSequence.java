package org.sunwindow.bench;

import java.net.InetSocketAddress;
import java.util.List;

/** What a {@link HttpLoad} asks, one after the other. Belongs to the thread of the load. */
interface RequestSequence {

    /** How many different ones are told apart in a {@link Sample}. */
    int size();

    /** Which of them a request is; counted from 0. */
    int index(long request);

    byte[] bytes(long request);

    /** Each in turn, round and round. */
    static RequestSequence inTurn(InetSocketAddress server, List<Request> requests) {
        List<byte[]> ready =
                requests.stream().map(request -> request.bytes(server)).toList();
        return new RequestSequence() {
            @Override
            public int size() {
                return ready.size();
            }

            @Override
            public int index(long request) {
                return (int) (request % ready.size());
            }

            @Override
            public byte[] bytes(long request) {
                return ready.get(index(request));
            }
        };
    }
}
