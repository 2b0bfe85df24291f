package org.sunwindow.privacy;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sunwindow.privacy.context.Scope;
import org.sunwindow.privacy.context.Table;
import org.sunwindow.privacy.names.Names;
import org.sunwindow.privacy.text.ReaderText;
import org.sunwindow.privacy.text.Terms;

/**
 * Finds home addresses: group and house in a village, building and room, or a street number near a person. Addresses of
 * institutions are public.
 */
final class Addresses {

    private static final String N = "(?:\\d{1,4}|[一二三四五六七八九十百〇零]{1,4})";
    private static final String B = " ?";

    /** Group and house: 6组91号, 第十四村民小组103户, 8组-138号, 5组16#; not 5组16#变压器. */
    private static final Pattern GROUP = Pattern.compile(
            N + B + "(?:村民小组|居民小组|小组|小队|组|队|社)" + B + "(?:-|门牌|第)?" + B + N + B + "(?:号|户|#(?![\\p{IsHan}A-Za-z\\d]))");

    /** Building with a unit or a room: 23栋3单元1104室, 22栋1402, 3号A座503室, 10#楼2单元603, 18楼东户. */
    private static final Pattern BUILDING =
            Pattern.compile("(?:" + N + B + "(?:栋|幢|号楼|楼(?=\\d{1,2}[门梯])|#楼?|号?[A-Z甲乙丙丁]?座|号院)|[A-Z]座)"
                    + B + "(?:(?:[A-Z甲乙丙丁]座|[前后东西南北]院|平房)" + B + ")?" + "(?:" + N + B + "(?:单元|门|梯)" + B
                    + "|[甲乙丙丁东西中]单元" + B + ")?(?:\\d{1,2}-(?=\\d{3}))?(?:" + N + B + "(?:楼|层)" + B + ")?(?:" + N
                    + B + "(?:室|号|户|房)|\\d{3,4}(?!\\d)|[东西中南北]户)");

    /** Building and unit, or a street number with building and room: 12号5-302. */
    private static final Pattern UNIT = Pattern.compile(
            N + B + "(?:栋|幢|号楼|#楼?|座)" + B + N + B + "单元|" + N + "号" + B + "\\d{1,2}-\\d{3,4}(?![\\d-])");

    /** Building, unit and room as numbers only: 9-3-403. */
    private static final Pattern SHORT = Pattern.compile("\\d{1,2}-\\d{1,2}-\\d{3,4}(?![\\d-])");

    /** House with a part: 91号附3号, 22号2楼4号, 14号院3排8号, 13号临街二楼. */
    private static final Pattern PART = Pattern.compile(N + "排(?:[东西南北]数)?第?" + N
            + "(?:号|户|家|间)|(?:\\d{1,4}-){2,3}\\d{1,4}号|" + N + "号大?院内?(?:平房|排房|[东西南北后前]?[院屋]|" + N + "排)" + B + N
            + "(?:号|室|户)|" + N + "号(?:临街|后院|前院|院内|出租屋|平房|地下室|[东西南北]院|[东西南北中]户)|\\d{1,4}-\\d{1,4}号|" + N + "号" + B
            + "(?:附" + N
            + "号|-\\d{1,4}号|之[一二三四五\\d])|" + N + "号" + B + N + "楼" + B + N + "(?:号|室)");

    private static final Pattern HOUSE =
            Pattern.compile(N + "号(?!至|到|楼|线|文|令|院|公|桥|门|窗|综|车|厅|馆|井|矿|店|档|库|展|岗|台|选|考|提|卷)");

    private static final Terms HOMES = Terms.of(
            "住址", "家住", "现住", "家庭", "户主", "门牌", "住户", "户籍", "离婚协议", "住房", "证明", "收件人", "老人", "居住", "租住", "邻居", "家里",
            "家中", "本人", "我家", "业主", "房屋", "入户", "上门", "独居", "救助对象", "低保户", "申请人", "送达地址", "受灾户", "危房", "收养人", "村民",
            "住在", "户口", "住所地", "现居", "人住", "居所");

