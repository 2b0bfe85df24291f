package org.sunwindow.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.sunwindow.Sunwindow;

/**
 * A mixture of requests drawn with a fixed seed: 80 % are popular ones with a Zipf distribution, which the cache answers
 * after the first time, and 20 % are new. Runs continue the sequence, so that new requests have not been sent before.
 */
final class Mixture implements RequestSequence {

    private static final int POPULAR = 0;
    private static final int NEW = 1;
    private static final double POPULAR_SHARE = 0.8;

    private static final long SEED = 20261122;
    private static final int DETAILS = 150;
    private static final int PAGES = 40;
    private static final int PLACES = 60;
    private static final int TITLES = 1_000;
    private static final int MAX_TYPED = 8;

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final InetSocketAddress server;
    private final List<String> texts;
    private final List<String> titles = new ArrayList<>();
    private final List<String> details;
    private final List<byte[]> popular;
    private final double[] cumulativeWeights;
    private int drawn;

    Mixture(PackagedService service, int records) throws IOException, InterruptedException {
        server = service.address();
        texts = SearchQuery.all(records).stream()
                .map(query -> Sunwindow.encoded(query.text()))
                .toList();
        details = Reads.details(service, TITLES);
        for (int page = 1; page <= TITLES / 100; page++) {
            for (JsonNode item :
                    service.get(Reads.LIST + "?size=100&page=" + page).path("items")) {
                titles.add(item.path("title").asText());
            }
        }
        popular = popular().stream().map(request -> request.bytes(server)).toList();
        cumulativeWeights = new double[popular.size()];
        double sum = 0;
        for (int i = 0; i < cumulativeWeights.length; i++) {
            sum += 1.0 / (i + 1);
            cumulativeWeights[i] = sum;
        }
    }

    private List<Request> popular() {
        var requests = new ArrayList<Request>();
        details.stream().limit(DETAILS).map(Request::get).forEach(requests::add);
        for (int page = 1; page <= PAGES; page++) {
            requests.add(Request.get(Reads.LIST + "?page=" + page));
        }
        for (String text : texts) {
            requests.add(Request.get(Reads.LIST + "?q=" + text));
            requests.add(Request.get("/api/v1/search?q=" + text));
        }
        requests.addAll(Lookups.suggestions());
        requests.addAll(Lookups.nearby(random, PLACES));
        Collections.shuffle(requests, new Random(SEED));
        return requests;
    }

    /** Returns the number of different popular requests. */
    int popularSize() {
        return popular.size();
    }

    @Override
    public int size() {
        return 2;
    }

    /** Draws the class of the next request, for which {@link #bytes} is called next. */
    @Override
    public int index(long request) {
        drawn = random.nextDouble() < POPULAR_SHARE ? POPULAR : NEW;
        return drawn;
    }

    @Override
    public byte[] bytes(long request) {
        if (drawn == NEW) {
            return newRequest().bytes(server);
        }
        int rank = Arrays.binarySearch(
                cumulativeWeights, random.nextDouble(cumulativeWeights[cumulativeWeights.length - 1]));
        return popular.get(rank < 0 ? -rank - 1 : rank);
    }

    private Request newRequest() {
        String text = texts.get(random.nextInt(texts.size()));
        String page = "&page=%d&size=%d".formatted(random.nextInt(1, 51), random.nextInt(1, 101));
        return switch (random.nextInt(5)) {
            case 0, 1 -> Request.get(Reads.LIST + "?q=" + text + page);
            case 2 -> Request.get("/api/v1/search?q=" + text + page);
            case 3 -> Lookups.nearby(random);
            default -> Request.get("/api/v1/suggestions?q=" + Sunwindow.encoded(typed()));
        };
    }

    private String typed() {
        String title = titles.get(random.nextInt(titles.size()));
        int start = random.nextInt(Math.max(1, title.length() - MAX_TYPED));
        return title.substring(start, Math.min(title.length(), start + random.nextInt(2, MAX_TYPED)));
    }
}
