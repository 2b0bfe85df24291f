package org.sunwindow.bench;

import java.net.InetSocketAddress;
import java.util.List;

/** The requests that a {@link HttpLoad} sends in order. Used by the thread of the load only. */
interface RequestSequence {

    /** Returns the number of classes of requests, which a {@link Sample} distinguishes. */
    int size();

    /** Returns the class of a request, which is counted from 0. */
    int index(long request);

    byte[] bytes(long request);

    /** Repeats requests in a fixed order. */
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
