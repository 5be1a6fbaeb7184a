"""Places that a roster may name: Changchun with its districts, and what is elsewhere.

Elsewhere are the provinces of China but Jilin, with the cities, prefectures, leagues and autonomous prefectures
below all of them (GB/T 2260, as of 2024), by their short names; the country cities where FAW has works; and
countries. Names are told from streets that are named after them: 青岛路 is in Changchun.
"""

from __future__ import annotations

import re

NOT_A_STREET = r"(?!\S{0,2}(?:大街|大路|路|街|道|巷|里|胡同))"
PROVINCES = """
北京 天津 上海 重庆 河北 山西 内蒙古 辽宁 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 广西 海南 四川
贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆 香港 澳门 台湾
"""
PREFECTURES = """
石家庄 唐山 秦皇岛 邯郸 邢台 保定 张家口 承德 沧州 廊坊 衡水 雄安
太原 大同 阳泉 长治 晋城 朔州 晋中 运城 忻州 临汾 吕梁
呼和浩特 包头 乌海 赤峰 通辽 鄂尔多斯 呼伦贝尔 巴彦淖尔 乌兰察布 兴安盟 锡林郭勒 阿拉善
沈阳 大连 鞍山 抚顺 本溪 丹东 锦州 营口 阜新 辽阳 盘锦 铁岭 朝阳市 葫芦岛
吉林市 四平 辽源 通化 白山 松原 白城 延边
哈尔滨 齐齐哈尔 鸡西 鹤岗 双鸭山 大庆 伊春 佳木斯 七台河 牡丹江 黑河 绥化 大兴安岭
南京 无锡 徐州 常州 苏州 南通 连云港 淮安 盐城 扬州 镇江 泰州 宿迁
杭州 宁波 温州 嘉兴 湖州 绍兴 金华 衢州 舟山 台州 丽水
合肥 芜湖 蚌埠 淮南 马鞍山 淮北 铜陵 安庆 黄山 滁州 阜阳 宿州 六安 亳州 池州 宣城
福州 厦门 莆田 三明 泉州 漳州 南平 龙岩 宁德
南昌 景德镇 萍乡 九江 新余 鹰潭 赣州 吉安 宜春 抚州 上饶
济南 青岛 淄博 枣庄 东营 烟台 潍坊 济宁 泰安 威海 日照 临沂 德州 聊城 滨州 菏泽
郑州 开封 洛阳 平顶山 安阳 鹤壁 新乡 焦作 濮阳 许昌 漯河 三门峡 南阳 商丘 信阳 周口 驻马店 济源
武汉 黄石 十堰 宜昌 襄阳 鄂州 荆门 孝感 荆州 黄冈 咸宁 随州 恩施 仙桃 潜江 天门 神农架
长沙 株洲 湘潭 衡阳 邵阳 岳阳 常德 张家界 益阳 郴州 永州 怀化 娄底 湘西
广州 韶关 深圳 珠海 汕头 佛山 江门 湛江 茂名 肇庆 惠州 梅州 汕尾 河源 阳江 清远 东莞 中山 潮州 揭阳 云浮
南宁 柳州 桂林 梧州 北海 防城港 钦州 贵港 玉林 百色 贺州 河池 来宾 崇左
海口 三亚 三沙 儋州
成都 自贡 攀枝花 泸州 德阳 绵阳 广元 遂宁 内江 乐山 南充 眉山 宜宾 广安 达州 雅安 巴中 资阳 阿坝 甘孜 凉山
贵阳 六盘水 遵义 安顺 毕节 铜仁 黔西南 黔东南 黔南
昆明 曲靖 玉溪 保山 昭通 丽江 普洱 临沧 楚雄 红河 文山 西双版纳 大理 德宏 怒江 迪庆
拉萨 日喀则 昌都 林芝 山南 那曲 阿里
西安 铜川 宝鸡 咸阳 渭南 延安 汉中 榆林 安康 商洛
兰州 嘉峪关 金昌 白银 天水 武威 张掖 平凉 酒泉 庆阳 定西 陇南 临夏 甘南
西宁 海东 海北 黄南 海南州 果洛 玉树 海西
银川 石嘴山 吴忠 固原 中卫
乌鲁木齐 克拉玛依 吐鲁番 哈密 昌吉 博尔塔拉 巴音郭楞 阿克苏 克孜勒苏 喀什 和田 伊犁 塔城 阿勒泰 石河子
台北 高雄
"""
COUNTRY_CITIES = "即墨 诸城 昆山 太仓 常熟 义乌 慈溪 敦化 延吉 梅河口 珲春"
COUNTRIES = """
德国 法国 英国 意大利 西班牙 瑞典 瑞士 荷兰 比利时 奥地利 波兰 捷克 匈牙利 塞尔维亚 葡萄牙 挪威 芬兰 丹麦 俄罗斯
白俄罗斯 土耳其 美国 加拿大 墨西哥 巴西 智利 阿根廷 秘鲁 日本 韩国 朝鲜 蒙古国 印度 印度尼西亚 印尼 泰国 越南
马来西亚 新加坡 菲律宾 缅甸 老挝 柬埔寨 巴基斯坦 哈萨克斯坦 乌兹别克斯坦 伊朗 伊拉克 沙特 阿联酋 卡塔尔 埃及 南非
坦桑尼亚 肯尼亚 尼日利亚 阿尔及利亚 摩洛哥 澳大利亚 新西兰 欧洲 非洲 北美 南美 东南亚 中东
"""
IN_LATIN = """
germany france britain england italy spain sweden russia turkey usa america canada mexico brazil japan korea india
indonesia thailand vietnam malaysia singapore iran egypt tanzania australia munich tokyo moscow beijing tianjin shanghai
chongqing shenyang dalian harbin qingdao jinan chengdu foshan guangzhou shenzhen wuhan xi'?an hefei nanjing suzhou
"""
ABROAD = re.compile(
    r"(?:工作|长期|常驻|派驻|外派|驻|在)*(?:海外|国外|境外|外地|外省|外省市|省外|外市|异地)(?:工作|基地)?"
)
DISTRICTS = (
    "朝阳区|南关区?|宽城区|二道区|绿园|双阳|九台|农安|榆树|德惠|公主岭"
    "|汽开|汽车城|汽车(?:经济技术|产业)?开发区|一汽厂区|净月|北湖(?!区)|长德|莲花山(?:生态|旅游|度假)"
    "|经开|经济(?:技术)?开发区|高新(?:北|南)?区|高新技术(?:产业)?开发区|长春新区"
)
NAMED_ALIKE_ELSEWHERE = re.compile(r"朝阳区|二道区|汽车|经开|经济|高新|北湖|莲花山")
"""Other cities have zones and districts of these names, too."""
HEADQUARTERS = re.compile(r"(?:中国)?(?:一汽)?(?:集团)?(?:公司)?(?:总部|本部)(?:机关|大楼|园区)?")
LATIN_CITY = re.compile(r"chang[\s-]?chun")
LATIN_AROUND = re.compile(r"(?:jilin|china|p\.?r\.?c?\.?|province|city|faw|prc|cn|[\s,，.·()（）/-])*")


def _names(*lists: str) -> str:
    return "|".join(sorted((name for each in lists for name in each.split()), key=len, reverse=True))


ELSEWHERE = re.compile(f"(?:{_names(PROVINCES, PREFECTURES, COUNTRY_CITIES, COUNTRIES)}){NOT_A_STREET}")
LATIN_ELSEWHERE = re.compile(rf"\b(?:{_names(IN_LATIN)})\b")
OF_THE_CITY = re.compile(f"(?:{DISTRICTS}){NOT_A_STREET}")


def named_place(place: str) -> bool | None:
    """Whether a place that does not name the city in Chinese is in it; None where that cannot be told."""
    written = place.lower()
    if found := LATIN_CITY.search(written):
        rest = written[: found.start()] + written[found.end() :]
        return True if LATIN_AROUND.fullmatch(rest) else None
    other, own = ELSEWHERE.search(written) or LATIN_ELSEWHERE.search(written), OF_THE_CITY.search(written)
    if other and own:
        of_the_other = other.start() < own.start() and NAMED_ALIKE_ELSEWHERE.match(own[0])
        return False if of_the_other else None
    if other or ABROAD.fullmatch(written):
        return False
    return True if own or HEADQUARTERS.fullmatch(written) else None
