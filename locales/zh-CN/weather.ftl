# Warnings of the weather, as notices.

weather-title = { $kind ->
    [heat] 高温
    [storm] 暴雨雷电
    [typhoon] 台风
   *[cold] 低温冰冻
}
weather-text = { $kind ->
    [heat] 今天很热，中午最热。多喝水；头晕恶心就停下，找凉快地方，严重打 120。
    [storm] 有暴雨雷电。别蹚深水，离树和电线杆远点，看不清路就停下。
    [typhoon] 台风要来。先别出车，别在广告牌、大树下面停。
   *[cold] 路上可能结冰。慢点骑，桥上、背阴的地方最滑。
}
weather-until = { $level ->
    [red] 红色预警
    [orange] 橙色预警
    [yellow] 黄色预警
   *[blue] 蓝色预警
}，到 { $day } { $time }。
# Below the text, for each person. near: place, as seen from what they looked at last, or district.
weather-nearest = { $near ->
    [place] 最近的
   *[district] 你们区
}{ $kind ->
    [heat] 凉快地方
    [cold] 能暖和的地方
   *[other] 能避雨的地方
}：{ $name }{ $near ->
    [place] ，离你上次看的地方 { $distance }
   *[district] {""}
}，{ $until ->
    [long] 一直开着。
   *[other] 开到 { $until }。
}
weather-button-place = 去 { $name }
weather-button-shelter = 找地方歇脚
