### The map for everybody: the list of places, a page of each, the sheet for its door.

## The list

map-title = 暖新地图
map-description = 现在哪里开着：厕所、热水、充电、歇脚。不用登录，不用装。
map-skip = 跳到列表
map-sample = 示例数据
map-sample-about = 这是示例数据，不是真的地点。
map-to-chat = 暖新助手
map-near = 找离我最近的
map-search = 查
map-where = 路名、商场、驿站名
map-needs = 要什么
map-more-needs = 更多
map-districts = 按区找
map-which = 开着的，还是都看
map-open-only = 现在开着
map-any = 全部
map-show = 地图
map-hide = 收起
map-north = 北
map-here = 你在这
map-from-here = 从这里算
map-pages = 翻页
map-more = 再看 20 个
map-before = 回前面
map-nothing = 这样找一个都没有。少选一样，或者看“全部”。
listing-unknown = 没找到“{ $spot }”。换个叫法，比如路名、商场名，或者按区找。
map-privacy = 位置留在你手机里。你点“{ map-near }”，或者定位后点要什么，才告诉我们在哪个 500 米的格子里、找什么，好知道哪里缺驿站；不记你是谁。
map-call = 打电话
map-way-in = 怎么进：
map-note = 留言
map-unchecked = 好久没人核实了
map-gate-unchecked = 最近 60 天没人核实，进门前问一声。
listing-photo = { $place }的照片
map-said-open = 管这里的人今天说开着。
listing-where = { $distance }，{ $direction }，走 { $minutes } 分钟
listing-heading = { $found ->
    [none] { $needs ->
        [none] { $spot ->
            [none] { $how ->
                [open] 现在一个开着的都没有
               *[any] 还没有驿站
            }
           *[other] { $how ->
                [open] { $spot }：现在没有开着的
               *[any] { $spot }：还没有驿站
            }
        }
       *[other] { $spot ->
            [none] { $how ->
                [open] 有{ $needs }的，现在都没开
               *[any] 还没有地方有{ $needs }
            }
           *[other] { $how ->
                [open] { $spot }：有{ $needs }的，现在都没开
               *[any] { $spot }：还没有地方有{ $needs }
            }
        }
    }
   *[some] { $needs ->
        [none] { $spot ->
            [none] { $how ->
                [open] 现在开着的，从市中心往外排
               *[any] 所有驿站，从市中心往外排
            }
           *[other] { $how ->
                [open] { $spot }：现在开着的
               *[any] { $spot }：没开的也在
            }
        }
       *[other] { $spot ->
            [none] { $how ->
                [open] 有{ $needs }、现在开着的，从市中心往外排
               *[any] 有{ $needs }的，从市中心往外排
            }
           *[other] { $how ->
                [open] { $spot }：有{ $needs }、现在开着的
               *[any] { $spot }：有{ $needs }的，没开的也在
            }
        }
    }
}

## What the page says by itself

map-locating = 正在找你的位置，最多等 10 秒…
map-denied = 没有定位权限也能找：点一个区，或者打路名。
map-unavailable = 这会儿定不了位。点一个区，或者打路名。
map-outside = 你不在这座城市，附近没有驿站。点一个区，或者打路名。
listing-found = { $how ->
    [open] { $count } 个开着的，最近的是{ $name }，{ $where }。
    [any] { $count } 个，最近的是{ $name }，{ $where }。
   *[none] 一个都没有。
}
map-near-open = 离你最近、现在开着的
map-near-any = 离你最近的，没开的也在
map-near-none = 附近没有这样的
listing-as-of = 没有网络，这是 { $at } 存下的。开没开按时间算的，先打个电话更稳。
map-scan = 扫门上的码
map-scanned-other = 这个不是驿站门上的码。
map-opening-place = 打开：
listing-credit = { $source ->
    [none] { "" }
   *[other] 底图：{ $source }{ $number ->
        [none] { "" }
       *[other] {" · "}
    }
}{ $number ->
    [none] { "" }
   *[other] 审图号：{ $number }
}
map-rings = 圈是 300、500、1000 米，上面是北。

listing-kept = 没有网络，这页是 { $at } 存下的。现在开没开，看下面几点开。

## A place

map-trail = 回去的路
map-back = 返回
map-home = 全部驿站
map-address = 地址
map-phone = 电话
map-routes = 去这里
map-route-amap = 高德
map-route-baidu = 百度
map-route-tencent = 腾讯
map-route-apple = 苹果
map-route-wechat = 微信
map-route-other = 手机自带
map-offers = 有什么
map-week = 这几天几点开
map-feasts = 放假那几天
map-hours-unknown = 几点开不清楚，去之前打个电话更稳。
listing-day = { $day ->
    [today] 今天
    [mon] 周一
    [tue] 周二
    [wed] 周三
    [thu] 周四
    [fri] 周五
    [sat] 周六
   *[sun] 周日
}
listing-date = { $month } { $date } 日
listing-days = { $first } – { $last }
map-day-shut = 不开
map-problem = 没开门、位置不对？告诉我们
# Stays in a chat: nothing that changes by the hour.
listing-share = { $needs ->
    [none] { $address }
   *[other] { $address }。有{ $needs }。
}
map-send = 发到我的聊天里
map-sent = 发过去了
map-not-sent = 没发过去。再点一次，或者回聊天里问
map-share-button = 发给别人
map-copied = 网址复制好了
map-door = 打印门上的码
map-print = 打印
map-door-scan = 微信扫一扫：看几点开、报问题、找别的驿站
listing-door-code = 二维码，打开 { $address }
map-gone = 这个地方已经撤了
map-gone-what = 码或者网址是旧的，或者少了几个字。看看附近别的。
map-too-many = 从你这个网络来的人太多，等十秒再开。出事故先打 120、122。
