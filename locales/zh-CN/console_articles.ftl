# The console: the desk for articles and unanswered questions.
console-way-library = 文章
console-way-questions = 没答上的
console-articles-search = 标题里的字
console-articles-topics = 哪方面
console-articles-useful = 有用
console-articles-useless = 没用
console-articles-changed = 上次改
console-articles-none = 没有这样的文章。
console-articles-begin = 开始写
console-articles-back = 全部文章
console-article-state = { $state ->
    [draft] 草稿
    [published] 已发布
    [not-in-force] 不在有效期
   *[expired] 已下架
}
console-article-language = 语言
console-article-locale = { $locale ->
    [en] 英文
   *[zh-CN] 中文
}
console-article-keep = 存
console-article-leads-only = 已发布的只有负责人能改。
console-article-preview = 骑手看到的
console-article-plain = 只有字的地方（微信）看到的
console-done-article-new = 草稿开好了。
console-done-article-change = 存好了，多了一版。
console-done-article-same = 没有改动。
console-done-article-publish = 发布了，骑手现在就能看到；问过的人会收到。
console-done-article-expire = 下架了，谁打开都会看到它过期了。
console-done-article-restore = 恢复了，多了一版。
console-questions-count = { $count } 个问题没答上，问得多的在前。谁问的不留。
console-questions-asked = 骑手问的
console-questions-times = 问过几次
console-questions-none = 没有没答上的问题。
console-questions-back = 全部问题
console-question-times = 问过 { $times } 次。
console-question-write = 写一篇答
console-question-write-hint = 标题先用这个问题，能改。发布以后，想知道答案的人会收到。
console-question-there = 已有的文章能答吗？
console-question-this = 这篇就能答
console-question-none-there = 没找到像的文章。
console-done-question-written = 草稿开好了，写完发布，问的人会收到。
console-done-question-answered = 好，问的人会收到这篇。
