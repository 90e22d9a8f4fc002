/** What people take for a password before anything else, as words to look for in one. Written for this product. */
const ours = `
  woaini woaiwojia woaiwoziji woaimama woaibaba woailaopo woailaogong wodeai aiqing qinaide aini
  niaiwo aiwo xihuanni woxihuanni xiangni woxiangni zhenaiyisheng yishengyishi yibeizi
  tianchangdijiu laopo laogong baobei baobao xiaobaobei baba mama baobaomama gege jiejie didi
  meimei yeye nainai waipo laoma laoba erzi nver haizi tongtong doudou lele huanhuan yangyang
  beibei nannan niuniu maomao feifei tiantian xiaoxiao mengmeng
  nihao nihaoma nihaoa zaijian xiexie xiexieni duibuqi meiguanxi huanying xinnian xinniankuaile
  shengri shengrikuaile kuaile kaixin kaixinjiuhao tiantiankaixin xingfu xingfujiating pingan
  yishengpingan yilupingan pinganshifu jiankang shentijiankang facai gongxifacai wanshiruyi
  xinxiangshicheng jixiang jixiangruyi haoyun jiayou zhongguojiayou nuli fendou chenggong mengxiang
  weilai ziyou
  mima wodemima mimashi mimamima denglu denglumima yonghu yonghuming zhanghao wangjile wangjimima
  buzhidao jizhu ceshi chushi chushimima moren morenmima qingshuru shuru anquan baomi mimi
  guanli guanliyuan xitong xitongguanli pingtai pingtaiguanli bangong bangongshi danwei gongzuo
  gongzuozu zhengfu xianzhengfu shizhengfu xianwei shiwei weiyuanhui jumin juweihui shequ jiedao
  jiedaoban cunwei cunweihui wangge wanggeyuan wanggezhang zhili shehuizhili jiceng jicengzhili
  lianxi huiyi lianxihuiyi zhengfawei gongan gonganju minzheng minzhengju xinfang xinfangju renmin
  weirenminfuwu fuwu dangyuan gongchandang zhonggong shehuizhuyi shujian shuji zhuren juzhang
  xianzhang kezhang ganbu lingdao
  zhongguo zhonghua woaizhongguo zhonghuarenmin beijing woaibeijing shanghai guangzhou shenzhen
  tianjin chongqing chengdu hangzhou nanjing wuhan henan yunnan hainan guangxi zhangsan lisi wangwu
  zhaoliu zhangwei wangwei wangfang liwei lina zhangmin lijing wangjing liuwei xiaoming xiaohong
  xiaoli xiaowang xiaozhang weixin zhifubao taobao baidu alibaba tengxun huawei xiaomi jingdong
  douyin tencent
  联治 密码 我的密码 管理员 管理 系统 平台 用户 登录 测试 默认 初始 我爱你 我爱中国 中国 中华人民共和国 人民 为人民服务 社会主义 共产党 政府 县政府 委员会 办公室 工作 单位
  社区 街道 网格 网格员 治理 基层治理 联席会议 老婆 老公 宝贝 爸爸 妈妈 你好 谢谢 再见 快乐 新年快乐 生日快乐 身体健康 万事如意 恭喜发财 平安 一生平安 开心 幸福 加油
  5201314 1314520 5211314 1314521 7758521 7758258 3344520 3344521 1314 520 521 1913 9420 518 168
  666 888 999 110 119 120 10086 10010 12345 147258 258369 147369 159357 357159 159753 456852 741852
  852963 951753 789456 456123 101010 102030 121212 131313 135790 246810 112358
  lianzhi password passwd passcode passphrase pass word admin administrator root user username
  guest test tester testing login logon signin welcome hello letmein changeme default secret secure
  security access system server service manager master computer internet windows microsoft google
  apple iphone android company office work home family iloveyou love lover baby angel happy lucky
  sunshine princess superman batman dragon monkey tiger football basketball soccer china chinese
  money summer winter spring autumn forever friend friends freedom whatever qwerty asdf zxcv
`;

/**
 * The entries of twelve and more characters of @zxcvbn-ts/language-common 4.1.3, a list of passwords by how often they were
 * found (MIT; © 2012–2016 Dan Wheeler and Dropbox, Inc., © 2020 MrWook), less those that the rest catches.
 */
