package org.sunwindow.relevance;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * 云川市 with its districts, townships and villages. The first ones are those of the sample data. The names of the others
 * are combined from syllables.
 */
public final class Places {

    /**
     * A division.
     *
     * @param code      12 digits
     * @param to        last day of an abolished division, or {@code null}
     * @param successor code of the division that replaced it, or {@code null}
     */
    record Place(String code, String name, int level, Place parent, String from, String to, String successor) {

        /** Returns the name as in titles of documents, where townships follow their district. */
        String title() {
            return level == 4 ? parent.name() + name : name;
        }

        String fullName() {
            return parent == null ? name : parent.fullName() + name;
        }

        /** Returns the district that contains the place, or {@code null} for a province or city. */
        Place district() {
            return level < 3 ? null : level == 3 ? this : parent.district();
        }

        boolean isStreet() {
            return name.endsWith("街道");
        }
    }

    /** Townships of each further district. */
    static final int TOWNSHIPS_EACH = 15;

    static final int VILLAGES_EACH = 3;
    static final int DIVISIONS_EACH = 1 + TOWNSHIPS_EACH * (1 + VILLAGES_EACH);

    private static final int DISTRICTS_OF_A_CITY = 70;

    /** Districts from 990105 on, in addition to those of the sample data, and their townships. */
    private static final String[] DISTRICTS = {
        "990105 北屏区 望江街道 七里街道 银杏街道 双河镇 梅坞镇 桐溪乡",
        "990121 青原县 城关镇 龙潭镇 石门镇 清水镇 竹坪乡 杨柳乡",
        "990122 长陵县 陵阳街道 黄泥镇 古渡镇 凤鸣镇 云台镇",
        "990123 平溪县 平安镇 溪口镇 大桥镇 花园镇 高坪乡 罗家乡",
        "990181 临津市 津北街道 津南街道 新港镇 白鹭镇 梨园镇"
    };

    private static final String[] SAMPLE = {
        "990102 东湖区 2001-01-01 | 001 湖滨街道 | 002 文昌街道 | 003 柳桥街道 | 004 双塔街道 | 100 莲塘镇 | 101 荷塘乡 2019-12-31 100",
        "990103 西岭区 2001-01-01 | 001 松岗街道 | 002 石泉街道 | 100 青枫镇 | 101 白云岭镇 | 200 茶山乡 | 201 上坪乡 2021-06-30 101",
        "990104 南浦区 2003-05-01 | 001 港前街道 | 002 南门街道 | 100 沙洲镇 | 101 芦溪镇 | 102 大埠镇"
    };

    private static final String[] SAMPLE_VILLAGES = {
        "990102001 001望湖社区 002长堤社区 003听鹂社区",
        "990102002 001学宫社区 002书院巷社区",
        "990102003 001柳桥社区",
        "990102004 001东塔社区",
        "990102100 001莲花池社区 201藕香村 202荷塘村",
        "990103001 001松涛社区 002铁路新村社区",
        "990103002 001石泉社区",
        "990103100 201枫林村 202下坞村",
        "990103101 201云岭村 202上坪村",
        "990103200 201茶山村",
        "990104001 001港湾社区 002渡口社区",
        "990104002 001鼓楼社区",
        "990104100 201沙洲村",
        "990104101 201芦溪村",
        "990104102 201大埠村 202新圩村"
    };

    private static final String[] NEW_VILLAGES = {
        "990105001 001江景社区 002码头社区",
        "990105002 001七里社区",
        "990105100 201双河村",
        "990121100 001城关社区",
        "990121101 201龙潭村",
        "990122001 001陵阳社区",
        "990122100 201黄泥村",
        "990123100 201平安村",
        "990181001 001津北社区"
    };

    private static final String HEADS = "宁安永泰丰和兴昌盛广德嘉瑞锦翠碧秀玉金银清澄明朗春秋桂枫松柏兰";
    private static final String TAILS = "川泉峰岩洲浦塘湾桥堰坪岗岭原野林源渡埠港陂溪潭沙石台城阳陵津";

    private final List<Place> divisions = new ArrayList<>();

