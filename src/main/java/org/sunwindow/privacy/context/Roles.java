package org.sunwindow.privacy.context;

import org.sunwindow.privacy.names.Names;
import org.sunwindow.privacy.text.ReaderText;
import org.sunwindow.privacy.text.Terms;

/** Recognizes people whose names are public: officials on duty, signatories, authors and historical figures. */
public final class Roles {

    private static final int BEFORE = 40;
    private static final int AFTER = 24;

    private static final Terms WORDS = Terms.of(
            "局长", "科长", "股长", "处长", "厅长", "部长", "县长", "市长", "区长", "乡长", "镇长", "书记", "会长", "理事", "监事", "秘书长", "院长", "所长",
            "站长", "校长", "馆长", "园长", "组长", "调研员", "主任科员", "副主任", "党组", "主任", "支书", "常委", "委员:", "评标", "评审", "专家", "教授",
            "律师", "会计师", "审计", "主编", "副主编", "编辑", "编委", "编校", "记者", "通讯员", "撰稿", "供稿", "摄影", "作者", "签发", "审核:", "校对",
            "签批", "承办人", "法定代表人", "采购人", "首席代表", "发言人", "登记员", "值班", "负责人", "烈士", "英烈", "先烈", "英雄", "历史人物", "诗人", "名人",
            "故居", "起义", "县志", "八大家", "纪念碑", "陵园", "将军", "红军", "讲解", "主持人", "解读人", "任命", "免去", "领导分工", "领导简历", "成员单位",
            "工作人员名单", "劳模", "劳动模范", "先进个人", "先进典型", "先进工作者", "道德模范", "代表大会", "仲裁员", "公证员", "评估师", "鉴定人", "当选", "主席",
            "代理人:", "乡贤", "网格员", "机关干部", "驻村", "主办", "经办人", "审签", "窗口人员", "导师", "讲师", "授课", "史料", "文学", "故事会", "宣传大使",
            "题名", "捐资", "执法", "清代", "明代", "宋代", "唐代", "知府", "进士", "年间", "工程师", "项目经理", "市领导", "县领导", "区领导", "局领导", "出席",
            "陪同", "带队", "最美", "书法家", "画家", "作家", "艺术家", "演员", "导演", "院士", "董事长", "总裁", "事迹", "民间传说", "神话", "名旦", "审判长",
            "审判员", "书记员", "陪审员", "法官", "检察官", "参加会议", "参会", "与会", "列席", "壮士", "音乐家", "歌唱家", "思想家", "科学家", "革命家", "实业家",
            "教育家", "医学家", "文学家", "舞蹈家", "著《", "撰《", "编著");

    private static final Terms HONOURS = Terms.of(
            "烈士", "英烈", "先烈", "英雄", "历史人物", "诗人", "名人", "故居", "起义", "劳模", "劳动模范", "先进个人", "先进典型", "先进工作者", "道德模范", "好人",
            "乡贤", "主持人", "讲解", "当选", "候选人", "代表大会", "代表", "捐资", "题名", "优秀党员", "党代表", "最美", "事迹", "传说", "神话", "名旦",
            "书法家", "京剧", "戏曲", "壮士", "音乐家", "歌唱家", "思想家", "科学家", "革命家", "实业家", "教育家", "医学家", "文学家", "舞蹈家", "著《", "撰《");

    /** Roles that a clause mentions without naming their holder. They count only directly beside a name. */
    private static final Terms BESIDE = Terms.of(
            "记者", "律师", "鉴定人", "专家", "教授", "窗口人员", "公证员", "登记员", "通讯员", "书记", "编辑", "作者", "审判长", "审判员", "书记员", "陪审员",
            "法官", "检察官", "民警", "主任", "支书");

    private static final Terms KIN = Terms.of("遗属", "家属", "烈属");

    private Roles() {}

    /** Whether a word for a public role is in the line of a name, or in the line above if that is a heading. */
    public static boolean isPublic(ReaderText text, int start, int end) {
        int from = text.lineStart(start, BEFORE);
        int to = lineEnd(text, end);
        if (KIN.within(text, end, to) || KIN.before(text, start) > 0) {
            return false;
        }
        return hasRole(text, from, start, false)
                || hasRole(text, end, to, true)
                || isMember(text, from, start)
                || isPublicHeading(text, from);
    }

    /**
     * Whether a name after a word for a private person is public nevertheless: a role follows it, or a word of honour
     * precedes it. The role of an official before the name does not count, because the official may be visiting the
     * person.
     */
    public static boolean isHonoured(ReaderText text, int start, int end) {
        if (KIN.before(text, start) > 0) {
            return false;
        }
        return WORDS.within(text, end, lineEnd(text, end))
                || HONOURS.within(text, text.lineStart(start, BEFORE), start);
    }

    /** Whether a statement about a person, such as an illness, belongs to public history or to an honour. */
    public static boolean isCelebrated(ReaderText text, int start, int end) {
        return KIN.before(text, start) == 0
                && (HONOURS.within(text, text.lineStart(start, BEFORE), start)
                        || HONOURS.within(text, end, lineEnd(text, end)));
    }

    /**
     * Whether a part of a line has a word for a public role.
     *
     * @param after whether the part is after the name, not before it
     */
    private static boolean hasRole(ReaderText text, int from, int to, boolean after) {
        for (int at = WORDS.lastWithin(text, from, to); at >= from && at >= 0; at = WORDS.lastWithin(text, from, at)) {
            int next = at + WORDS.at(text, at);
            boolean beside = next == to || after && at == from || !Names.isChinese(text.at(next));
            // 被鉴定人 is another role, and 工作者 is not an author
            boolean other = text.at(at - 1) == '被' || text.at(at - 1) == '工' && text.at(at) == '作';
            if (!other && (BESIDE.at(text, at) == 0 || beside)) {
                return true;
            }
        }
        return false;
    }

    private static int lineEnd(ReaderText text, int end) {
        int to = end;
        while (to < end + AFTER && to < text.length() && text.at(to) != '\n') {
            to++;
        }
        return to;
    }

    /** Whether the label before the names is that of staff, such as 成员 (not 家庭成员) or 联系人. Blanks in it are ignored. */
    private static boolean isMember(ReaderText text, int from, int to) {
        int colon = to - 1;
        while (colon >= from && text.at(colon) != ':') {
            colon--;
        }
        if (colon < from) {
            return false;
        }
        String label = text.slice(from, colon).replace(" ", "");
        return label.endsWith("成员") && !label.endsWith("家庭成员")
                || label.endsWith("主任")
                || label.endsWith("干部")
                || label.endsWith("联系人")
                || label.endsWith("人员") && label.contains("工作");
    }

    private static boolean isPublicHeading(ReaderText text, int lineStart) {
        if (text.at(lineStart - 1) != '\n') {
            return false;
        }
        int from = text.lineStart(lineStart - 1, BEFORE);
        return lineStart - 1 - from < BEFORE && WORDS.within(text, from, lineStart - 1);
    }
}