const found = `
  01telemike01 050605rostik 102030405060 12qw34er56ty 19960610ilja 1a2a3a4a5a6a 1a2s3d4f5g6h
  23176djivanfros 23wkoa0fp78dk 32615948worms 41d8cd98f00b 4815162342lf 4815162342lost
  59382113kevinp 6215mila6215 742617000027 89231243658s 89876065093rax 89semtsriuty a1s2d3f4g5h6
  admin18533362 aksjdlasdakj89879 alpha135792468 amadeusptfcor an83546921an13 andrewjackie
  antananarivu anytimetoday auckland2010 avrillavigne badiman28200 bhrh0h2oof6xbqjeh blacksonblon
  bltynbabrfwbz boy4u2ownnyc bpgjldsgjldthnf bullnuts2003 businessbabe cheeseburger chesterfield
  chickenwing101 christopher1 civilization cjdthitycndj cnfc35762209 combat123654 configuratio
  construction contortionist corperfmonsy cosmopolitan counterstrike devilmaycry4 digitalprodu
  dkflbvbhjdbx dkflbvbhjdyf domainlock2005 edwardcullen entertainment fatima753357 finalfantasy
  findaupair007 fkmnthyfnbdf fktrcfylhjdbx fktrcfylhjdf fktrcfylhjdyf flvbybcnhfnjh foreveryoung
  frederiksberg fucktheworld fuckyoubitch fynfyfyfhbde gfhfktkjuhfv ghbdtnrfrltkf ghhh47hj7649
  ghjatccbjyfk ghjcnjgbpltw ghjcnjgfhjkm ghjcnjqgfhjkm ghjcnjrdfibyj ghjnbdjcnjzybt ghtdtlvtldtl
  gjkysqgbpltw greenlantern gthtrfnbgjkt gtnhjpfdjlcr hd764nw5d7e1vb1 hd764nw5d7e1vbv hedimaptfcor
  iampurehaha2 iloveboobies ingodwetrust installdevic installsqlst intelligence international
  ipo54tj45uy856 iseedeadpeople jamesbond007 josephphone7 justinbieber ktjynsq40147 leavemealone
  lhbjkjubz2957704 lost4815162342 lytdybrbdfvgbhf lytghjgtnhjdcr mailcreated5240 maprchem56458
  massimiliano masterbaiting masterbating masturbation maurolarastefy mevefalkcakk michaeljackson
  minecraft123 minnesota_hp momsanaladventure morganstanley mortalkombat motherfucker msoracle32re
  msorcloledbr ne_e_pod_chehyl necronomicon needforspeed nemvxyheqdd5oqxyxyzi networkingpe
  newproject2004 nhbujyjvtnhbz nhecsyfujkjdt nhfdvfnjkju123 nhfycajhvths nick1234-rem936
  nightcrawler nondriversig ntktdbpjh1994 olcrackmaster ontheoutside paraklast1974 passwordstandard
  peanutbutter pfqwtd27121988 philadelphia playstation2 playstation3 polniypizdec0211
  polniypizdec1102 polniypizdec110211 pornographic professional ptybnxtvgbjy punksnotdead
  qawsedrftgyh qwaszxerdfcv residentevil rfnthbyf1988 ronaldinho10 sanfrancisco satisfaction
  saun24865709 scandinavian schoolgirlie sdicmt7seytn seemnemaailm sojdlg123aljg sonnenschein
  sonyericsson specialinsta stickdaddy77 stinkyfinger stratocaster supernatural systemofadown
  temppassword thecakeisalie ticketmaster transformers unbelievable vanyarespekt vfvfvskfhfve
  vladimirovna warhammer40k wazzkaprivet websolutions websolutionssu webuivalidat weihnachtsbau
  weihnachtsbaum whosyourdaddy z1x2c3v4b5n6 z1x2c3v4b5n6m7 zcfvfzkexifz zqjphsyf6ctifgu
`;

const wordsIn = (text: string): string[] => text.trim().split(/\s+/);

/** Words and whole passwords that anybody tries first, in small letters. */
export const commonPasswords: readonly string[] = [...wordsIn(ours), ...wordsIn(found)];
