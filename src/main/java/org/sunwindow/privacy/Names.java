package org.sunwindow.privacy;

import java.util.Set;

/**
 * Recognises Chinese personal names. A name is a surname and one or two characters that are common in given names, or a name
 * of a minority. Words that happen to look like that are excluded. Surnames: the reports of the Ministry of Public Security on
 * names (全国姓名报告, 2019–2021), its 300 commonest, and others of 百家姓 that still occur.
 */
final class Names {

    private static final String SURNAMES = "鲜占花亓王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪"
            + "廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂"
            + "章鲁岳翟申欧詹关焦殷俞耿柯左柳游洪裴缪单包涂宁祝凌骆尚梅舒霍苗甘童柴路阮阎柏翁管盛冉卜季卓蒲蓝符桂席隋谷吉瞿连兰辛饶司冀"
            + "景娄屈卞戚习艾佟滕靳晏穆华宗植逄萧傅仇冼邬晁郗仝佘撒咸乜仉牟巫粟苟麦鄢喻祁闵茅池封匡栾尧鞠狄臧岑桑寇甄糜乌阳鲍蒙练敖邸厉"
            + "尤窦奚郎廉皮禹伏谈纪刁昝裘贲郁杭诸钮嵇滑荀於曲芮羿汲井弓牧隗宓暴幸韶郜蓟邰鄂籍赖蔺屠阴胥莘劳姬扶堵宰郦雍濮寿扈郏浦慕宦庾"
            + "暨阙沃蔚巩勾訾阚那简毋沙丰巢蒯荆竺逯桓缑扎";

    /** Surnames that are more often words. They count where names are expected. */
    private static final String RARE_SURNAMES = "全强明成都应利解初计危车农木代丘房巴古边时宫楼项丛麻商费储冷党富班印怀宿贡别居满空海保者才朗展公多更完加仁西格拉次尼"
            + "旦泽娘昂洛尕线闪拜妥种师融燕隆惠仰仲伊戎祖索薄苍查权盖束虞米贝鱼慎戈衡弘茹宣和山终步国广东越相后红养从经水平元乐干"
            + "支";

    private static final Set<String> COMPOUND = Set.of(
            "欧阳", "上官", "司马", "诸葛", "尉迟", "公孙", "令狐", "东方", "夏侯", "皇甫", "慕容", "司徒", "端木", "南宫", "长孙", "宇文", "轩辕", "百里",
            "呼延", "闻人", "独孤", "司空", "太史", "澹台", "公冶", "淳于", "单于", "申屠", "钟离", "赫连", "万俟", "西门", "东郭", "第五", "拓跋", "左丘");

