### Staff write articles.

article-edit-no-drafts = No drafts. Write one, or open one under “Policies” to change it.
article-edit-drafts = Drafts:
article-edit-which-topic = About what?
article-edit-ask-title = The title? As a rider would ask it, 40 characters at most in Chinese.
article-edit-ask-summary = The answer in one sentence, 120 characters at most.
article-edit-ask-audience = Whom does it apply to? Say whether a labour relation is needed, in 80 characters.
article-edit-ask-body = Send the text: first the steps, then where to go. Bold is **two asterisks**, a list has “- ” before each line.
article-edit-ask-source = What does it rest on? The document and its date, in 200 characters. It is dated today.
article-edit-ask-phone = Which number to call? Only the number.
article-edit-only-words =
    Only text, please.
    { $question }
article-edit-created = The draft is there. Write it part by part.
article-edit-changed = Changed: this is revision { $number }. If it was a mistake, take it back under “History”.
article-edit-published = Published: riders can read it now.
article-edit-expired = Taken down: whoever opens it sees that it is out of date.
article-edit-state = { $state ->
    [draft] Draft
    [published] Published
   *[expired] Taken down
 }, revision { $number }
article-edit-missing = Still to write: { $parts }
article-edit-and = {", "}
article-edit-which-part = { $live ->
    [yes] Which part? It is published: a change holds at once.
   *[no] Which part?
 }
article-edit-which-successor = What should people read instead?
article-edit-button-new = ✏️ Write one
article-edit-button-edit = ✏️ Change this
article-edit-button-desk = Drafts
article-edit-button-parts = ✏️ Change it
article-edit-button-publish = Publish
article-edit-button-expire = Take down
article-edit-button-history = History
article-edit-button-no-successor = Nothing
article-edit-button-article = Back to the article
article-edit-button-back = Back
article-part-title = Title
article-part-summary = Summary
article-part-audience = Whom it applies to
article-part-body = Text
article-part-source = Source
article-part-phone = Phone
article-history = Every change:
article-history-line = { $number }. { $when } { $who }
article-history-pack = City pack
article-history-revision = Revision { $number }:
article-history-button-restore = Restore this one
article-history-button-back = History
