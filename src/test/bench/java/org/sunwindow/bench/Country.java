package org.sunwindow.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.sunwindow.relevance.Corpus;
import org.sunwindow.relevance.Places;

/**
 * A generated country with as many divisions as China down to villages, and one office in each township, two in each county
 * and three in each city. Names repeat, as names of villages do.
 */
final class Country {

    /** Number of cities for a tree of divisions of the size of China's. */
    private static final int CITIES = 341;

    private static final int CITIES_OF_A_PROVINCE = 11;
    private static final int COUNTIES = 9;
    private static final int TOWNSHIPS = 14;
    private static final int VILLAGES = 15;
    private static final int SERVICES = 20;

    /** Size of the corpus for which the country is complete. */
    private static final double WHOLE = 100_000;

    private final int cities;

    Country(int size) {
        cities = (int) Math.clamp(Math.round(CITIES * size / WHOLE), 2, CITIES);
    }

    /** Returns a lazy stream of all records, divisions first. */
    Stream<Corpus.Entry> entries() {
        return Stream.of(
                        IntStream.range(0, SERVICES).mapToObj(Country::serviceItem),
                        IntStream.range(0, cities).boxed().mapMulti(this::divisions),
                        IntStream.range(0, cities).boxed().mapMulti(this::offices))
                .reduce(Stream.empty(), Stream::concat);
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static Corpus.Entry entry(String kind, String key, ObjectNode json) {
        return new Corpus.Entry(kind, key, java.util.Map.of(), json.toString());
    }

    static String service(int number) {
        return "JF-%03d".formatted(number);
    }

    private static Corpus.Entry serviceItem(int number) {
        return entry(
                "service",
                service(number),
                object().put("code", service(number)).put("name", "第%d项救助".formatted(number + 1)));
    }

    private void divisions(int city, java.util.function.Consumer<Corpus.Entry> to) {
        if (city % CITIES_OF_A_PROVINCE == 0) {
            to.accept(division(provinceCode(city), provinceName(city)));
        }
        to.accept(division(cityCode(city), cityName(city)));
        for (int county = 0; county < COUNTIES; county++) {
            to.accept(division(countyCode(city, county), countyName(city, county)));
            for (int township = 0; township < TOWNSHIPS; township++) {
                to.accept(division(townshipCode(city, county, township), townshipName(city, county, township)));
                for (int village = 0; village < VILLAGES; village++) {
                    to.accept(division(
                            villageCode(city, county, township, village),
                            villageName(city, county, township, village)));
                }
            }
        }
    }

    private static Corpus.Entry division(String code, String name) {
        return entry("division", code, object().put("code", code).put("name", name));
    }

    private void offices(int city, java.util.function.Consumer<Corpus.Entry> to) {
        for (int i = 0; i < 3; i++) {
            to.accept(office(cityCode(city), i, cityName(city) + "政务服务中心", place(city, -1, i), 17, 20));
        }
        for (int county = 0; county < COUNTIES; county++) {
            String name = countyName(city, county);
            to.accept(office(countyCode(city, county), 0, name + "政务服务大厅", place(city, county, -1), 8, 14));
            to.accept(office(countyCode(city, county), 1, name + "婚姻登记处", place(city, county, -2), 14, 17));
            for (int township = 0; township < TOWNSHIPS; township++) {
                String window = townshipName(city, county, township) + "民政窗口";
                to.accept(office(townshipCode(city, county, township), 0, window, place(city, county, township), 0, 8));
            }
        }
    }

    private static Corpus.Entry office(
            String division, int number, String name, double[] place, int firstService, int lastService) {
        String id = "off-" + division + "-" + number;
        ObjectNode json = object().put("id", id)
                .put("name", name)
                .put("type", name.substring(name.length() - 4))
                .put("division", division)
                .put("address", "人民路%d号".formatted(number + 1))
                .put("latitude", place[0])
                .put("longitude", place[1])
                .put("crs", "GCJ02");
        json.putArray("phones").add("0500-" + division.substring(2, 9));
        var hours = json.putArray("hours");
        for (String[] time : new String[][] {{"08:30", "12:00"}, {"14:00", "17:30"}}) {
            var week = hours.addObject();
            List.of("MON", "TUE", "WED", "THU", "FRI").forEach(week.putArray("days")::add);
            week.put("from", time[0]).put("to", time[1]);
        }
        var services = json.putArray("services");
        IntStream.range(firstService, lastService).forEach(service -> services.add(service(service)));
        return entry("office", id, json);
    }

    /** Cities are placed in rows from south to north, counties and townships around them. */
    private static double[] place(int city, int county, int township) {
        var random = new SplittableRandom(31L * (31L * city + county) + township);
        double latitude = 22 + city % 19 * 1.1;
        double longitude = 100 + city / 19 * 1.2;
        if (county >= 0) {
            latitude += (county / 3 - 1) * 0.33;
            longitude += (county % 3 - 1) * 0.36;
        }
        return new double[] {
            Math.round((latitude + random.nextDouble(-0.15, 0.15)) * 1e4) / 1e4,
            Math.round((longitude + random.nextDouble(-0.15, 0.15)) * 1e4) / 1e4
        };
    }

    /** Returns a random latitude and longitude. */
    String somewhere(SplittableRandom random) {
        double[] place = place(random.nextInt(cities), random.nextInt(COUNTIES), random.nextInt(TOWNSHIPS));
        return "%.4f,%.4f"
                .formatted(place[0] + random.nextDouble(-0.02, 0.02), place[1] + random.nextDouble(-0.02, 0.02));
    }

    /** Returns the code of a random village. */
    String village(SplittableRandom random) {
        return villageCode(
                random.nextInt(cities), random.nextInt(COUNTIES), random.nextInt(TOWNSHIPS), random.nextInt(VILLAGES));
    }

    /** Returns the beginning of a random address, from the city down. */
    String address(SplittableRandom random) {
        int city = random.nextInt(cities);
        int county = random.nextInt(COUNTIES);
        int township = random.nextInt(TOWNSHIPS);
        return cityName(city) + countyName(city, county) + townshipName(city, county, township);
    }

    private static String provinceCode(int city) {
        return "%02d0000000000".formatted(11 + city / CITIES_OF_A_PROVINCE);
    }

    private static String cityCode(int city) {
        return "%02d%02d00000000".formatted(11 + city / CITIES_OF_A_PROVINCE, 1 + city % CITIES_OF_A_PROVINCE);
    }

    private static String countyCode(int city, int county) {
        return cityCode(city).substring(0, 4) + "%02d000000".formatted(1 + county);
    }

    private static String townshipCode(int city, int county, int township) {
        return countyCode(city, county).substring(0, 6) + "%03d000".formatted(100 + township);
    }

    private static String villageCode(int city, int county, int township, int village) {
        return townshipCode(city, county, township).substring(0, 9) + "%03d".formatted(200 + village);
    }

    private static String provinceName(int city) {
        return Places.name(city / CITIES_OF_A_PROVINCE, 0) + "省";
    }

    private static String cityName(int city) {
        return Places.name(100 + city, 0) + "市";
    }

    private static String countyName(int city, int county) {
        return Places.name(city * COUNTIES + county, 0) + (county < 3 ? "区" : "县");
    }

    private static String townshipName(int city, int county, int township) {
        return Places.name((city * COUNTIES + county) * 7 + township * 61, 0) + (township < 4 ? "街道" : "镇");
    }

    private static String villageName(int city, int county, int township, int village) {
        int number = (city * COUNTIES + county) * 17 + township * 53 + village * 97;
        return Places.name(number, 0) + (township < 4 ? "社区居委会" : "村委会");
    }

    /** Returns a number of values drawn with a fixed seed. */
    static List<String> many(int count, java.util.function.Function<SplittableRandom, String> of) {
        var random = new SplittableRandom(20261125);
        var all = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            all.add(of.apply(random));
        }
        return all;
    }
}
