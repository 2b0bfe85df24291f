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
 * What the public asks in a day, drawn with a fixed seed: four times out of five something popular, the more popular the
 * more often (Zipf), which a cache answers after its first time; else something that nobody asked before. Goes on where
 * it is from one run to the next, so that what is new stays new.
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
    private final double[] upTo;
    private int asked;

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
        upTo = new double[popular.size()];
        double sum = 0;
        for (int i = 0; i < upTo.length; i++) {
            sum += 1.0 / (i + 1);
            upTo[i] = sum;
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

    /** How many popular ones there are. */
    int popularSize() {
        return popular.size();
    }

    @Override
    public int size() {
        return 2;
    }

    /** Drawn here; {@link #bytes} follows. */
    @Override
    public int index(long request) {
        asked = random.nextDouble() < POPULAR_SHARE ? POPULAR : NEW;
        return asked;
    }

    @Override
    public byte[] bytes(long request) {
        if (asked == NEW) {
            return unheardOf().bytes(server);
        }
        int rank = Arrays.binarySearch(upTo, random.nextDouble(upTo[upTo.length - 1]));
        return popular.get(rank < 0 ? -rank - 1 : rank);
    }

    private Request unheardOf() {
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