    private static final Terms HOUSING =
            Terms.of("小区", "花园", "家园", "宿舍", "家属", "公租房", "新村", "公寓", "苑", "丽景", "廉租房", "安置房", "华庭", "名城");

    private static final Terms OFFICES = Terms.of(
            "办公", "受理", "中心", "登记处", "窗口", "会议", "开标", "福利院", "协会", "公司", "广场", "大厦", "大楼", "投注站", "服务站", "医院", "纪念馆",
            "工业园", "法院", "信访", "邮编", "管理所", "救助站", "服务点", "派出所", "学校", "小学", "中学", "幼儿园", "银行", "营业", "商会", "分局", "机构",
            "养老院", "敬老院", "党校", "大厅", "档案室", "阅览室", "办证", "单位", "命名", "批复", "驻地", "政府", "道路命名", "新增门牌", "变更为", "总会",
            "转账", "捐款", "管理站", "机关", "查阅室", "居委会", "村委会", "社工站", "活动室", "新址", "迁址");

    /** Words of texts about house numbering, whose addresses are not homes. */
    private static final Terms NAMING = Terms.of("新增门牌", "道路命名", "命名", "更名", "编制", "规则");

    private static final Terms RESIDENCES = Terms.of("居住地", "住址", "现住", "家住", "户籍地", "租住", "迁到", "搬到", "住在");

    /** Parts of residential buildings, which offices do not have. */
    private static final Terms RESIDENTIAL = Terms.of("单元", "门", "梯", "户", "栋", "幢", "号楼", "平房", "排", "后院", "前院");

    private static final String STREETS = "路街巷道同弄村头里沟湾庄坪岭屯寨坝垭坡塘桥段场坊营组队上下";

    /** Last characters of the names of housing estates. */
    private static final String ESTATES = "园苑湾庭居邸里轩城府郡墅寓庐舍";

    /** Entries of a form about a person. */
    private static final Terms BIOGRAPHY = Terms.of("籍贯", "性别", "出生");

    /** A group of a village, which is an address beside a name: 石板村六组. */
    private static final Pattern VILLAGE_GROUP = Pattern.compile(N + B + "(?:村民小组|居民小组|组|队|社)(?!长|员|区|会)");

    /** Position of {@link #VILLAGE_GROUP} among the matchers. */
    private static final int VILLAGE = 6;

    private static final int WINDOW = 48;

    private Addresses() {}

    static void find(ReaderText text, Table table, List<Finding> found) {
        Matcher[] matchers = null;
        Table.Headings headings = table.headingsByPosition();
        for (int i = 0; i < text.length(); i++) {
            boolean letter = text.at(i) >= 'A' && text.at(i) <= 'H' && text.at(i + 1) == '座';
            if (!letter && (!isNumeral(text.at(i)) || isNumeral(text.at(i - 1)))) {
                continue;
            }
            int end = letter ? i + 1 : i;
            while (end < i + 5 && isNumeral(text.at(end))) {
                end++;
            }
            if (!isUnit(text, end) || text.at(end) == '-' && !isJoined(text, i, end)) {
                continue;
            }
            if (matchers == null) {
                matchers = new Matcher[] {
                    GROUP.matcher(text.toString()),
                    BUILDING.matcher(text.toString()),
                    UNIT.matcher(text.toString()),
                    PART.matcher(text.toString()),
                    SHORT.matcher(text.toString()),
                    HOUSE.matcher(text.toString()),
                    VILLAGE_GROUP.matcher(text.toString())
                };
            }
            int to = end(text, matchers, i, headings.at(i));
            if (to > i) {
                found.add(Finding.of(text, PersonalKind.ADDRESS, i, to));
                i = to - 1;
            }
        }
    }

    private static boolean isUnit(ReaderText text, int at) {
        char c = text.at(text.at(at) == ' ' ? at + 1 : at);
        return c != 0 && "组队社村居小排栋幢号#座-单楼甲乙丙丁ABCDEF".indexOf(c) >= 0;
    }

