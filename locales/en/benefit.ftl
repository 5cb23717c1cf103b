### What the city offers its workers.

# What people type for the list, between bars.
benefit-words = benefits|benefit|offers|what do i get
benefit-which = { $count } benefits. Which kind?
benefit-none = There are no benefits here yet. Ask 12345.
benefit-gone = That one is over. See what else there is.
benefit-category = { $category }: choose one.
benefit-who = Who: { $who }
benefit-bring = Bring: { $bring }
benefit-until = When: { $until }
benefit-button-more = More
benefit-button-categories = Other kinds
benefit-button-same = Back to “{ $category }”
benefit-button-back = Back to the benefit

benefit-amount = How much: { $amount }
benefit-where = Where: { $where }
benefit-source = Source: { $source }
benefit-as-of = As of { $date }
benefit-not-filled-in = Not filled in yet: { $parts }. Ask before you go; if unsure call 12345.
benefit-part-amount = the sum
benefit-part-where = the address
benefit-part-phone = the phone number
benefit-part-source = source and date
