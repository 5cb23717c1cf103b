### 免打扰: when nothing that can wait is sent.

# What people type for it, between bars.
quiet-times-words = 免打扰|勿扰|别打扰|别打扰我|不要打扰

quiet-times-span = { $start }–{ $end }
quiet-times-span-overnight = { $start }–次日 { $end }
quiet-times-span-small-hours = 凌晨 { $start }–{ $end }

quiet-times-changed = 好，改了。
quiet-times-now = 这些时间不打扰你：{ $times }。
quiet-times-none = 没设免打扰，什么时候都会给你发消息，夜里也发。
quiet-times-why-own = 这是你自己定的。
quiet-times-why-work = 这是夜里，加上{ $occupation }最忙的时候。
quiet-times-why-night = 这是夜里，谁都不打扰。
quiet-times-why-no-occupation = 这是夜里，谁都不打扰。选了职业，你最忙的时候也不打扰。
quiet-times-urgent = 急事随时发。

quiet-times-button-work = 按我的职业来
quiet-times-button-occupation = 选职业
quiet-times-button-night = 只要夜里
quiet-times-button-none = 都不要
quiet-times-button-own = 自己定

quiet-times-which =
    什么时间别打扰你？从几点到几点，打字告诉我，比如：
    晚上10点到早上7点
    好几段就用逗号隔开：22:00-7:00，11:00-13:30
quiet-times-not-understood = 没看懂，原来的没动。每一段都要写从几点到几点。
quiet-times-ambiguous = 分不清是上午还是下午，原来的没动。写上“早上”“下午”“晚上”，或者写成 13:30 这样。
quiet-times-only-words = 这个我看不了，打字告诉我就行。
