### The cards for somebody in danger. A number to call stands at the end of a line of its own.

emergency-card-injury =
    先停下，到安全的地方。
    急救：120
    血流不止，拿干净的布使劲压住，别松手。头、脖子、后背伤了，别乱动。
    能动的话：拍现场和订单页；在 App 里报案；留好病历和票据。
    人安全了再说：问职业伤害保障打 12333，找工会打 12351。
emergency-card-traffic =
    先到安全的地方。
    有人受伤，急救：120
    交通事故：122
    别急着私了，别离开现场。
    能动的话：拍现场和订单页；在 App 里报案；留好病历和票据。
    人安全了再说：问职业伤害保障打 12333，找工会打 12351。
emergency-card-fire =
    先往外走，别回去拿东西。烟大就弯低身子。
    火警：119
    有人受伤，急救：120
    电瓶冒烟、着火：离远点，会炸，别自己扑。喊周围的人也走开。
emergency-card-violence =
    先离开，到人多、有灯的地方。
    报警：110
    受伤了，急救：120
    人安全了再说：伤、现场、聊天记录都拍下来；在 App 里报给平台；找工会打 12351。
emergency-card-suicide =
    听你这么说，很担心你。先别一个人待着，叫身边的人过来。
    现在有危险，急救：120
    或者报警：110
    想找人说说：12356

emergency-button-report = 登记职业伤害
emergency-button-accident = 事故怎么处理
emergency-button-somebody = 让工会的人联系我
emergency-button-resume = 回到刚才填的
emergency-nothing-open = 刚才没有在填的。
emergency-file-kept = 发来的收下了，放进材料里。
emergency-pending = 刚才你说：“{ $sentence }”。
emergency-button-use-pending = 就用刚才那句
