### What is found for a question.

search-answer =
    { $title }
    { $passage }
search-clause = See { $clause } (as of { $date })
search-date = As of { $date }
search-nothing = Nothing here answers that. If it is urgent call 12345: somebody answers.
# Behind the sentence above.
search-nearest = {" "}The nearest:
search-button-article = Read it all
search-button-one = 📄 { $title }
search-button-benefit = 🎁 { $title }
search-button-event = 🎓 { $title }
search-button-place = 📍 Find: { $title }
search-button-case = 📝 { $title }
search-button-human = 🙋 Talk to a person
search-button-tell-me = 🔔 Tell me when there is an answer
search-will-tell = Noted. You are told when there is an answer.
search-answered = There is an answer to what you asked: “{ $title }”.
