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
