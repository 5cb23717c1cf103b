# What is told to many, and which of it a person gets.

notice-pushed =
    【{ $title }】
    { $text }
notice-button-read = 知道了
notice-button-fewer = 少发这类
notice-read = 好。

# What people type for it, between bars.
notice-topics-words = 通知设置|通知|少发通知|别发通知|退订
notice-topics = 收哪些通知？点一下打开或关掉。救急的照发。
notice-button-topic = { $on ->
    [yes] ✓ { $topic }
   *[no] ✗ { $topic }
}
notice-topic-policy = 政策
notice-topic-training = 培训活动
notice-topic-weather = 天气、安全
notice-topic-benefits = 福利
notice-topic-party = 党建
notice-topic-city = 城市里的事
notice-fewer = 好，“{ $topic }”不发了。救急的照发。
notice-button-again = 还是要收
notice-button-topics = 收哪些通知
