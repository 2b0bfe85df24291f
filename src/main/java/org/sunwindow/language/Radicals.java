package org.sunwindow.language;

import java.util.HashMap;
import java.util.Map;

/**
 * The ideographs that radicals look like. Text copied from a PDF file often has radicals (⻓ U+2ED3, ⺠ U+2EA0) in their
 * place. NFKC maps the Kangxi radicals (U+2F00 to U+2FD5), but of the others only two.
 */
final class Radicals {

    /**
     * Each radical or stroke, followed by its ideograph. Left out are Kangxi radicals and those whose ideograph takes
     * two {@code char}s. Source: EquivalentUnifiedIdeograph.txt of the Unicode Character Database, version 14.0.
     */
    private static final String PAIRS = "⺁厂 ⺂乛 ⺃乚 ⺄乙 ⺅亻 ⺆冂 ⺈刀 ⺉刂 ⺊卜 ⺋㔾 ⺌小 ⺍小 ⺎兀 ⺏尣 ⺐尢 ⺒巳 ⺓幺 ⺔彑 ⺕彐 ⺖忄 ⺗心 ⺘扌 ⺙攵 ⺛旡"
            + " ⺜日 ⺝月 ⺞歺 ⺟母 ⺠民 ⺡氵 ⺢氺 ⺣灬 ⺤爫 ⺥爫 ⺦丬 ⺧牛 ⺨犭 ⺩王 ⺫目 ⺬示 ⺭礻 ⺯糹 ⺰纟 ⺱罓 ⺲罒 ⺳㓁 ⺴冗 ⺶羊"
            + " ⺹耂 ⺺肀 ⺻聿 ⺼肉 ⺾艹 ⺿艹 ⻀艹 ⻁虎 ⻂衤 ⻃覀 ⻄西 ⻅见 ⻆角 ⻈讠 ⻉贝 ⻋车 ⻌辶 ⻍辶 ⻎辶 ⻏邑 ⻐钅 ⻑長 ⻒镸 ⻓长"
            + " ⻔门 ⻖阝 ⻗雨 ⻘青 ⻙韦 ⻚页 ⻛风 ⻜飞 ⻝食 ⻟飠 ⻠饣 ⻢马 ⻣骨 ⻤鬼 ⻥鱼 ⻦鸟 ⻧卤 ⻨麦 ⻩黄 ⻪黾 ⻫斉 ⻬齐 ⻭歯 ⻮齿"
            + " ⻯竜 ⻰龙 ⻱龜 ⻲亀 ⻳龟 ㇏乀 ㇐一 ㇑丨 ㇒丿 ㇓丿 ㇔丶 ㇖乛 ㇚亅 ㇝乀 ㇟乚 ㇠乙";

    private Radicals() {}

    /** Returns the ideographs by radical. */
    static Map<Character, Character> ideographs() {
        var ideographs = new HashMap<Character, Character>();
        for (String pair : PAIRS.split(" ")) {
            ideographs.put(pair.charAt(0), pair.charAt(1));
        }
        return ideographs;
    }
}
