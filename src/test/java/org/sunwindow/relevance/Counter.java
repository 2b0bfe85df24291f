package org.sunwindow.relevance;

import static org.sunwindow.relevance.Corpus.object;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.sunwindow.relevance.Places.Place;
import org.sunwindow.relevance.Vocabulary.Subject;

/** Generates organizations, offices and service guides, place by place. */
final class Counter {

    /** Sections of each district bureau. */
    private static final String[] SECTIONS = {
        "jzg 社会救助股 relief dibao,linshi", "ylg 养老服务股 elderly jujia,gaoling", "swg 社会事务股 marriage jiehun,binzang"
    };

    static final int ORGANIZATIONS_EACH = 1 + SECTIONS.length;
    static final int OFFICES_EACH = 5 + 3 * Places.TOWNSHIPS_EACH;
    static final int SERVICES_EACH = 7;

    private static final int BASE_DISTRICTS = 8;
    private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static final int[] WEIGHTS = {1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28};
    private static final String[] ROADS = {"临湖大道", "民安路", "和平街", "新华路", "学府路", "河滨路", "站前路", "光明街"};

    private final Vocabulary vocabulary;
    private final Places places;
    private final List<Place> districts;
    private final List<Place> townships;

    Counter(Vocabulary vocabulary, Places places) {
        this.vocabulary = vocabulary;
        this.places = places;
        this.districts = places.districts();
        this.townships = places.townships();
    }

    Stream<Corpus.Entry> organizations() {
        Place city = places.city();
        Stream<Corpus.Entry> own = vocabulary.counter("organizations").stream()
                .map(row -> organization(city, row[0], city.name() + "民政局" + row[1], row[1], row[2], row[3], row[4]));
        Stream<Corpus.Entry> below = districts.stream()
                .flatMap(district -> Stream.concat(
                        Stream.of(bureau(district)),
                        Stream.of(SECTIONS)
                                .map(line -> line.split(" "))
                                .map(row -> organization(
                                        district,
                                        row[0],
                                        district.name() + "民政局" + row[1],
                                        row[1],
                                        "内设处室",
                                        row[2],
                                        row[3]))));
        return Stream.of(Stream.of(bureau(city)), own, below).flatMap(part -> part);
    }

    private Corpus.Entry bureau(Place place) {
        String relation = place.level() == 2 ? "本级机关" : "下级机关";
        String name = place.name() + "民政局";
        return organization(place, "mzj", name, name, relation, "bureau", "dibao,jujia,jiehun,binzang,sheli,diming");
    }

    private Corpus.Entry organization(
            Place place, String own, String name, String shortName, String relation, String field, String subjects) {
        boolean bureau = own.equals("mzj");
        // institutions carry their own names, sections the name of their bureau
        String full = relation.equals("直属单位") || relation.equals("代管单位") ? place.name() + shortName : name;
        String id = "jg-" + place.code().substring(0, 6) + "-" + own;
        SplittableRandom random = seeded(id);
        ObjectNode json = object();
        Map<String, String> tags = Corpus.tags("organization", place);
        json.put("id", id);
        if (bureau || !relation.equals("内设处室")) {
            String credit = creditCode(place, bureau ? 0 : 1 + (Math.abs(own.hashCode()) % 900));
            json.put("creditCode", credit);
            tags.put("creditCode", credit);
        }
        json.put("name", full);
        json.put("shortName", shortName);
        json.put("relation", relation);
        if (place.level() > 2 || !bureau) {
            json.put("parent", bureau ? "jg-990100-mzj" : "jg-" + place.code().substring(0, 6) + "-mzj");
        }
        json.put("division", place.code());
        ArrayNode functions = json.putArray("functions");
        functions.add("贯彻执行民政工作法律法规和方针政策，拟订有关工作规划并组织实施");
        for (String subject : subjects.split(",")) {
            functions.add("承担" + vocabulary.subject(subject).name() + "有关工作，指导下级开展业务");
        }
        json.put("address", address(place, random));
        json.put("hours", "周一至周五 8:30-12:00，14:00-17:30");
        String phone = phone(id);
        json.put("phone", phone);
        tags.put("id", id);
        tags.put("name", full);
        tags.put("phone", phone);
        tags.put("field", field);
        tags.put("type", bureau ? "bureau" : relation.equals("内设处室") ? "section" : "institution");
        return new Corpus.Entry("organization", id, tags, json.toString());
    }

