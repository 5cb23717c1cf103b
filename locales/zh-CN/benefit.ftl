### What the city offers its workers.

# What people type for the list, between bars.
benefit-words = 暖新福利|福利|有什么福利|优惠|有什么优惠
benefit-which = { $count } 项福利，想看哪类？
benefit-none = 这里还没有福利。有事打 12345 问。
benefit-gone = 这一项已经没有了，看看别的。
benefit-category = { $category }：点一个看看。
benefit-who = 谁能用：{ $who }
benefit-bring = 带什么：{ $bring }
benefit-until = 什么时候：{ $until }
benefit-button-more = 更多
benefit-button-categories = 别的类
benefit-button-same = 回到“{ $category }”
benefit-button-back = 回到这项福利
