package org.sunwindow.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sunwindow.Json;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;

/**
 * Names as lists of regions write them (the region picker of WeChat, maps, shops, the statistics bureau), for divisions
 * with a level that has no name of its own.
 */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class RegionNameTest {

    /** All districts and counties of the four municipalities. A code of a county starts with 02 after the province. */
    private static final Map<String, String> MUNICIPALITIES = Map.of(
            "11北京市",
            "东城区 西城区 朝阳区 丰台区 石景山区 海淀区 门头沟区 房山区 通州区 顺义区 昌平区 大兴区 怀柔区 平谷区 密云区 延庆区",
            "12天津市",
            "和平区 河东区 河西区 南开区 河北区 红桥区 东丽区 西青区 津南区 北辰区 武清区 宝坻区 滨海新区 宁河区 静海区 蓟州区",
            "31上海市",
            "黄浦区 徐汇区 长宁区 静安区 普陀区 虹口区 杨浦区 闵行区 宝山区 嘉定区 浦东新区 金山区 松江区 青浦区 奉贤区 崇明区",
            "50重庆市",
            "万州区 涪陵区 渝中区 大渡口区 江北区 沙坪坝区 九龙坡区 南岸区 北碚区 綦江区 大足区 渝北区 巴南区 黔江区 长寿区 江津区"
                    + " 合川区 永川区 南川区 璧山区 铜梁区 潼南区 荣昌区 开州区 梁平区 武隆区"
                    + " 城口县 丰都县 垫江县 忠县 云阳县 奉节县 巫山县 巫溪县 石柱土家族自治县 秀山土家族苗族自治县"
                    + " 酉阳土家族苗族自治县 彭水苗族土家族自治县");

    /** Counties that their province governs itself, and cities without districts. */
    private static final String OTHERS = """
            {"code":"42","name":"湖北省"}
            {"code":"429004","name":"仙桃市"}
            {"code":"429021","name":"神农架林区"}
            {"code":"41","name":"河南省"}
            {"code":"419001","name":"济源市"}
            {"code":"46","name":"海南省"}
            {"code":"469001","name":"五指山市"}
            {"code":"469025","name":"白沙黎族自治县"}
            {"code":"65","name":"新疆维吾尔自治区"}
            {"code":"659001","name":"石河子市"}
            {"code":"44","name":"广东省"}
            {"code":"4419","name":"东莞市"}
            {"code":"441900003","name":"东城街道"}
            {"code":"22","name":"吉林省"}
            {"code":"2202","name":"吉林市"}
            {"code":"220204","name":"船营区"}
            """;

    private Sunwindow sunwindow;
    private final Map<String, String> districts = new LinkedHashMap<>();

    @BeforeEach
    void publishDivisions() {
        sunwindow = Sunwindow.underTest();
        var lines = new ArrayList<String>();
        MUNICIPALITIES.forEach((municipality, names) -> {
            String province = municipality.substring(0, 2);
            lines.add(line(province, municipality.substring(2)));
            int number = 1;
            for (String name : names.split(" ")) {
                String code = province + (name.endsWith("县") ? "02" : "01") + "%02d".formatted(number++);
                lines.add(line(code, name));
                districts.put(code + "000000", municipality.substring(2) + ' ' + name);
            }
        });
        for (String all : List.of(String.join("\n", lines), OTHERS)) {
            assertThat(sunwindow.publish("division", all).getInt("rejected")).isZero();
        }
    }

    private static String line(String code, String name) {
        return "{\"code\":\"%s\",\"name\":\"%s\"}".formatted(code, name);
    }

    @Test
    void thereAreEightySixDistricts() {
        assertThat(districts).hasSize(86);
    }

    /** {@code %1$s} is the municipality, {@code %2$s} its name without 市, {@code %3$s} the district. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "%1$s%3$s",
                "%1$s%1$s%3$s",
                "%2$s%1$s%3$s",
                "%2$s%2$s%3$s",
                "%1$s%2$s%3$s",
                "%1$s,%1$s,%3$s",
                "%1$s %1$s %3$s",
                "%1$s%1$s市辖区%3$s",
                "%1$s市辖区%3$s",
                "%1$s县%3$s",
                "%1$s%1$s县%3$s",
                "%1$s%2$s城区%3$s",
                "%1$s%2$s郊县%3$s",
                "%1$s%1$s%3$s幸福路12号"
            })
    void everyDistrictOfAMunicipalityIsFound(String pattern) {
        var wrong = new ArrayList<String>();
        districts.forEach((code, name) -> {
            String municipality = name.substring(0, 3);
            String path = pattern.formatted(municipality, municipality.substring(0, 2), name.substring(4));
            List<String> found = found(path);
            if (!found.equals(List.of(code))) {
                wrong.add(path + " " + found);
            }
        });
        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "北京市北京市, 110000000000",
        "北京北京市, 110000000000",
        "北京市市辖区, 110000000000",
        "湖北省省直辖县级行政区划仙桃市, 429004000000",
        "湖北省直辖县级行政区划仙桃市, 429004000000",
        "湖北省省直辖行政单位神农架林区, 429021000000",
        "湖北省仙桃市仙桃市, 429004000000",
        "河南省省直辖县级行政单位济源市, 419001000000",
        "河南省直辖县级济源市, 419001000000",
        "海南省省直辖县五指山市, 469001000000",
        "海南省省直辖县级行政区划白沙黎族自治县, 469025000000",
        "新疆维吾尔自治区自治区直辖县级行政区划石河子市, 659001000000",
        "新疆自治区直辖县级行政单位石河子市, 659001000000",
        "广东省东莞市东莞市, 441900000000",
        "广东省东莞市东莞市东城街道, 441900003000",
        "广东省东莞市市辖区东城街道, 441900003000",
        "吉林省吉林市船营区, 220204000000",
        "吉林吉林市船营区, 220204000000",
        "吉林省吉林市吉林市船营区, 220204000000",
        "吉林省吉林省吉林市, 220200000000"
    })
    void levelWithoutANameIsSkipped(String path, String code) {
        Json answer = get(path);
        assertThat(answer.getList("items.code")).containsExactly(code);
        assertThat(answer.getString("didYouMean")).isNull();
    }

    /** What is skipped stands between names; an address may begin with the same characters. */
    @ParameterizedTest
    @CsvSource({"北京市北京路12号, 北京市", "上海市上海南站, 上海市", "重庆市县医院, 重庆市", "北京市长安街1号, 北京市", "东莞市市辖区政府, 东莞市"})
    void addressIsNotTakenForALevel(String path, String matched) {
        Json answer = get(path);
        assertThat(answer.getList("items.name")).containsExactly(matched);
        assertThat(answer.getString("didYouMean")).isEqualTo(matched);
    }

    /** A list of the statistics bureau has these levels as records. */
    @Test
    void levelWithARecordIsFound() {
        sunwindow.publish("division", line("3101", "市辖区"));
        assertThat(found("上海市市辖区")).containsExactly("310100000000");
        assertThat(found("上海市市辖区徐汇区")).isEqualTo(found("上海上海市徐汇区")).hasSize(1);
        sunwindow.publish("division", line("3101", "上海市"));
        assertThat(found("上海市上海市徐汇区")).isEqualTo(found("上海市徐汇区")).hasSize(1);
        assertThat(found("上海市上海城区徐汇区")).isEqualTo(found("上海市徐汇区"));
        sunwindow.publish("division", "{\"withdraw\":\"310100000000\"}");
        assertThat(found("上海市上海市")).containsExactly("310000000000");
    }

    private List<String> found(String path) {
        return get(path).getList("items.code");
    }

    private Json get(String path) {
        return sunwindow
                .get("/divisions?path=" + Sunwindow.encoded(path))
                .then()
                .statusCode(200)
                .extract()
                .as(Json.class);
    }
}