    /** The base districts come first, so that the rated records do not depend on further ones. */
    Stream<Corpus.Entry> offices() {
        List<String[]> rows = vocabulary.counter("offices");
        Stream<Corpus.Entry> base =
                rows.stream().flatMap(row -> baseOf(row[3]).map(place -> office(row, place, rows.indexOf(row))));
        Stream<Corpus.Entry> further = furtherDistricts()
                .flatMap(district -> rows.stream()
                        .filter(row ->
                                row[3].equals("d8") && !row[0].equals("lottery") && !row[0].equals("child-centre")
                                        || row[3].equals("towns")
                                        || row[3].equals("streets")
                                        || row[3].equals("rural"))
                        .flatMap(row -> (row[3].equals("d8") ? Stream.of(district) : townsOf(district, row[3]))
                                .map(place -> office(row, place, rows.indexOf(row)))));
        return Stream.concat(base.limit(200), further);
    }

    private Stream<Place> townsOf(Place district, String which) {
        return select(townships.stream().filter(place -> place.parent() == district), which);
    }

    private Stream<Place> furtherDistricts() {
        return districts.stream().skip(BASE_DISTRICTS);
    }

    private Stream<Place> baseOf(String which) {
        if (which.equals("city")) {
            return Stream.of(places.city());
        }
        if (which.startsWith("d")) {
            return districts.stream().limit(Integer.parseInt(which.substring(1)));
        }
        return select(townships.stream().filter(place -> place.code().startsWith("9901")), which);
    }

    private static Stream<Place> select(Stream<Place> towns, String which) {
        return towns.filter(place -> which.equals("towns") || place.isStreet() == which.equals("streets"));
    }

    private Corpus.Entry office(String[] row, Place place, int number) {
        String id = "cs-" + place.code().substring(0, 9) + "-" + String.format("%02d", number);
        SplittableRandom random = seeded(id);
        ObjectNode json = object();
        json.put("id", id);
        String name = row[4].replace("{P}", place.title());
        json.put("name", name);
        json.put("type", row[1]);
        json.put("organization", "jg-" + bureauOf(place) + "-mzj");
        json.put("division", place.code());
        json.put("address", address(place, random));
        json.put("latitude", (302000 + random.nextInt(4000)) / 10000.0);
        json.put("longitude", (1186000 + random.nextInt(5000)) / 10000.0);
        json.put("crs", "GCJ02");
        String phone = phone(id);
        json.putArray("phones").add(phone);
        hours(json, row[0].equals("shelter"));
        ArrayNode services = json.putArray("services");
        for (String subject : row[5].split(",")) {
            vocabulary.counter("services").stream()
                    .filter(service -> service[0].equals(subject))
                    .limit(2)
                    .forEach(service -> services.add(serviceCode(
                            service,
                            service[4].equals("city") || place.district() == null ? places.city() : place.district())));
        }
        if (random.nextInt(2) == 0) {
            json.putArray("accessibility").add("无障碍坡道").add("低位柜台");
        }
        json.put("lastVerified", "2026-09-30");
        Map<String, String> tags = Corpus.tags("office", place);
        tags.put("id", id);
        tags.put("name", name);
        tags.put("type", row[0]);
        tags.put("field", row[2]);
        tags.put("phone", phone);
        return new Corpus.Entry("office", id, tags, json.toString());
    }

    private static void hours(ObjectNode json, boolean always) {
        ArrayNode hours = json.putArray("hours");
        ObjectNode span = hours.addObject();
        ArrayNode days = span.putArray("days");
        for (String day : always ? "MON TUE WED THU FRI SAT SUN".split(" ") : "MON TUE WED THU FRI".split(" ")) {
            days.add(day);
        }
        span.put("from", always ? "00:00" : "08:30");
        span.put("to", always ? "24:00" : "17:30");
        json.put("hoursNote", always ? "二十四小时值班" : "法定节假日不办理");
    }

    Stream<Corpus.Entry> services() {
        List<String[]> rows = vocabulary.counter("services");
        Stream<Corpus.Entry> base = rows.stream().flatMap(row -> baseOf(row[4]).map(place -> service(row, place)));
        Stream<Corpus.Entry> further = furtherDistricts()
                .flatMap(place ->
                        rows.stream().filter(row -> row[4].equals("d8")).map(row -> service(row, place)));
        return Stream.concat(base.limit(150), further);
    }

