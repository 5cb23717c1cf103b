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

benefit-amount = 多少：{ $amount }
benefit-where = 在哪：{ $where }
benefit-source = 依据：{ $source }
benefit-as-of = 截至：{ $date }
benefit-not-filled-in = 还没填：{ $parts }。先问清再去，拿不准打 12345。
benefit-part-amount = 金额
benefit-part-where = 地址
benefit-part-phone = 电话
benefit-part-source = 出处和日期