    /** Creates the base places and a number of further districts. */
    Places(int furtherDistricts) {
        Place province = add("990000000000", "临江省", 1, null, "1988-01-01");
        Place city = add("990100000000", "云川市", 2, province, "1996-06-18");
        for (String line : SAMPLE) {
            addSample(line.split(" \\| "), city);
        }
        for (String line : DISTRICTS) {
            addDistrict(line.split(" "), city);
        }
        Stream.of(SAMPLE_VILLAGES, NEW_VILLAGES).flatMap(Stream::of).forEach(this::addVillages);
        addFurther(furtherDistricts, province);
    }

    List<Place> divisions() {
        return divisions;
    }

    Place city() {
        return divisions.get(1);
    }

    List<Place> districts() {
        return divisions.stream().filter(place -> place.level() == 3).toList();
    }

    /** Townships that exist today. */
    List<Place> townships() {
        return divisions.stream()
                .filter(place -> place.level() == 4 && place.to() == null)
                .toList();
    }

    private void addSample(String[] parts, Place city) {
        String[] head = parts[0].split(" ");
        Place district = add(head[0] + "000000", head[1], 3, city, head[2]);
        for (int i = 1; i < parts.length; i++) {
            String[] own = parts[i].split(" ");
            String code = head[0] + own[0] + "000";
            if (own.length == 2) {
                add(code, own[1], 4, district, head[2]);
            } else {
                divisions.add(new Place(code, own[1], 4, district, head[2], own[2], head[0] + own[3] + "000"));
            }
        }
    }

    private void addDistrict(String[] words, Place city) {
        Place district = add(words[0] + "000000", words[1], 3, city, "2001-01-01");
        int street = 1;
        int town = 100;
        for (int i = 2; i < words.length; i++) {
            int number = words[i].endsWith("街道") ? street++ : town++;
            add(words[0] + String.format("%03d", number) + "000", words[i], 4, district, "2001-01-01");
        }
    }

    private void addVillages(String line) {
        String[] words = line.split(" ");
        Place township = divisions.stream()
                .filter(place -> place.code().equals(words[0] + "000"))
                .findFirst()
                .orElseThrow();
        for (int i = 1; i < words.length; i++) {
            add(words[0] + words[i].substring(0, 3), words[i].substring(3), 5, township, "2001-01-01");
        }
    }

    /** Adds districts of further cities. The cities have no record. */
    private void addFurther(int count, Place province) {
        Place city = null;
        for (int i = 0; i < count; i++) {
            if (i % DISTRICTS_OF_A_CITY == 0) {
                int number = 2 + i / DISTRICTS_OF_A_CITY;
                city = new Place(
                        String.format("99%02d00000000", number),
                        name(number * 37, 0) + "市",
                        2,
                        province,
                        "1996-06-18",
                        null,
                        null);
            }
            String code = city.code().substring(0, 4) + String.format("%02d", 21 + i % DISTRICTS_OF_A_CITY);
            Place district = add(code + "000000", name(i, 7) + (i % 3 == 0 ? "区" : "县"), 3, city, "2001-01-01");
            for (int j = 0; j < TOWNSHIPS_EACH; j++) {
                addTownship(i, j, code, district);
            }
        }
    }

    private void addTownship(int i, int j, String code, Place district) {
        boolean street = j < 4;
        String own = code + String.format("%03d", street ? j + 1 : 100 + j);
        String name = name(i * 31 + j * 61, 11) + (street ? "街道" : j % 4 == 0 ? "乡" : "镇");
        Place township = add(own + "000", name, 4, district, "2001-01-01");
        for (int k = 1; k <= VILLAGES_EACH; k++) {
            String village = name(i * 17 + j * 53 + k * 97, 3) + (street ? "社区" : "村");
            add(own + String.format("%03d", street ? k : 200 + k), village, 5, township, "2001-01-01");
        }
    }

    /** Returns a name of two syllables, unique for numbers below the product of both lists. */
    public static String name(int number, int shift) {
        int head = number % HEADS.length();
        int tail = (number / HEADS.length() + head + shift) % TAILS.length();
        return "" + HEADS.charAt(head) + TAILS.charAt(tail);
    }

    private Place add(String code, String name, int level, Place parent, String from) {
        var place = new Place(code, name, level, parent, from, null, null);
        divisions.add(place);
        return place;
    }
}
