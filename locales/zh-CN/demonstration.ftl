### 演示：python -m bot demo

demonstration-strip = 演示：这里的人、诉求和通知都是编的，不会有人处理。
demonstration-link-used = 这个链接用过了，或者过期了。重新运行 python -m bot demo。
operator-demo-real = 这个数据库不是演示用的（表 { $table } 里有东西），没有动它。换一个文件夹：DATA_DIR=演示 python -m bot demo，或者用 make demo。
operator-demo-other = 这个数据库的版本不是现在的，看不出里面有没有真东西，没有动它。换一个文件夹：DATA_DIR=演示 python -m bot demo。
operator-demo-city = 演示只用自带的示例城市：去掉 CITY_DIR。
operator-demo-half = 上次的演示没填完。删掉演示用的数据库和它旁边的密钥（{ $where }），再来一次。
operator-demo-filling = 正在编：诉求 { $done }/{ $of }
operator-demo-known = 用上次的演示数据。
operator-demo-links = 点开就进去，每个链接只能用一次，{ $minutes } 分钟内有效；再要，重新运行 demo。
operator-demo-link = { $who ->
    [clerk] 经办人
    [lead] 部门负责人
    [leading] 牵头部门
    [leader] 领导
   *[host] 驿站管理
} { $name }：{ $link }
operator-demo-worker = 骑手：{ $link }
error-holds-something-real = 这个数据库不是演示用的，表 { $table } 里有东西。
