### What there is to read, and what can be done after it.

# What people type for the list, between bars.
article-words = 查政策|政策|规定|看政策|查规定|有什么政策
article-which-topic = 想查哪方面？
article-none = 这里还没有文章。有事打 12345 问。
article-topic = { $topic }
article-line = { $number }. { $title }
article-newest = 最新的规定：
article-line-dated = { $number }. { $title }（{ $day }）
article-topic-empty = 这方面暂时没有文章，换一个看看，或者打 12345 问。
article-button-topics = 换个方面
article-button-more-topics = 更多方面
article-button-first-topics = 回到开头
article-button-more = 更多
article-button-back = 看同类的
article-audience = 适用：{ $audience }
article-source = 依据：{ $source }，截至 { $date }
article-phone = 电话：{ $phone }
article-sample = （示例城市的内容，地点、数字都是虚构的。）
article-only-chinese = （正文目前只有中文。）
article-useful = 这篇有用吗？
article-button-useful = 👍 有用
article-button-useless = 👎 没用
article-was-useful = 👍 记下了：有用。
article-was-useless = 👎 记下了：没用，我们会改。着急就打 12345 问。
article-over = 《{ $title }》已经过期，别照着办。新的还没写好，先打 12345 问。
article-replaced =
    《{ $title }》已经过期，别照着办。
    现在看这篇：{ $successor }
article-not-yet = 《{ $title }》要到 { $date } 才开始算数。
article-button-successor = 看现在的

## What an article or a benefit leads to

action-button-place = 📍 找{ $need }
action-button-call = 📞 打 { $phone }
action-button-article = 📖 看怎么办
action-button-event = 📅 看场次
action-button-case = 📝 { $type }
