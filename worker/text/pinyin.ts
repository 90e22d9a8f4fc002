/**
 * The syllables of standard Chinese, each with the first character that is read so in the order of the Unicode
 * collation (CLDR, zh, pinyin), which the runtime knows: a character is read as the last of these that isn't after it.
 */
const syllables = (
  "a ai an ang ao ba bai ban bang bao bei ben beng bi bian biao bie bin bing bo bu ca cai can cang cao " +
  "ce cen ceng cha chai chan chang chao che chen cheng chi chong chou chu chuai chuan chuang chui chun " +
  "chuo ci cong cou cu cuan cui cun cuo da dai dan dang dao de deng di dian diao die ding diu dong dou " +
  "du duan dui dun duo e en er fa fan fang fei fen feng fo fou fu ga gai gan gang gao ge gen geng gong " +
  "gou gu gua guai guan guang gui gun guo ha hai han hang hao he hei hen heng hong hou hu hua huai huan " +
  "huang hui hun huo ji jia jian jiang jiao jie jin jing jiong jiu ju juan jue jun ka kai kan kang kao " +
  "ke ken keng kong kou ku kua kuai kuan kuang kui kun kuo la lai lan lang lao le lei leng li lian " +
  "liang liao lie lin ling liu long lou lu lv luan lve lun luo ma mai man mang mao me mei men meng mi " +
  "mian miao mie min ming mo mou mu na nai nan nang nao ne nei nen ni nian niang niao nie nin ning niu " +
  "nong nou nu nv nuan nve nuo ou pa pai pan pang pao pei pen peng pi pian piao pie pin ping po pou pu " +
  "qi qia qian qiang qiao qie qin qing qiong qiu qu quan que qun ran rang rao re ren reng ri rong rou " +
  "ru ruan rui run ruo sa sai san sang sao se sen sha shai shan shang shao she shen sheng shi shou shu " +
  "shua shuai shuan shuang shui shun shuo si song sou su suan sui sun suo ta tai tan tang tao te teng " +
  "ti tian tiao tie ting tong tou tu tuan tui tun tuo wa wai wan wang wei wen weng wo wu xi xia xian " +
  "xiang xiao xie xin xing xiong xiu xu xuan xue xun ya yan yang yao ye yi yin ying yo yong you yu yuan " +
  "yue yun za zai zan zang zao ze zei zen zeng zha zhai zhan zhang zhao zhe zhen zheng zhi zhong zhou " +
  "zhu zhua zhuan zhuang zhui zhun zhuo zi zong zou zu zuan zui zun zuo "
)
  .trim()
  .split(" ");
const firsts = [
  ...("吖哎安肮凹丷挀扳邦勹卑奔伻屄边标憋汃冫癶峬擦偲参仓撡冊嵾噌叉芆辿伥抄车抻阷吃充抽出揣巛刅吹旾逴呲匆凑" +
    "粗汆崔邨搓咑呆丹当刀嘚灯氐敁刁爹丁丟东吺厾偳垖吨多妸奀儿发帆匚飞分丰仏紑夫旮侅甘冈皋戈根刯工勾估瓜拐" +
    "关光归丨呙哈咍佄夯茠诃黒拫亨叿齁乎花怀欢巟灰昏吙讥加戋江艽阶巾坕冂丩凥姢噘军咔开刊忼尻匼肎劥空抠刳夸" +
    "蒯宽匡亏坤扩垃来兰啷捞仂雷塄哩奁良撩毟拎伶溜龙瞜噜驴娈掠抡啰妈埋嫚牤猫嚒坆椚擝咪宀喵吀民名摸哞毪拏腉" +
    "囡囔孬疒娞恁妮拈娘鸟捏囜宁妞农羺奴女奻疟挪讴妑拍眅乓抛呸喷匉丕囨剽氕姘乒钋剖仆七掐千呛悄苆亲靑卭丘区" +
    "奍炔夋呥穣娆惹人扔日戎禸邚堧桵闰捼仨毢三桒掻閪森杀筛山伤弰奢申升尸収书刷衰闩双脽吮說厶忪凁苏狻夊孙唆" +
    "他囼坍汤夲忑熥剔天旫帖厅炵偷凸湍推吞乇屲歪弯尢危昷翁挝乌夕呷仙乡灱些心星凶休吁吅疶坃丫恹央幺倻一囙应" +
    "哟佣优込囦曰晕帀災兂匨傮则贼怎囎扎夈枬张佋蜇贞凧之中州朱抓专妆隹宒拙孜宗邹租钻厜尊嘬"),
];

const order = new Intl.Collator("zh-CN-u-co-pinyin");

/** How each character is read, without tones and in its commonest reading; what isn't Chinese stays: 新野2 is xin, ye, 2. */
export const pinyinOf = (text: string): string[] =>
  Array.from(text, (char) => (/\p{Script=Han}/u.test(char) ? (syllables[placeOf(char)] ?? char) : char));

/** The index of the last syllable that doesn't begin after this character. */
function placeOf(char: string): number {
  let [low, high] = [0, firsts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (order.compare(firsts[middle] ?? "", char) <= 0) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
