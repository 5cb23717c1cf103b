### Opening who filed an anonymous case.

case-reveal-asked =
    { $number }: { $department } would like to know who you are. Its reason: “{ $text }”
    If you say no, it works on the case all the same.
case-reveal-danger =
    { $number }: because a life may be in danger, two people of the leading department decided to see who you are. Their reason: “{ $text }”
    The record says who decided it. If in doubt, call 12345.
case-reveal-button-look = Have a look

case-reveal-question =
    { $number }: { $department } would like to know who you are. Its reason: “{ $text }”
    If you agree, those who work on it see your chat account, occupation, district and the phone number you left; it cannot be taken back.
    If not, the case stays anonymous and goes on.
case-reveal-sure = { $number }: it cannot be taken back. Are you sure?
case-reveal-agreed = { $number } is in your name now.
case-reveal-refused = { $number } stays anonymous.
case-reveal-none = Nobody asks who filed { $number }.

case-reveal-button-agree = Agree
case-reveal-button-refuse = No
case-reveal-button-sure = Yes, I am sure
