package org.sunwindow.language;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The words of a query, and what is syntax in it. Quotation marks and exclusions are understood. People also bring the
 * syntax of other search engines and of tables of metadata: operators, names of fields, sites. Records do not contain
 * these, so they are dropped. A disjunction is a query for its words, of which most suffice if few records have all.
 *
 * @param text     what is not in quotation marks, without syntax
 * @param quoted   phrases in quotation marks
 * @param excluded words and phrases that must not occur
 */
public record QuerySyntax(String text, List<String> quoted, List<String> excluded) {

    private static final String NOT = "(?:(?:^|(?<=[\\s(]))(?:-|!\\s*|(?:不含|不包含)\\s*)|(?<![0-9a-z])not\\s*)";

    private static final String NAME = "(?:(?:" + chineseNames() + ")\\s*[:=]|[【\\[(](?:" + chineseNames()
            + ")[】\\])]:?|(?<![0-9a-z_])(?:" + latinNames() + ")\\s*(?:%=|[:=%]))\\s*";

    private static final Pattern QUOTED =
            Pattern.compile("(" + NOT + "(?:" + NAME + ")?)?(?:\"([^\"]+)\"|“([^”]+)”|「([^」]+)」|『([^』]+)』)");

    private static final Pattern NEGATION = Pattern.compile("(?<![0-9a-z])not(?![0-9a-z])\\s*"
            + "|(?:^|(?<=[\\s(]))!\\s*(?=[\\p{L}\\p{N}(])"
            + "|(?<=\\s)(?:不含|不包含)\\s+");

    private static final Pattern EXCLUDED =
            Pattern.compile("(?:^|(?<=[\\s(]))[-−–](?:\\(([^()]*)\\)|([^\\s()-][^\\s()]*))");

    /** Also operators of distance (near/5), weights (^2), and 并含 and 或含, which CNKI shows. */
    private static final Pattern OPERATOR = Pattern.compile("(?<![0-9a-z])(?:and|or)(?![0-9a-z])"
            + "|(?<=\\s)(?:与|和|及|以及|或|或者|并且|而且|并含|或含)(?=\\s)"
            + "|(?<![0-9a-z])(?:/?(?:near|prev|aft|sen|prg|adj)\\s*/?\\s*\\d+|near|[nw]/\\d+)(?![0-9a-z])"
            + "|\\^\\d*(?:\\.\\d+)?|(?<![\\d\\s])~\\d?(?:\\.\\d+)?(?!\\d)"
            + "|(?<=\\d)\\s+to\\s+(?=\\d)");

    /** Restrict a search to what no record contains as text. The value is dropped, too. */
    private static final Pattern RESTRICTION = Pattern.compile(
            "-?(?<![0-9a-z])(?:site|inurl|allinurl|filetype|ext|cache|link|related|domain|inanchor|lang|before|after)"
                    + "\\s*:\\s*[^\\s\\p{IsHan}\"“]*"
                    + "|(?:"
                    + spaced("有效性", "时效性", "公开属性", "公开方式", "公开形式", "公开范围", "公开时限", "公开类别", "载体类型", "信息格式", "语种")
                    + ")\\s*[:=]\\s*\\S*");

    private static final Pattern TIME_OF_DAY = Pattern.compile("(?<![0-9a-z:])\\d{1,2}:\\d{2}(?::\\d{2})?(?![0-9:])");

    private static final Pattern FIELD_NAME = Pattern.compile("-?" + NAME);

    private static String chineseNames() {
        return spaced(("标题 题名 题目 篇名 名称 文件名 文件名称 文件标题 信息名称 信息标题 政策名称 事项名称 服务名称 项目名称 机构名称 单位名称 附件名称"
                        + " 关键词 关键字 主题词 主题 主题分类 信息分类 分类 类别 类型 体裁 体裁分类 事项类型 栏目"
                        + " 摘要 概述 内容 内容概述 内容概要 内容描述 正文 全文"
                        + " 文号 发文号 发文文号 发文字号 文件文号 公文文号 文件号 文件编号 字号 索引号 索引码 信息索引号 编号 编码 事项编码"
                        + " 实施编码 项目编码 信用代码 统一社会信用代码 来源 信息来源 作者"
                        + " 发布机构 发布单位 发布部门 发文机关 发文单位 发文机构 制发机关 公开机构 公开主体 责任部门 责任单位 责任科室"
                        + " 主办单位 实施主体 实施机构 办理机构 受理机构 办理单位 单位 部门 机构"
                        + " 成文日期 成文时间 发文日期 发文时间 发布日期 发布时间 公开日期 公开时间 生成日期 印发日期 印发时间 施行日期"
                        + " 生效日期 日期 时间 年份 年度 地址 地区 区划 行政区划 所在地 电话 联系电话 咨询电话")
                .split(" "));
    }

    /** Names of English forms, and the codes of CNKI (SU, TI, KY, AB, FT …). */
    private static String latinNames() {
        return "intitle|allintitle|intext|allintext|titles?|ti|t|tka|subject|su|keywords?|ky|kw|key|abstract|ab|summary"
                + "|description|desc|fulltext|ft|text|contents?|body|doc_?no|index_?no|id|code|name|author|au|publisher"
                + "|source|topic|type|category|year|date|query|q|wd|word|search|searchword";
    }

    /**
     * Returns the alternatives, the longest first, with the spaces that tables of metadata have in short names (文 号).
     */
    private static String spaced(String... names) {
        return Stream.of(names)
                .sorted(Comparator.comparing(String::length).reversed())
                .map(name -> String.join("\\s*", name.split("")))
                .collect(Collectors.joining("|"));
    }

    /**
     * @param normalized see {@link ChineseText#normalize}
     */
    public static QuerySyntax of(String normalized) {
        var quoted = new ArrayList<String>();
        var excluded = new ArrayList<String>();
        String rest = QUOTED.matcher(normalized).replaceAll(found -> {
            add(phrase(found), found.group(1) == null ? quoted : excluded);
            return " ";
        });
        rest = RESTRICTION.matcher(rest).replaceAll(" ");
        rest = TIME_OF_DAY.matcher(rest).replaceAll(" ");
        rest = FIELD_NAME.matcher(rest).replaceAll(QuerySyntax::nothing);
        rest = NEGATION.matcher(rest).replaceAll(" -");
        rest = OPERATOR.matcher(rest).replaceAll(" ");
        rest = EXCLUDED.matcher(rest).replaceAll(found -> {
            Stream.of((found.group(1) == null ? found.group(2) : found.group(1)).split("[\\s|&+]+"))
                    .forEach(word -> add(word, excluded));
            return " ";
        });
        return new QuerySyntax(rest, quoted, excluded);
    }

    private static String phrase(MatchResult quoted) {
        return Stream.of(2, 3, 4, 5)
                .map(quoted::group)
                .filter(group -> group != null)
                .findFirst()
                .orElse("");
    }

    private static void add(String phrase, List<String> to) {
        if (!ChineseText.letters(phrase).isEmpty()) {
            to.add(phrase);
        }
    }

    /** Returns the replacement of the name of a field: a minus sign before the name applies to the value. */
    private static String nothing(MatchResult name) {
        return Matcher.quoteReplacement(name.group().startsWith("-") ? "-" : " ");
    }

    /** Returns the whole query without syntax. */
    String asked() {
        return quoted.isEmpty() ? text : text + ' ' + String.join(" ", quoted);
    }
}
