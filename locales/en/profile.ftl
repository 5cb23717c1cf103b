### How the bot presents itself. Telegram takes 512 and 120 characters.

profile-description =
    For riders, drivers and couriers in { $city }: warm stations open now, with toilets, hot water, charging and a place to rest. No sign-up.
    In an accident or hurt: call 120 or 122 first, then send “accident”.
profile-short-description = Nuanxin Assistant, { $city }: warm stations open now for riders, drivers and couriers.
