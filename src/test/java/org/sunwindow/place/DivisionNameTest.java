package org.sunwindow.place;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The spellings by which a division is found. */
class DivisionNameTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "云川市 | 云川市 云川",
                "临江省 | 临江省 临江",
                "湖滨街道 | 湖滨街道 湖滨",
                "湖滨街道办事处 | 湖滨街道办事处 湖滨街道 湖滨",
                "听涛社区居委会 | 听涛社区居委会 听涛社区 听涛",
                "听涛社区居民委员会 | 听涛社区居民委员会 听涛社区 听涛",
                "前进村民委员会 | 前进村民委员会 前进村 前进",
                "前进村委会 | 前进村委会 前进村 前进",
                "前进村 | 前进村 前进",
                "广西壮族自治区 | 广西壮族自治区 广西区 广西",
                "新疆维吾尔自治区 | 新疆维吾尔自治区 新疆区 新疆",
                "内蒙古自治区 | 内蒙古自治区 内蒙古",
                "恩施土家族苗族自治州 | 恩施土家族苗族自治州 恩施州 恩施",
                "克孜勒苏柯尔克孜自治州 | 克孜勒苏柯尔克孜自治州 克孜勒苏州 克孜勒苏",
                "阿坝藏族羌族自治州 | 阿坝藏族羌族自治州 阿坝州 阿坝",
                "景宁畲族自治县 | 景宁畲族自治县 景宁县 景宁",
                "大兴安岭地区 | 大兴安岭地区 大兴安岭",
                "香港特别行政区 | 香港特别行政区 香港",
                "南塘回族乡 | 南塘回族乡 南塘乡 南塘",
                "西双版纳傣族自治州 | 西双版纳傣族自治州 西双版纳州 西双版纳",
                "黔西南布依族苗族自治州 | 黔西南布依族苗族自治州 黔西南州 黔西南",
                "积石山保安族东乡族撒拉族自治县 | 积石山保安族东乡族撒拉族自治县 积石山县 积石山",
                "前郭尔罗斯蒙古族自治县 | 前郭尔罗斯蒙古族自治县 前郭尔罗斯县 前郭尔罗斯",
                "伊犁哈萨克自治州 | 伊犁哈萨克自治州 伊犁州 伊犁",
                "望湖居委会 | 望湖居委会 望湖社区 望湖",
                "东乡 | 东乡",
                "赵县 | 赵县"
            })
    void nameHasItsShorterSpellings(String name, String spellings) {
        assertThat(DivisionName.spellings(name)).isEqualTo(List.of(spellings.split(" ")));
    }
}