    /** Whether a number with a hyphen has the form 9-3-403 or 12-4号, and is not a date. */
    private static boolean isJoined(ReaderText text, int start, int hyphen) {
        int end = hyphen + 1;
        while (end < hyphen + 5 && text.isDigit(end)) {
            end++;
        }
        return text.at(end) == '号' || text.at(end) == '-' && hyphen - start <= 2;
    }

    private static boolean isNumeral(char c) {
        return switch (c) {
            case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> true;
            case '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '百', '〇', '零' -> true;
            default -> false;
        };
    }

    /** The end of the address of a person that starts at a position, 0 if there is none. */
    private static int end(ReaderText text, Matcher[] matchers, int start, String heading) {
        for (int kind = 0; kind < matchers.length; kind++) {
            Matcher matcher = matchers[kind].region(start, Math.min(text.length(), start + WINDOW));
            if (matcher.lookingAt() && isOfPerson(text, start, matcher.end(), kind, heading)) {
                return matcher.end();
            }
        }
        return 0;
    }

    private static boolean isOfPerson(ReaderText text, int start, int end, int kind, String heading) {
        if (isDocumentNumber(text, start)) {
            return false;
        }
        Scope scope = Scope.around(text, start, end);
        if (kind == VILLAGE) {
            return text.at(start - 1) != 0
                    && "村屯寨庄".indexOf(text.at(start - 1)) >= 0
                    && scope.hasName()
                    && !scope.has(OFFICES);
        }
        if (scope.has(NAMING)) {
            return false;
        }
        if (text.at(end - 1) == '户'
                && kind <= 1
                && "东西中南北".indexOf(text.at(end - 2)) < 0
                && !scope.hasMaskedName()
                && !scope.hasName()
                && !scope.has(RESIDENCES)) {
            // 户 is a count of households here
            return false;
        }
        boolean street = kind == 5;
        if ((street || kind == 4) && !isPlace(text, start, kind, heading)) {
            return false;
        }
        if (heading.contains("住址") || heading.contains("门牌") || heading.contains("户籍")) {
            return true;
        }
        if (scope.hasMaskedName() || scope.hasName()) {
            return true;
        }
        Scope form = scope.form();
        boolean office = scope.has(OFFICES);
        boolean inGroup = street && "组队".indexOf(text.at(start - 1)) >= 0;
        if (kind == 0 || inGroup) {
            return !office || scope.has(HOMES);
        }
        if (kind == 2 || kind <= 3 && (RESIDENTIAL.in(text, start, end) || isInEstate(text, start))) {
            return !office || scope.has(HOMES);
        }
        boolean home = scope.has(HOMES) || form.has(BIOGRAPHY);
        if (street) {
            return home && !office || !office && (form.hasMaskedName() || form.hasName() && form.has(HOMES));
        }
        return home || !office && (scope.has(HOUSING) || form.hasMaskedName() || form.hasName());
    }

    /** Whether a number with 号 follows a year in brackets, as in 〔2026〕1号. */
    private static boolean isDocumentNumber(ReaderText text, int start) {
        char before = text.at(start - 1);
        return (before == '〕' || before == ']' || before == ')' || before == '】') && text.isDigit(start - 2);
    }

    /** Whether a building such as 5#1905 follows the name of a housing estate, as in 翠竹园5#1905. */
    private static boolean isInEstate(ReaderText text, int start) {
        char before = text.at(start - 1);
        return before != 0 && ESTATES.indexOf(before) >= 0;
    }

    /** Whether a house number follows a street or village, or a number such as 9-3-403 follows a housing estate. */
    private static boolean isPlace(ReaderText text, int start, int kind, String heading) {
        char before = text.at(start - 1);
        return kind == 4
                ? HOUSING.in(text, start - 8, start) || heading.contains("住址") || Names.isChinese(before)
                : before != 0 && STREETS.indexOf(before) >= 0;
    }
}
