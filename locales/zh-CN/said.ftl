### What somebody typed, and what it may have meant.

said-which = 要办哪件事？
said-say-again = 那换个说法，一句话说说要什么。
said-button-not-this = 不是这个
said-button-none-of-them = 都不是
said-button-place = 📍 找暖新驿站
said-button-benefits = 看有什么福利
said-button-articles = 📰 查政策
said-button-papers = ⏰ 证件到期提醒
said-button-quiet-times = 🔕 设置免打扰
said-button-notices = 📬 选收哪些消息
said-button-points = ⭐ 看我的积分
said-button-my-cases = 📋 查进度
said-button-language = 🌐 换语言 Language
said-button-my-data = 👤 看、删我的信息
said-button-link = 🔗 换手机、连另一个聊天
said-button-home = 🏠 看看能办什么
said-button-events = 🎓 看培训、活动
said-button-my-bookings = 🗓 看我的报名

# What is typed plainly, between bars, without “please” and “well”.
said-words-complain = 投诉|我要投诉|要投诉|维权|我要维权|我要举报|投诉平台
said-words-help = 求助|求助一下|帮帮我|需要帮助|帮忙
said-words-city = 拍一拍|随手拍一下|上报问题|城市问题
said-words-my-cases = 我的投诉|我的诉求|看看我的投诉|看我的投诉|查我的投诉|看看我的诉求|查一下我的投诉|看一下我的投诉|我投诉的|我投诉的那个|投诉进度|投诉到哪了|我的投诉怎么样了|我的投诉有结果了吗|投诉有结果了吗|我的投诉呢|我交的事|办到哪了|查投诉
said-words-human = 人工|转人工|人工客服|找人工|客服|找客服|在线客服|真人|找真人|有人吗|有没有人|有人在吗|有人没|有没有真人|你是真人吗|是真人吗|你是机器人吗|你是人吗|跟真人说|找个真人|工作人员|找工作人员|接线员|人呢|human|real person|agent|customer service|are you a human|are you human|talk to a human|is anyone there|anyone there
said-words-thanks = 谢谢|谢谢你|谢谢啦|多谢|感谢|谢了|辛苦了|辛苦|谢谢师傅|太谢谢了|麻烦你了|thank you|thanks|thx|thank you very much|cheers
said-words-never-mind = 算了|算了吧|不用了|不要了|没事了|没事|不投诉了|不投诉|不报了|不举报了|不填了|不弄了|不办了|先不了|不想投诉了|别投诉了|取消投诉|我不投诉了|never mind|nevermind|forget it|no complaint
said-words-not-this = 不是这个意思|不是这个|不是这意思|我不是这个意思|你理解错了|理解错了|理解错|你搞错了|搞错了|弄错了|你弄错了|不对|不是的|答非所问|我说的不是这个|说的不是这个|不是我要的|不是我想要的|听错了|你听错了|没听懂我的意思|你没听懂|你没懂|都不是|不是|not this|not what i meant|that is not what i meant|that's not what i meant|wrong|you misunderstood|none of these
said-welcome = 不客气，有事再说。
said-never-mind = 好。没交的都没交出去。要撤回交过的，点“查进度”。
said-chat = 我在呢。聊天我不太会，有事直接说：
said-idle = 这个我帮不上。骑手的事尽管问：
said-human = 这里是自动回的，现在没有真人在线。急的打 12345，有人接。
    要{ $department }的人来找你，答 { $questions } 样，最晚 { $days } 个工作日回你。
said-human-none = 这里是自动回的，现在没有真人在线。急的打 12345，有人接。
said-button-human = 要，让人来找我
