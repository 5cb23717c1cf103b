### The card for somebody in danger, put together from these lines. A number to call is the end of a line of its own.

emergency-opening-injury = 先停下，到安全的地方。
emergency-opening-traffic = 先到路边安全的地方。
emergency-opening-fire = 先往外走，别回去拿东西。
emergency-opening-violence = 先离开，到人多、有灯的地方。
emergency-opening-suicide = 听你这么说，很担心你。先别一个人待着，叫身边的人过来。
emergency-opening-unclear = 先到安全的地方。

emergency-number-110 = 报警：110
emergency-number-119 = 火警、救援：119
emergency-number-120 = 急救：120
emergency-number-122 = 交通事故：122
emergency-number-12356 = 想找人说说：12356

emergency-tell-where = 电话里先说你在哪：路名、门牌，或者旁边的店。
emergency-fire = 烟大就弯低身子。电瓶冒烟、着火会炸：离远点，别自己扑，喊周围的人也走开。

# What to do until the ambulance is there, as first-aid courses teach it.
emergency-first-aid-bite = 猫狗咬了、抓了：肥皂水冲 15 分钟，今天就去打狂犬疫苗。蛇咬了：坐着别动，别割别吸。
emergency-first-aid-bleeding = 血流不止：拿干净的布压住伤口，使劲，别松手。
emergency-first-aid-bones = 骨头可能断了：别动，别掰，别揉。伤了脖子、后背的，谁也别去挪。
emergency-first-aid-burn = 烫了、烧了：马上用凉的自来水冲 20 分钟。别抹牙膏、药膏，别挑水泡。
emergency-first-aid-chest = 胸口疼、喘不上气：坐下别动，松开领口，叫人陪着。别自己骑车去医院。
emergency-first-aid-choking = 噎住了：能咳就使劲咳。咳不出来：弯下腰，让人使劲拍后背 5 下；不行就从背后抱住，拳头顶住肚脐上边，往里往上猛推 5 下，轮着来。
emergency-first-aid-cold = 冻着了：进屋，脱掉湿衣服，裹严实，慢慢暖过来。别用火烤，别用雪搓，别喝酒。
emergency-first-aid-drowning = 有人落水：别下水，扔绳子、救生圈、长杆子。捞上来没呼吸的，打开免提，照 120 说的按胸口。
emergency-first-aid-electric = 触电了：先断电，没断电别碰人。路边掉下来的电线，离开十米，别过去。
emergency-first-aid-gas = 闻到煤气：人都出去，门窗敞着。别碰开关，别打火，到外面再打电话。
emergency-first-aid-heat = 中暑了：到阴凉地方，解开衣服，泼凉水，扇风。人清醒，小口喝水；叫不醒、说胡话，别喂水。
emergency-first-aid-poison = 中毒了：别催吐，别喂东西。瓶子、包装、剩的都留着给医生看。吸了毒气的，先到通风的地方。
emergency-first-aid-stroke = 嘴歪、手没劲、说不清话：记下几点开始的，躺下，头侧着。别吃，别喝，别吃药。
emergency-first-aid-trapped = 压住了、困住了：别硬拽。喊人，敲东西出声，省着点力气和手机电。
emergency-first-aid-unconscious = 叫不醒：看胸口动不动。不喘气、喘得不对：打开免提，照 120 说的按胸口，按到人来。还有气：让人侧着躺。

### What stands below the card.

emergency-then-injury =
    能动的话：拍现场和订单页；在 App 里报案；留好病历和票据。
    人安全了，再办下面的：
emergency-then-traffic =
    别急着私了，别离开现场。
    { emergency-then-injury }
emergency-then-fire = 人安全了再说。
emergency-then-violence = 人安全了再说：伤、现场、聊天记录都拍下来；在 App 里报给平台；找工会打 12351。
emergency-then-suicide = 我在这儿，想说什么就说。
emergency-call = 要不要让{ $department }的人现在就来找你？不用填表，不用说名字，就在这里说话。
emergency-called = 已经告诉{ $department }的人了，会在这里找你。等的时候别一个人待着，先打个电话。
emergency-then-unclear = 出什么事了？
emergency-button-traffic = 撞车了
emergency-button-injury = 受伤了
emergency-button-fire = 着火了
emergency-button-violence = 被打了
emergency-button-call = 让人现在联系我
emergency-button-report = 登记职业伤害
emergency-button-accident = 事故怎么处理
emergency-button-first-aid = 附近有药箱的
emergency-button-no = 没出事，我说的是别的
emergency-button-resume = 回到刚才填的
emergency-say-again = 那句话没留着，再说一次吧。
emergency-nothing-open = 刚才没有在填的。
emergency-file-kept = 发来的收下了，放进材料里。
emergency-pending = 刚才你说：“{ $sentence }”。
emergency-button-use-pending = 就用刚才那句

### Somebody who wants to die called for a human.

urgent-called =
    记下了，{ $department }的人会在这里找你，你不用再做什么。他们看得到你刚才那句话，看不到你是谁。
    等的时候难受就打电话，120、110 一直有人接：
urgent-nobody =
    记下了，可是{ $department }现在没有人在线，一上线就在这里找你。别等，现在就打：
urgent-kept = 为了让他们找得到你，先记下了这个聊天和那句话。以后也让我记着吗？不点也照样有人来，事情过去就删。
urgent-button-keep = 可以记着
urgent-in-sight = ☎️ 难受就打 12356，有危险打 120、110。
urgent-kept-for-them = 记下了，{ $department }的人来了就看得到。还想说就接着打字。要办别的，点“首页”。
    .wechat = 记下了，{ $department }的人来了就看得到。还想说就接着打字。要办别的，回 0。
urgent-passed-on = 发给他了，回了就在这里。要办别的，点“首页”。
    .wechat = 发给他了，回了就在这里。要办别的，回 0。
