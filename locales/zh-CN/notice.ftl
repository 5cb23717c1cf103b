# What is told to many.

notice-pushed =
    【{ $title }】
    { $text }
