### Staff write articles.

article-edit-no-drafts = 没有草稿。写一篇，或者到“查政策”里打开一篇来改。
article-edit-drafts = 草稿：
article-edit-which-topic = 写哪方面的？
article-edit-ask-title = 标题写什么？最多 40 个字，像骑手会问的那样写。
article-edit-ask-summary = 一句话说答案，最多 120 个字。
article-edit-ask-audience = 适用谁？有没有劳动关系要写清，最多 80 个字。
article-edit-ask-body = 正文发过来。标题下先步骤，再去哪里；加粗用 **两个星号**，列表每行开头用 - 。
article-edit-ask-source = 依据是什么？写文件名和日期，最多 200 个字。日期记今天。
article-edit-ask-phone = 打哪个电话？只写号码。
article-edit-only-words =
    这里只看字。
    { $question }
article-edit-created = 草稿开好了，一样一样写。
article-edit-changed = 改好了，现在是第 { $number } 版。改错了去“历史”恢复。
article-edit-published = 发布了，骑手现在就能看到。
article-edit-expired = 下架了，谁打开都会看到它过期了。
article-edit-state = { $state ->
    [draft] 草稿
    [published] 已发布
   *[expired] 已下架
 }，第 { $number } 版
article-edit-missing = 还没写：{ $parts }
article-edit-and = 、
article-edit-which-part = { $live ->
    [yes] 改哪一处？已发布的，改了马上生效。
   *[no] 写哪一处？
 }
article-edit-which-successor = 下架以后，让人看哪一篇？
article-edit-button-new = ✏️ 写一篇
article-edit-button-edit = ✏️ 改这篇
article-edit-button-desk = 草稿
article-edit-button-parts = ✏️ 改内容
article-edit-button-publish = 发布
article-edit-button-expire = 下架
article-edit-button-history = 历史
article-edit-button-no-successor = 没有新的
article-edit-button-article = 回到这篇
article-edit-button-back = 返回
article-part-title = 标题
article-part-summary = 一句话
article-part-audience = 适用谁
article-part-body = 正文
article-part-source = 依据
article-part-phone = 电话
article-history = 每次改动：
article-history-line = { $number }. { $when }　{ $who }
article-history-pack = 城市包
article-history-revision = 第 { $number } 版：
article-history-button-restore = 恢复这一版
article-history-button-back = 历史