    private String serviceCode(String[] row, Place place) {
        int number = 101 + vocabulary.counter("services").indexOf(row);
        return place.code().substring(0, 6) + "-" + row[2] + "-" + number;
    }

    private Corpus.Entry service(String[] row, Place place) {
        Subject subject = vocabulary.subject(row[0]);
        String code = serviceCode(row, place);
        SplittableRandom random = seeded(code);
        Map<String, String> names = Map.of("P", place.name(), "y", "2026");
        ObjectNode json = object();
        json.put("code", code);
        json.put("name", row[5]);
        json.put("type", row[3]);
        json.put("level", place.level() == 2 ? "3" : "4");
        json.putArray("serviceObjects").add(subject.field().equals("ngo") ? "4" : "1");
        json.put("handling", row[6].equals("1") ? "即办件" : "承诺件");
        json.put("organization", "jg-" + bureauOf(place) + "-mzj");
        json.put("division", place.code());
        json.put("topic", subject.topic().substring(subject.topic().indexOf('/') + 1));
        json.put("status", "现行");
        List<String> facts = subject.facts();
        json.put(
                "summary",
                "由" + place.name() + "民政局办理，符合条件的" + subject.audience() + "可以提出申请。"
                        + Vocabulary.fill(facts.getFirst(), names, 2026, random));
        ArrayNode keywords = json.putArray("keywords");
        List.of(row[9].split("，")).forEach(keywords::add);
        json.putArray("legalBasis").add("国家有关法律、法规和《云川市" + subject.name() + "工作规定》");
        ArrayNode conditions = json.putArray("conditions");
        facts.stream().limit(2).forEach(fact -> conditions.add(Vocabulary.fill(fact, names, 2026, random)));
        ArrayNode materials = json.putArray("materials");
        for (String material : row[8].split("；")) {
            materials.addObject().put("name", material).put("originals", 1).put("required", true);
        }
        ArrayNode steps = json.putArray("steps");
        List.of("申请", "受理", "审核", "决定").forEach(step -> steps.addObject().put("name", step));
        json.putObject("promisedLimit").put("value", Integer.parseInt(row[6])).put("unit", "工作日");
        json.putObject("fee").put("charged", false).put("standard", "不收费");
        json.put("result", row[7]);
        json.put("visits", 1);
        json.put("consultPhone", phone("jg-" + bureauOf(place) + "-mzj"));
        ArrayNode faq = json.putArray("faq");
        subject.questions()
                .forEach(pair -> faq.addObject()
                        .put("question", pair[0])
                        .put("answer", Vocabulary.fill(pair[1], names, 2026, random)));
        return new Corpus.Entry("service", code, serviceTags(row, subject, place, code), json.toString());
    }

    private static Map<String, String> serviceTags(String[] row, Subject subject, Place place, String code) {
        Map<String, String> tags = Corpus.tags("service", place);
        tags.put("subject", subject.id());
        tags.put("field", subject.field());
        tags.put("type", "guide");
        String[] action = row[1].split("/");
        tags.put("action", action[0]);
        if (action.length > 1) {
            tags.put("form", action[1]);
        }
        tags.put("code", code);
        tags.put("name", row[5]);
        tags.put("status", "current");
        return tags;
    }

    private static String bureauOf(Place place) {
        return (place.district() == null ? place : place.district()).code().substring(0, 6);
    }

    private static String address(Place place, SplittableRandom random) {
        String road = ROADS[random.nextInt(ROADS.length)];
        return place.fullName().replace("临江省", "") + road + (1 + random.nextInt(300)) + "号";
    }

    /** Numbers differ from those of the sample data and are unique in the rated corpus. */
    private static String phone(String id) {
        return "0500-" + (8400000 + Math.floorMod(id.hashCode() * 31L, 99991));
    }

    private static SplittableRandom seeded(String id) {
        return new SplittableRandom(id.hashCode());
    }

    /** Returns a code with the check digit of GB 32100. */
    private static String creditCode(Place place, int number) {
        String body = "11" + place.code().substring(0, 6) + "MB9" + String.format("%05d", number) + "K";
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += ALPHABET.indexOf(body.charAt(i)) * WEIGHTS[i];
        }
        return body + ALPHABET.charAt((31 - sum % 31) % 31);
    }
}
