### What there is to read, and what can be done after it.

# What people type for the list, between bars.
article-words = policies|policy|rules|articles|read
article-which-topic = What would you like to read about?
article-none = There is nothing to read yet. Ask 12345.
article-topic = { $topic }
article-line = { $number }. { $title }
article-newest = The newest rules:
article-line-dated = { $number }. { $title } ({ $day })
article-topic-empty = Nothing about this for now. Try another topic, or ask 12345.
article-button-topics = Other topics
article-button-more-topics = More topics
article-button-first-topics = Back to the first
article-button-more = More
article-button-back = More like this
article-audience = Who it applies to: { $audience }
article-source = Source: { $source }, as of { $date }
article-phone = Phone: { $phone }
article-sample = (Of the sample city: places and numbers are invented.)
article-only-chinese = (The full text is in Chinese only, so far.)
article-useful = Was this of use?
article-button-useful = 👍 Yes
article-button-useless = 👎 No
article-was-useful = 👍 Noted: it was of use.
article-was-useless = 👎 Noted: it was not, and we will work on it. If it is urgent, call 12345.
article-over = “{ $title }” is out of date: do not rely on it. There is no new one yet; ask 12345.
article-replaced =
    “{ $title }” is out of date: do not rely on it.
    Read this now: { $successor }
article-not-yet = “{ $title }” only holds from { $date }.
article-button-successor = Read the new one

## What an article or a benefit leads to

action-button-place = 📍 Find: { $need }
action-button-call = 📞 Call { $phone }
action-button-article = 📖 How it works
action-button-event = 📅 See the dates
action-button-case = 📝 { $type }