    /** Characters of given names, most of them the commonest of the reports. */
    private static final String GIVEN = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂玲红梅建国华志文海燕云飞鹏辉鑫波斌莉丹萍晶晓东小春生林玉珍荣凤琴莲菊香翠"
            + "淑惠慧雅洁倩婷雪琳颖佳欣怡宁雨梦琪瑶子涵轩浩宇博泽睿昊晨俊豪梓萱诗紫语若嘉思彤航铭熙妍可馨心悦钰钧凯诺一阳乐奕辰宸然蕊蕾"
            + "薇琦瑞祥福贵财发家世金根有长光正大德永兴清山成友和民树水木火土森松柏青竹才良善仁义礼智信忠孝廉勤俭朋益宝贤圣先进庆全喜顺"
            + "双利来富禄寿昌盛龙虎彪武威雄健康安定邦振宏立新少峰继绍承祖宗耀显达通吉如意培育学书诚传连运丰收秋冬夏月星江湖浪涌泉溪岩"
            + "石岭岳川原野田花草叶芝蓉芬芹莎菲茜茹荷芸菁蓓蕙蔷芙莹瑜瑾瑛珊珠琼玫玥琬琛璐璇瑄珂玮珺楠桐栋梁柱材棋枫桦榕彬杨柳彦彩彭影"
            + "徽恒恩愉惟慈忆怀恺愿戈战扬捷援政敬斐方旭旺昆易昕昭映晋晏晔晗晖景暄曙曼朗望朝本权果柔格桃桥楚榆欢歆毅汉池沁沛治法泓泰洪"
            + "涓润淇深渊温湘源滨滢漫潇澄澜灵炎炜炳炫烁烨焕煜照熠爱爽牧特献玄甜申男留略登白真知硕示禹科程穆竞章童笑筠粤纪纯纲维绮缘美群"
            + "羽翔翰翼聪肃胜自至舒舟艺艾芯苗茂茵萌营蓝虹行衡裕西言训许详谊谦豫贝贞越跃轶迎远迪逸道郁采钢铁铃银锋锐锡锦闯闻阔陶"
            + "隆雁雯霄霖霜露革韬韵音颂风飒馥骏高魁鲁鸣鸿鹤鹰鹃麒麟黎齐仕仙代以任伊伍会伦佐佑佩侠侃保修俏偲元兆充克兵冠冰凌凡创剑力功"
            + "加务励勋化北千升卉协卓南卫占印厚叔合同名向君启吾呈周咏品哲唐四圆坚坤垚城基堂墨壮声多天太夫奇奎奥女好妃妙妤妮姗姝姣娅娇娥"
            + "娴媚媛嫣嫦孔存孟季孺守官实宣宪容宽宾寅密寒尊尚尧居展屹岐岚岗峻崇嵘巍巧帅师希帆常干应庭廷开弘征念恬恭情惜想慕懿戎扣拥"
            + "拴招换改敦旦旗旬是昱曦朵李杉杏杭枝柯标栓梧棠椿楷楼槐欧毓沂沙沈沐洲济浦淳添渝溢满漪潮灿烽焱熊牛狄玖玛环珀班理琅琨琰琢瑗璞"
            + "璟瓒电畅皓盈盼省睦矿碧磐祎祝禾秉秦稳穗竣笛策筱籽素纬练经绪绣绵缨罗羚翊翎老耘联肖胤能致节芃芊芋芮芷苏茁茗荔荟莱莺萃葆葵蒙"
            + "蓬蔓薪蛟衍襄观觉解诏询谋谷豆豹货贯贻贺赋赛赞赫起趁辛适选郎邵都酉醒重鉴针钊钟钦钱铎铠链锁镕阁队陆陈隽雷霆靖韦韶顶颐颜飘驰"
            + "驹骁骄鲜鲲鹂麦黛鼎弟妹仔娃囡狗猫引";

    private static final Set<String> MINORITY_PARTS = Set.of(
            "扎西", "次仁", "索南", "卓玛", "央金", "旺堆", "多吉", "格桑", "尼玛", "巴桑", "达瓦", "白玛", "拉姆", "平措", "丹增", "洛桑", "措毛", "才让",
            "顿珠", "卓嘎", "曲珍", "仁增", "益西", "边巴", "普布", "米玛", "旦增", "乌云", "其木格", "巴特尔", "孟和", "苏和", "娜仁", "托娅", "斯琴",
            "高娃", "萨仁", "呼和", "宝音", "那日苏", "格日勒", "布和", "乌兰", "曲比", "石布", "吉木", "阿依", "吉克", "阿呷", "木乃", "伍果", "沙马",
            "阿尔子", "拉铁", "马海", "尔古", "吉狄", "热依汗", "托合提", "努尔兰", "哈布力", "买买提", "买买提江", "阿不都拉", "阿依古丽", "古丽", "古丽娜尔",
            "艾合买提", "艾力", "吐尔逊", "阿卜杜", "热合曼", "艾山", "玉素甫", "帕提古丽", "木沙江", "依布", "子日", "阿木", "尔布", "布都", "日则", "加措",
            "丹巴", "泽仁", "卓央", "曲扎", "罗布", "阿迪力", "依明", "古力", "努尔", "阿力木", "迪丽", "热巴", "买合木提", "赛买提", "海日", "塔娜", "其其格",
            "图雅", "朝鲁", "哈斯", "巴图", "额尔", "布日", "阿古拉", "特木尔", "乌日娜", "诺敏");

