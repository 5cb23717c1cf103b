# The console: the desk for articles and unanswered questions.
console-way-library = Articles
console-way-questions = Unanswered
console-articles-search = Words of the title
console-articles-topics = About
console-articles-useful = Useful
console-articles-useless = Not useful
console-articles-changed = Changed
console-articles-none = There is no such article.
console-articles-begin = Begin
console-articles-back = All articles
console-article-state = { $state ->
    [draft] draft
    [published] published
    [not-in-force] not in force
   *[expired] taken down
}
console-article-language = Language
console-article-locale = { $locale ->
    [en] English
   *[zh-CN] Chinese
}
console-article-keep = Keep
console-article-leads-only = Only leads change what is published.
console-article-preview = What riders see
console-article-plain = Where there is only text (WeChat)
console-done-article-new = The draft is there.
console-done-article-change = Kept, as a new revision.
console-done-article-same = Nothing was changed.
console-done-article-publish = Published: riders see it now, and whoever asked is told.
console-done-article-expire = Taken down: whoever opens it sees that it is over.
console-done-article-restore = Restored, as a new revision.
console-questions-count = { $count } questions wait for an answer, the most asked first. Who asked is not kept.
console-questions-asked = What riders asked
console-questions-times = How often
console-questions-none = Nothing waits for an answer.
console-questions-back = All questions
console-question-times = Asked { $times } times.
console-question-write = Write an answer
console-question-write-hint = The question is its first title, and can be changed. Once it is published, whoever wants to know is told.
console-question-there = Does an article answer it already?
console-question-this = This one does
console-question-none-there = No article like it was found.
console-done-question-written = The draft is there. Once it is published, whoever asked is told.
console-done-question-answered = Good: whoever asked is told of it.
