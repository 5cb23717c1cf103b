### Me: what is kept of a person.

# What people type for it, between bars.
me-words = me|my data|profile
me-language-words = 语言|换语言|中文|english|language

me-agreed = You agreed on { $date } (text of { $version }). This stays until you delete it:
me-not-agreed = You have not agreed yet. All this is deleted 24 hours after your last message:
me-chats = Chat account: { $channels }
me-chat = { $channel ->
    [telegram] Telegram
    [webchat] web page
    [wechat] WeChat
   *[other] { $channel }
}
me-language = Language: { $language }
# The language's own name.
me-language-name = English
me-occupation = Occupation: { $title }
me-district = Usual district: { $title }
me-quiet-times = Quiet times: { $times }
me-cases = Cases: { $count }, { $open } of them open
me-cases-none = Cases: none
me-drafts = Half-filled forms: { $count }
me-papers = Certificates: { $count }
me-papers-none = Certificates: none
me-last-needs = Last looked for: { $needs }
me-last-place = Last opened: { $place }
me-none = none

me-button-language = Language 语言
me-button-data = My data
me-button-occupation = Occupation
me-button-district = District
me-button-quiet-times = Quiet times, notices
me-button-papers = Certificate reminders
me-button-export = Export my data
me-button-delete = Delete my data
me-button-back = Back
me-button-more = More
me-button-rather-not = Rather not say

me-data = What do you want to change? Work, district, another account — or take your data along, or delete it.
me-which-language = Which language?
me-which-occupation = What do you do? If you would rather not say, choose that.
me-which-district = Which district do you mostly ride in? If you would rather not say, choose that.

me-export-file = my-data.json
me-exported = All that is kept of you is in this file.
me-delete =
    Delete everything about you? Chat account, language, occupation, district, quiet times, certificates, bookings, half-filled forms, what you last looked for and opened: all of it.
    Of cases that are over, your words and evidence go; type, dates and sums stay for figures.
    It cannot be brought back.
me-delete-cases = These are not over yet:
me-delete-case = · { $number } · { $type }
me-delete-cases-more = · and { $count } more
me-delete-cases-choice =
    Withdraw: the department stops, and your words and evidence are deleted too.
    Go on: the department works on it already. Your words, the phone number you left and the evidence stay until it is over and are deleted then; your chat account is gone, so nobody can tell you how it ends.
    What others reported too goes on either way, with what you sent.
me-button-delete-all = Delete everything
me-button-delete-and-withdraw = Delete all, withdraw those
me-button-delete-and-go-on = Delete all, let those go on
me-button-delete-not = Not now
me-deleted = Done. Nothing about you is left. To use this again, just send a message.
me-deleted-cases-go-on = Done. Cases that go on: { $count }; your words and evidence in them are deleted when they are over. To use this again, just send a message.

me-button-link = Link another chat
