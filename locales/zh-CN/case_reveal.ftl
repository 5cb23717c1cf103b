### Opening who filed an anonymous case.

case-reveal-asked =
    { $number }：{ $department }想知道你是谁。理由：“{ $text }”
    不同意也照样办。
case-reveal-danger =
    { $number }：因为可能有生命危险，领头的部门两个人决定看你是谁。理由：“{ $text }”
    记录里写明了是谁决定的。有疑问打 12345。
case-reveal-button-look = 看看

case-reveal-question =
    { $number }：{ $department }想知道你是谁。理由：“{ $text }”
    同意的话，办这件的人能看到你的聊天账号、职业、常跑的区和你留的电话，收不回来。
    不同意，这件照样匿名办。
case-reveal-sure = { $number }，公开以后收不回来。确定吗？
case-reveal-agreed = 好，{ $number } 改成实名了。
case-reveal-refused = 好，{ $number } 接着匿名办。
case-reveal-none = { $number } 现在没人问你是谁。

case-reveal-button-agree = 同意公开
case-reveal-button-refuse = 不同意
case-reveal-button-sure = 确定公开