    /** Words that look like names. */
    private static final Set<String> WORDS =
            Set.of(("安全 安康 安心 安定 安庆 安阳 安排 安宁 安居 平安 白天 白云 白山 白银 白玉 包容 常年 常德 常州 常态 成果 成立 成长 成年 成功 成才 成人 成都 成员 程序 单亲 单月 "
                            + "都江 方正 方向 方法 方言 封山 丰收 甘南 高原 高龄 高新 高山 高速 高能 高达 高楼 高温 高尚 高台 高低 高中 关爱 关心 关怀 关系 关于 广东 广西 贵州 国家 国庆 海南 "
                            + "海东 和平 和谐 何时 何人 何以 华北 华南 华东 华夏 华中 黄山 黄河 黄石 黄冈 黄金 吉林 吉安 吉祥 计生 计数 江山 江苏 江西 江北 江南 江东 金山 金融 金秋 金银 金星 "
                            + "康乐 康平 康定 乐山 乐园 连云 林业 林木 林地 柳州 柳江 龙江 龙岩 龙山 龙泉 路南 路北 马上 梅州 明天 明年 明月 明星 明显 明光 明山 宁波 宁夏 农业 农民 农林 农村 "
                            + "平山 祁阳 齐全 全国 全年 全省 全家 全程 全面 全员 全力 全民 任务 任何 任职 任用 荣军 荣誉 山东 山西 商会 尚志 尚未 石化 石家 石山 石林 时光 时代 时间 时年 双方 "
                            + "司法 寿光 孙子 孙女 孙儿 太原 太平 唐山 田园 田地 童年 万年 万里 万家 万元 万安 万宁 万户 文明 文山 文化 文学 文书 文旅 文艺 文昌 武汉 武定 西山 夏天 夏季 向前 "
                            + "项目 辛苦 阳光 阳江 杨梅 应当 应有 应急 永安 永康 于是 余年 余万 元旦 岳阳 云南 云川 张家 章程 章节 郑州 中山 钟山 周年 周一 周至 周日 周五 周六 周期 朱红 祝福 祝贺 "
                            + "宗旨 左右 从事 党员 党建 党史 党校 强化 强力 强国 全心 全意 能力 温江 温州 江海 明德 金华 金昌 石景山 马鞍山 石家庄 张家口 平顶山 向阳 青山 东方红 金秋时 农家乐 "
                            + "金银花 车间 车辆 成本 成效 明确 代表 代理 代码 代办 古田 古城 解决 解放 解放路 利民 利益 利用 利于 麻城 巴中 巴州 乌海 商城 费用 储备 房山 房县 鲍鱼 木材 木林 "
                            + "冷水 强制 初中 初一 初二 初三 初级 初步 初审 应用 景德 景区 项城 艾滋 华山 华容 桂林 桂花 桂阳 桂平 兰州 兰山 楼房 楼栋 路口 路政 季度 连续 连江 符合 符合收 管理 管道 "
                            + "盛会 游客 洪江 洪水 温馨 康复 施工 施行 文成 汤原 常山 常见 常用 常宁 向导 孔子 孟子 曾经 曾子 万象 毛笔 雷山 龙头 龙门 石头 石油 金额 金属 夏令 江川 江安 白鹤 "
                            + "钱财 武山 武安 武平 易门 顾客 严格 严重 郝家 史料 尹家 高质 高效 高度 高级 高考 高压 林则徐 欧元 欧洲 章丘 鲁山 鲁西 鲁南 申请 申报 申领 单位 单元 单独 包括 包干 "
                            + "宁远 宁德 宁海 宁国 凌源 苗木 苗族 童心 甘肃 甘孜 路灯 柴火 柏树 翁婿 席位 谷城 谷物 时任 时限 吉首 连州 辛亥 边境 边远 占地 占比 司机 景泰 景宁 丛书 晏家 华亭 "
                            + "应城 应届 应对 应聘 成年人 宗教 植树 车主 利川 明溪 阳春 阳泉 阳城 全州 全南 全椒 全科 冷库 冷冻 都匀 都昌 计划 计算 计分 童心理 童先心 童福利 江大道 周一至 车牌号 车牌")
                    .split(" "));

    /** Names of examples; their given names are numerals, which otherwise are rare in names. */
    private static final Set<String> EXAMPLES = Set.of("张三", "李四", "王五", "赵六");

    /** Ends of what seems to be a name, but is a title. */
    private static final Set<String> TITLES = Set.of("老师", "师傅", "大姐", "大哥", "女士", "先生");

    /** Characters before a name in a sentence. */
    private static final String BEFORE =
            "致明事瞒爸妈告宣按养众于道长娘郎括予民户者人主生童儿员友志属子女孙母父兄弟妻夫为是叫给对向与和由让把将被看望村组社区镇乡名称的妹姐婆爷奶同学小了因系有象送经"
                    + "及知令家院室站到你意以往使查下其在助比询问资工师老";

    /** Characters after a name in a sentence. */
    private static final String AFTER =
            "失办发争购满募多过患因系的户同身被家老今现年就在得做既先自于均一是说告等为经属出名下死去向享由与和及两三夫本住持未已提有联品确罹送生殁病逝" + "女男妻丈各尽请到反所之申领补作放原应曾则";

    /** Characters that make a place or an institution of what seems to be a name. */
    private static final String NOT_AFTER = "市县区省镇乡村街路道山河湖江园院校局所厂站馆店公中大小集化业性会机组社队部厅处科室门桥岭庄寨屯坪";

