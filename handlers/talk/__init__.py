"""What every conversation is made of: words, screens, and an answer that is awaited.

Tables: none.
texts: Texts; screens: Screen, show; forms: the state; question: awaits; meaning: what words mean; refusals: errors.
It must not know any noun of the domain; the menu has buttons of those that everybody meets.
"""
