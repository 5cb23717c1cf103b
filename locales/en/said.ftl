### What somebody typed, and what it may have meant.

said-which = Which of these do you want?
said-say-again = Then say it in other words, in one sentence.
said-button-not-this = Not this
said-button-none-of-them = None of these
said-button-place = 📍 Find a warm station
said-button-benefits = See the benefits
said-button-articles = 📰 Look up the rules
said-button-certificates = ⏰ Certificate reminders
said-button-quiet-times = 🔕 Set quiet times
said-button-my-cases = 📋 See my cases
said-button-language = 🌐 Language 换语言
said-button-my-data = 👤 See or delete my data
said-button-link = 🔗 New phone, another chat
said-button-home = 🏠 See what I can do
said-button-events = 🎓 See courses and events
said-button-my-bookings = 🗓 See my bookings
