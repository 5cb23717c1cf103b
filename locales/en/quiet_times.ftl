### Quiet times: when nothing that can wait is sent.

# What people type for it, between bars.
quiet-times-words = quiet times|do not disturb|don't disturb|dnd

quiet-times-span = { $start }–{ $end }
quiet-times-span-overnight = { $start }–{ $end } the next day
quiet-times-span-small-hours = { $start }–{ $end } at night

quiet-times-changed = Done.
quiet-times-now = You are left in peace at these times: { $times }.
quiet-times-none = No quiet times: messages can come at any hour, at night too.
quiet-times-why-own = You chose them yourself.
quiet-times-why-work = That is the night, and the busiest hours of your work ({ $occupation }).
quiet-times-why-night = That is the night, when nobody is disturbed.
quiet-times-why-no-occupation = That is the night, when nobody is disturbed. Name your occupation, and its busiest hours are quiet too.
quiet-times-urgent = What is urgent comes at any time.

quiet-times-button-work = As my work has it
quiet-times-button-occupation = Name my occupation
quiet-times-button-night = Only at night
quiet-times-button-none = None at all
quiet-times-button-own = My own times

quiet-times-which =
    When should I leave you in peace? Type from when to when, for example:
    10pm to 7am
    Several with commas between them: 22:00-7:00, 11:00-13:30
quiet-times-not-understood = I did not understand that; nothing has changed. Each one needs a beginning and an end.
quiet-times-ambiguous = Morning or evening? Nothing has changed. Add am or pm, or write it as 13:30.
quiet-times-only-words = I cannot read this. Please type the times.
