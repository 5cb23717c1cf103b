### 我的: what is kept of a person.

# What people type for it, between bars.
me-words = 我的|我的信息|个人信息
me-language-words = 语言|换语言|中文|english|language

me-agreed = 记着你这些，随时能删（{ $date } 同意，说明版本 { $version }）：
me-not-agreed = 你还没点同意。下面这些，最后一条消息过 24 小时就全删：
me-chats = 聊天账号：{ $channels }
me-chat = { $channel ->
    [telegram] Telegram
    [webchat] 网页
    [wechat] 微信
   *[other] { $channel }
}
me-language = 语言：{ $language }
# The language's own name.
me-language-name = 中文
me-occupation = 职业：{ $title }
me-district = 常跑的区：{ $title }
me-quiet-times = 免打扰：{ $times }
me-cases = 我交的事：{ $count } 件，没办完的 { $open } 件
me-cases-none = 我交的事：没有
me-drafts = 没填完的：{ $count } 份
me-papers = 证件：{ $count } 个
me-papers-none = 证件：没有
me-last-needs = 上次找的：{ $needs }
me-last-place = 上次看的：{ $place }
me-none = 没有

me-button-language = 语言 Language
me-button-data = 我的信息
me-button-occupation = 职业
me-button-district = 常跑的区
me-button-quiet-times = 免打扰、通知
me-button-papers = 证件到期提醒
me-button-export = 导出我的信息
me-button-delete = 删除我的信息
me-button-back = 返回
me-button-more = 更多
me-button-rather-not = 不填

me-data = 要改哪样？职业、常跑的区、换号，或者导出、删除。
me-which-language = 用哪种语言？
me-which-occupation = 你做哪一行？不想说就选“不填”。
me-which-district = 常跑哪个区？不想说就选“不填”。

me-export-file = 我的信息.json
me-exported = 你的信息都在这个文件里。
me-delete =
    要删掉你的全部信息吗？聊天账号、语言、职业、区、免打扰、证件、报名、没填完的、上次找的和看的，都删。
    办完的诉求，里面你写的话和材料删掉，只留类型、日期、金额这些做统计。
    删了找不回来。
me-delete-cases = 你还有没办完的：
me-delete-case = · { $number }　{ $type }
me-delete-cases-more = · 还有 { $count } 件
me-delete-cases-choice =
    撤回：部门不再办，你写的话和材料一起删。
    不撤：部门接着办，因为已经在办了。你写的话、留的电话、材料留到办完，办完就删；部门不会再知道你的聊天账号，结果也没法告诉你。
    别人也报了的那种，不管选哪个都接着办，你发的内容留在里面。
me-button-delete-all = 全部删掉
me-button-delete-and-withdraw = 全删，没办完的撤回
me-button-delete-and-go-on = 全删，没办完的接着办
me-button-delete-not = 先不删
me-deleted = 删完了，你的信息都没了。想再用，直接发消息就行。
me-deleted-cases-go-on = 删完了。没办完的 { $count } 件部门接着办，办完就把里面你写的话和材料删掉。想再用，直接发消息就行。

me-button-link = 连接另一个号
