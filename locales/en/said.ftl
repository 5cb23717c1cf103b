### What somebody typed, and what it may have meant.

said-which = Which of these do you want?
said-say-again = Then say it in other words, in one sentence.
said-button-not-this = Not this
said-button-none-of-them = None of these
said-button-place = 📍 Find a warm station
said-button-benefits = See the benefits
said-button-articles = 📰 Look up the rules
said-button-papers = ⏰ Certificate reminders
said-button-quiet-times = 🔕 Set quiet times
said-button-notices = 📬 Choose what I get
said-button-points = ⭐ See my points
said-button-my-cases = 📋 See my cases
said-button-language = 🌐 Language 换语言
said-button-my-data = 👤 See or delete my data
said-button-link = 🔗 New phone, another chat
said-button-home = 🏠 See what I can do
said-button-events = 🎓 See courses and events
said-button-my-bookings = 🗓 See my bookings

# What is typed plainly, between bars, without “please” and “well”.
said-words-complain = complain|complaint|i want to complain
said-words-help = help me|i need help
said-words-city = report a spot|report a problem
said-words-my-cases = my cases|my case|my complaint|my complaints|case status
said-words-human = human|real person|agent|customer service|talk to a human
said-words-thanks = thank you|thanks|thx|cheers
said-words-never-mind = never mind|nevermind|forget it
said-words-not-this = not this|not what i meant|that is not what i meant|wrong|you misunderstood|none of these
said-welcome = You are welcome. I am here.
said-never-mind = All right. Nothing was handed in that was not yet. To take back what was, see “my cases”.
said-chat = I am here. Not much of a talker, but tell me what you need:
said-idle = I cannot help with that. Anything about the job:
said-human = Answers here come by themselves; nobody is online now. If it is urgent call 12345, somebody answers.
    For somebody of { $department } to get in touch, answer { $questions } questions; they reply within { $days } working days.
said-human-none = Answers here come by themselves; nobody is online now. If it is urgent call 12345, somebody answers.
said-button-human = Yes, get in touch
