# What is told to many, and which of it a person gets.

notice-pushed =
    { $title }
    { $text }
notice-button-read = Got it
notice-button-fewer = Fewer of these
notice-read = Fine.

# What people type for it, between bars.
notice-topics-words = notices|notifications|unsubscribe|notice settings
notice-topics = Which notices do you want? Tap to switch one on or off. Emergencies always come.
notice-button-topic = { $on ->
    [yes] ✓ { $topic }
   *[no] ✗ { $topic }
}
notice-topic-policy = Policy
notice-topic-training = Training and events
notice-topic-weather = Weather and safety
notice-topic-benefits = Benefits
notice-topic-party = Party
notice-topic-city = City matters
notice-fewer = Fine, no more “{ $topic }”. Emergencies still come.
notice-button-again = I want them after all
notice-button-topics = Which notices
