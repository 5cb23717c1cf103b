### What is found for a question.

search-answer =
    《{ $title }》
    { $passage }
search-clause = 见{ $clause }（截至 { $date }）
search-date = 截至 { $date }
search-nothing = 没找到说这个的。急的话打 12345，有人接。
# Behind the sentence above.
search-nearest = 最接近的：
search-button-article = 看全文
search-button-one = 📄 { $title }
search-button-benefit = 🎁 { $title }
search-button-event = 🎓 { $title }
search-button-place = 📍 找{ $title }
search-button-case = 📝 { $title }
search-button-human = 🙋 找人工
search-button-tell-me = 🔔 有答案告诉我
search-will-tell = 记下了。有答案就告诉你。
search-answered = 你问过的有答案了：“{ $title }”。