    private static final boolean[] IS_SURNAME = new boolean[0x9FA6 - 0x4E00];
    private static final boolean[] IS_GIVEN = new boolean[0x9FA6 - 0x4E00];

    /** Whether a compound surname or a part of a name of a minority begins with a character. */
    private static final boolean[] BEGINS_COMPOUND = new boolean[0x9FA6 - 0x4E00];

    private static final boolean[] BEGINS_MINORITY = new boolean[0x9FA6 - 0x4E00];

    static {
        SURNAMES.chars().forEach(c -> IS_SURNAME[c - 0x4E00] = true);
        GIVEN.chars().forEach(c -> IS_GIVEN[c - 0x4E00] = true);
        COMPOUND.forEach(surname -> BEGINS_COMPOUND[surname.charAt(0) - 0x4E00] = true);
        MINORITY_PARTS.forEach(part -> BEGINS_MINORITY[part.charAt(0) - 0x4E00] = true);
    }

    private Names() {}

    static boolean isChinese(char c) {
        return c >= 0x4E00 && c <= 0x9FA5;
    }

    static boolean isSurname(char c) {
        return isChinese(c) && IS_SURNAME[c - 0x4E00];
    }

    private static boolean isGiven(char c) {
        return isChinese(c) && IS_GIVEN[c - 0x4E00];
    }

    /** Whether a text as a whole is a name, in a place where names are expected: any given name counts. */
    static boolean isInColumn(String text) {
        int length = text.length();
        if (length < 2
                || length > 16
                || !text.chars().allMatch(c -> isChinese((char) c) || c == '·')
                || WORDS.contains(text)) {
            return false;
        }
        if (text.indexOf('·') > 0) {
            return true;
        }
        int surname = COMPOUND.contains(text.substring(0, 2))
                ? 2
                : isSurname(text.charAt(0)) || RARE_SURNAMES.indexOf(text.charAt(0)) >= 0 ? 1 : 0;
        return surname > 0 && length > surname && (length <= surname + 2 || length == 4 && isSurname(text.charAt(1)))
                || minority(text, 0, length) == length;
    }

    /**
     * The length of the likely name that ends at a position, 0 if there is none.
     *
     * @param from no name begins before it
     */
    static int endingAt(ReaderText text, int end, int from) {
        int dotted = dottedBefore(text, end, from);
        if (dotted > 0) {
            return dotted;
        }
        for (int length = 4; length >= 2; length--) {
            int start = end - length;
            if (start >= from && at(text, start, end) == length) {
                return length;
            }
        }
        for (int length = 6; length >= 4; length--) {
            int start = end - length;
            if (start >= from && minority(text, start, end) == length) {
                return length;
            }
        }
        return 0;
    }

    private static int dottedBefore(ReaderText text, int end, int from) {
        int start = end;
        boolean dot = false;
        while (start > from && end - start < 16 && (isChinese(text.at(start - 1)) || text.at(start - 1) == '·')) {
            start--;
            dot |= text.at(start) == '·';
        }
        return dot && text.at(start) != '·' ? end - start : 0;
    }

    /**
     * The length of the likely name at a position, 0 if there is none.
     *
     * @param end no name ends after it
     */
    static int at(ReaderText text, int start, int end) {
        char first = text.at(start);
        if (!isChinese(first)) {
            return 0;
        }
        if (!isSurname(first)
                && !BEGINS_COMPOUND[first - 0x4E00]
                && !BEGINS_MINORITY[first - 0x4E00]
                && !text.hasDot()) {
            return 0;
        }
        int available = 0;
        while (available < 16 && start + available < end && isChinese(text.at(start + available))) {
            available++;
        }
        if (available < 2) {
            return 0;
        }
        if (text.at(start + available) == '·' && start + available < end && available <= 6) {
            int rest = available + 1;
            while (rest < 16 && start + rest < end && isChinese(text.at(start + rest))) {
                rest++;
            }
            if (rest >= available + 3) {
                int part = minority(text.slice(start + available + 1, start + rest), 0, rest - available - 1);
                return part > 0 ? available + 1 + part : rest;
            }
        }
        if (EXAMPLES.contains(text.slice(start, start + 2))) {
            return 2;
        }
        int minority = minority(text, start, start + Math.min(available, 8));
        if (minority > 0) {
            return minority;
        }
        int surname = surname(text, start);
        if (surname == 0) {
            return 0;
        }
        // a double surname, such as 欧陈, is followed by one or two characters like a compound one
        boolean isDouble = surname == 1 && available >= 4 && isSurname(text.at(start + 1));
        for (int length = Math.min(isDouble ? 4 : surname + 2, available); length > surname; length--) {
            if (isGivenName(text, start + (length == 4 ? 2 : surname), start + length)
                    && !WORDS.contains(text.slice(start, start + length))
                    && !TITLES.contains(text.slice(start + length - 2, start + length))
                    && !(length == 2 && text.at(start + 1) == '家')
                    && !(length == 3 && surname == 1 && isWordIn(text, start))
                    && (length < 4 || surname == 2 || isAfter(text.at(start + length)))) {
                return length;
            }
        }
        return 0;
    }

