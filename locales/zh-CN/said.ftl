### What somebody typed, and what it may have meant.

said-which = 要办哪件事？
said-say-again = 那换个说法，一句话说说要什么。
said-button-not-this = 不是这个
said-button-none-of-them = 都不是
said-button-place = 📍 找暖新驿站
said-button-benefits = 看有什么福利
said-button-articles = 📰 查政策
said-button-certificates = ⏰ 证件到期提醒
said-button-quiet-times = 🔕 设置免打扰
said-button-my-cases = 📋 查进度
said-button-language = 🌐 换语言 Language
said-button-my-data = 👤 看、删我的信息
said-button-link = 🔗 换手机、连另一个聊天
said-button-home = 🏠 看看能办什么
said-button-events = 🎓 看培训、活动
said-button-my-bookings = 🗓 看我的报名
