### How the bot presents itself. Telegram takes 512 and 120 characters.

profile-description =
    给{ $city }的骑手、司机、快递员：找现在开着的暖新驿站，上厕所、喝热水、充电、歇脚。不用登记。
    出事故、受伤，先打 120、122，再发“出事了”。
profile-short-description = { $city }暖新助手：给骑手、司机、快递员找现在开着的暖新驿站。
