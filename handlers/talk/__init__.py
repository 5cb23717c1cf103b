"""The elements of every conversation: words, screens, and an awaited answer.

Tables: none.
texts: Texts; screens: Screen, show; forms: the state; question: awaits; meaning: what words mean; refusals: errors.
It must not know any noun of the domain; only the menu has buttons of the nouns that everybody meets.
"""