    private static boolean isWordIn(ReaderText text, int start) {
        return WORDS.contains(text.slice(start, start + 2)) && AFTER.indexOf(text.at(start + 2)) >= 0;
    }

    private static boolean isGivenName(ReaderText text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!isGiven(text.at(i))) {
                return false;
            }
        }
        return true;
    }

    /** The length of the surname at a position, 0 if there is none. */
    private static int surname(ReaderText text, int start) {
        char first = text.at(start);
        if (!isChinese(first)) {
            return 0;
        }
        if (BEGINS_COMPOUND[first - 0x4E00] && COMPOUND.contains(text.slice(start, start + 2))) {
            return 2;
        }
        return IS_SURNAME[first - 0x4E00] ? 1 : 0;
    }

    private static int minority(ReaderText text, int from, int to) {
        char first = text.at(from);
        return isChinese(first) && BEGINS_MINORITY[first - 0x4E00] ? minority(text.slice(from, to), 0, to - from) : 0;
    }

    /** The length of a name of a minority at a position: two or more known parts. */
    private static int minority(String text, int from, int to) {
        int at = from;
        int parts = 0;
        while (at < to) {
            int part = 0;
            for (int length = Math.min(4, to - at); length >= 2 && part == 0; length--) {
                part = MINORITY_PARTS.contains(text.substring(at, at + length)) ? length : 0;
            }
            if (part == 0) {
                break;
            }
            at += part;
            parts++;
        }
        return parts >= 2 || parts == 1 && at - from >= 3 ? at - from : 0;
    }

    /**
     * The first likely name of a person in a part of a sentence, as {start, end}, {@code null} if there is none.
     */
    static int[] in(ReaderText text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.at(i);
            if (!isChinese(c)) {
                continue;
            }
            int length = at(text, i, to);
            if (length > 0 && isBounded(text, i, length)) {
                return new int[] {i, i + length};
            }
            if (length >= 3 && at(text, i, i + 2) == 2 && isBounded(text, i, 2)) {
                return new int[] {i, i + 2};
            }
        }
        return null;
    }

    private static boolean isBounded(ReaderText text, int start, int length) {
        char before = text.at(start - 1);
        char after = text.at(start + length);
        // 主任 is a title, and the rest no name
        boolean title = before == '主' && text.at(start) == '任' || before == '关' && text.at(start) == '于';
        // 站在 is the verb "stands in", not a station
        boolean standsIn = after == '站' && text.at(start + length + 1) == '在';
        return isBefore(before)
                && !title
                && (isAfter(after) || length > 2 && (standsIn || NOT_AFTER.indexOf(after) < 0));
    }

    static boolean isBefore(char c) {
        return !isChinese(c) || BEFORE.indexOf(c) >= 0;
    }

    static boolean isAfter(char c) {
        return !isChinese(c) || AFTER.indexOf(c) >= 0;
    }

    /** The likely masked name at a position, such as 张*某, 李某某 or 王女士: its length, 0 if there is none. */
    static int masked(ReaderText text, int start) {
        int surname = surname(text, start);
        if (surname == 0) {
            return 0;
        }
        int end = start + surname;
        boolean masked = false;
        while (end < start + surname + 3 && "*×某xX〇_□#△?".indexOf(text.at(end)) >= 0) {
            masked = true;
            end++;
        }
        if (masked) {
            return end - start + (isGiven(text.at(end)) ? 1 : 0);
        }
        String title = text.slice(end, end + 2);
        if (title.equals("女士")
                || title.equals("先生")
                || title.equals("大爷")
                || title.equals("奶奶")
                || title.equals("老人")) {
            return end + 2 - start;
        }
        return text.at(end + 1) == '*' && isChinese(text.at(end)) ? end + 2 - start : 0;
    }

    /** Whether a part of a text shows a masked name. */
    static boolean hasMasked(ReaderText text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (masked(text, i) > 0) {
                return true;
            }
        }
        return false;
    }
}
