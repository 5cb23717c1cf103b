"""Articles, the search over them, and questions without an answer.

Tables: article and its article_*, unanswered_question, question_asker, question_count.
article: find_article; editing: publish_article; search: passages; unanswered: keep_question;
answering: write_answer; bring_in: put_articles, from the city pack.
It must not know cases or channels; the library reads the city pack.
"""
