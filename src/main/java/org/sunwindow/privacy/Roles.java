package org.sunwindow.privacy;

import java.util.List;

/** Tells people whose names are public: officials in their duties, signatories, authors, and people of history. */
final class Roles {

    private static final int BEFORE = 40;
    private static final int AFTER = 24;

    private static final List<String> WORDS = List.of(
            "局长", "科长", "股长", "处长", "厅长", "部长", "县长", "市长", "区长", "乡长", "镇长", "书记", "会长", "理事", "监事", "秘书长", "院长", "所长",
            "站长", "校长", "馆长", "园长", "组长", "调研员", "主任科员", "副主任", "党组", "常委", "委员:", "评标", "评审", "专家", "教授", "律师", "会计师",
            "审计", "主编", "副主编", "编辑", "编委", "编校", "记者", "通讯员", "撰稿", "供稿", "摄影", "作者", "签发", "审核:", "校对", "签批", "承办人",
            "法定代表人", "采购人", "首席代表", "发言人", "登记员", "值班", "负责人", "烈士", "英烈", "先烈", "英雄", "历史人物", "诗人", "名人", "故居", "起义",
            "县志", "八大家", "纪念碑", "陵园", "将军", "红军", "讲解", "主持人", "解读人", "任命", "免去", "领导分工", "领导简历", "成员单位", "工作人员名单",
            "劳模", "劳动模范", "先进个人", "先进典型", "先进工作者", "道德模范", "代表大会", "仲裁员", "公证员", "评估师", "鉴定人", "当选", "主席", "代理人:", "乡贤",
            "网格员", "机关干部", "驻村", "主办", "经办人", "审签", "窗口人员", "导师", "讲师", "授课", "史料", "文学", "故事会", "宣传大使", "题名", "捐资",
            "执法", "清代", "明代", "宋代", "唐代", "知府", "进士", "年间", "工程师", "项目经理");

    private static final List<String> KIN = List.of("遗属", "家属", "烈属");

    private Roles() {}

    /** Whether the words around names tell a public role: in the same line, and in the line above if it is a heading. */
    static boolean isPublic(ReaderText text, int start, int end) {
        String before = NumberContext.before(text, start, BEFORE);
        int stop = end;
        while (stop < end + AFTER && stop < text.length() && text.at(stop) != '\n') {
            stop++;
        }
        String after = text.slice(end, stop);
        if (KIN.stream().anyMatch(after::contains) || KIN.stream().anyMatch(before::endsWith)) {
            return false;
        }
        String around = before + "|" + after;
        return WORDS.stream().anyMatch(around::contains)
                || isMember(before)
                || isPublicHeading(text, start - before.length());
    }

    /** 成员 of a leading group, which is typed with blanks in between, and not a member of a family. */
    private static boolean isMember(String before) {
        int colon = before.lastIndexOf(':');
        if (colon < 0) {
            return false;
        }
        String label = before.substring(0, colon).replace(" ", "");
        return label.endsWith("成员") && !label.endsWith("家庭成员")
                || label.endsWith("主任")
                || label.endsWith("干部")
                || label.endsWith("人员") && label.contains("工作");
    }

    private static boolean isPublicHeading(ReaderText text, int lineStart) {
        if (text.at(lineStart - 1) != '\n') {
            return false;
        }
        String above = NumberContext.before(text, lineStart - 1, BEFORE);
        return above.length() < BEFORE && WORDS.stream().anyMatch(above::contains);
    }
}
