### The console: what comes in from elsewhere and goes out.

console-way-work-orders = Work orders
console-way-filing = File for somebody
console-way-sheet = Lists as sheets
console-way-keys = Interfaces
console-way-ties = Merge, link
console-way-slip = Claim code
console-way-print = Print
console-way-file = Case file
console-case-ways = In and out of this case

## Files that are uploaded

console-upload-label = Attachments ({ $most } at most)
console-upload-hint = Photos, PDF, Word, Excel, recordings, videos, up to 20 MB each. They are sent as soon as you choose them; submit once they are there.
console-upload-waiting = is being sent…
console-upload-kept = Attachment { $number } is there
console-upload-remove = Remove
console-upload-failed = Not sent; choose it again
console-upload-script = Scripts are off in this browser, so nothing can be attached.

## A case goes out

console-file-holds = One ZIP: a PDF (the case, answers, every step), data for other systems, { $pieces } pieces of evidence, a manifest with digests.
console-file-noted = It is noted who takes it. Who filed anonymously is not in it.
console-file-button = Make the file
console-print-button = Print
console-print-hint = The browser's own print does the same.
console-print-answers = The case
console-print-steps = Steps
console-print-pieces = Evidence
console-print-foot = Printed { $at } by { $name }

## Filing for somebody

console-filing-lead = Somebody is at the window or on the phone: choose a type and ask its questions. They get a slip with a claim code and follow the case in the chat.
console-form-title = File for somebody: { $type }
console-form-from = Where it comes from, and for whom
console-form-foreign = Number of the work order (of a forwarded one)
console-form-back = Goes back by (empty if never)
console-form-name = Name
console-form-phone = Telephone
console-form-ours = Our department handles it, whatever the type says
console-form-agreed = The person was asked, and agrees that the department gets data about health or injury
console-form-questions = The questions
console-form-optional = optional
console-form-missing = This has to be asked.
console-form-day = Which day is that? Write 12-05 or 5 December.
console-form-file = File
console-done-filed = Filed.

console-slip-title = Nuanxin claim slip
console-slip-case = { $number }, handled by { $department }.
console-slip-how = Send this code in the Nuanxin chat to follow the case, add to it and get the answer:
console-slip-scan = Or scan this.
console-slip-until = Good until { $day }, for one use. Show it to nobody else.
console-slip-keep = Give the slip to the person. Whoever has the code can see the case.
console-slip-none = Filed; { $department } handles it. With a claim code, the person can follow it in the chat.
console-slip-followed = Its worker follows it in the chat already; no code is needed.
console-slip-make = Make a claim code
console-slip-new = Make another code (this one becomes void)
console-slip-next = File another
console-done-code = The claim code is made.

## Work orders

console-orders-one = One: paste the whole work order
console-orders-paste = The work order
console-orders-read-hint = Number, deadline, story, telephone and address are read from it; you check them before filing.
console-orders-read = Read it
console-orders-pasted = The pasted text
console-orders-other-type = Another type
console-orders-read-again = Read again as this type
console-orders-many = Many: a sheet
console-orders-sheet-hint = The first row names the columns: “number” and “content”; “due”, “phone”, “name”, “address”, “platform”, “type”, “source” if you have them. xlsx or csv, { $most } rows at most.
console-orders-sheet-label = Choose a sheet
console-orders-default-type = Type
console-orders-type-column = as the sheet says
console-orders-check = Check first
console-orders-waiting = Work orders that have not gone back
console-orders-return = It went back
console-orders-day = { $state ->
    [late] late: { $day }
   *[open] by { $day }
 }
console-orders-no-day = no day given
console-done-returned = Noted: it went back.
console-done-sheet-filed = All of the sheet is filed; nobody has the cases yet.

console-sheet-title = Check a sheet
console-sheet-unread = { $reason ->
    [too-long] The sheet is too large; split it.
   *[unreadable] This file cannot be opened. It has to be a table, xlsx or csv.
 }
console-sheet-empty = Choose a file first.
console-sheet-faults = { $count } things have to be changed. Change them in the sheet and choose it again; nothing is filed yet.
console-sheet-row = Row
console-sheet-type = Type
console-sheet-story = Story
console-sheet-file = File these { $count }

order-fault = Row { $row }: { $what }
order-fault-column = there is no column “{ $column }”.
order-fault-many = too many; { $most } at most.
order-fault-empty = the sheet has no work orders.
order-fault-missing = { $column } is missing.
order-fault-long = { $column } is too long.
order-fault-too-long = { $column } is too long; { $most } characters at most.
order-fault-unread = { $column } cannot be read: { $said }
order-fault-passed = { $column } is past: { $said }
order-fault-twice = { $column } is that of row { $first }.
order-fault-before = this work order was filed before: { $number }
order-column-foreign = number
order-column-story = content
order-column-back-by = due
order-column-phone = phone
order-column-type = type

## Duplicates and links

console-ties-none = It is not tied to another case yet.
console-tie-kind = { $kind ->
    [linked] linked
   *[merged] { $first ->
        [yes] merged into
       *[no] merged into this
    }
 }
console-ties-other = Number of the other case
console-ties-how = How
console-ties-link = Link: each is handled by itself, and shows the other
console-ties-merge = Merge: this one is a duplicate, ends, and follows the other
console-ties-what = After a merge its worker is told, and gets the answers to the other case too. Remember when you write them: people of both cases read them.
console-ties-button = Tie them
console-done-merged = Merged; the worker is told.
console-done-linked = Linked.

## A list as a sheet

console-sheet-lead = As an Excel sheet, { $most } cases at most. No names, numbers or words of workers are in it. It is noted who takes it.
console-sheet-mine = Mine
console-sheet-open = Not over yet
console-sheet-ended = Over
console-sheet-count = { $count ->
    [many] more than { $most }: too many
   *[other] { $count } cases
 }
console-sheet-take = Take along
console-sheet-name = cases
case-column-number = Number
case-column-type = Type
case-column-platform = Platform
case-column-district = District
case-column-department = Department
case-column-state = State
case-column-anonymous = Anonymous
case-column-handler = Handler
case-column-reporters = People
case-column-filed = Filed
case-column-due = Due
case-column-accepted = Taken
case-column-answered = Answered
case-column-settled = Settled
case-column-ended = Ended
case-column-solved = Solved
case-column-satisfied = Content
case-column-source = Source
case-column-foreign = Number there
case-column-back-by = Goes back by
case-column-yes = yes
case-column-no = no
case-column-satisfied-yes = yes
case-column-satisfied-so-so = so-so
case-column-satisfied-no = no

## Keys

console-keys-lead = Your department's own system can read and file cases, with the rights of a clerk. { $most } keys at most; a key ends when whoever made it leaves the post.
console-keys-described = How it works
console-keys-fresh = A new key
console-keys-once = It is shown this once. Copy it into your system now; if it is lost, end it and make another.
console-keys-name = For which system
console-keys-make = Make a key
console-keys-line = made { $made }, { $used ->
    [never] never used
   *[other] last used { $used }
 }
console-keys-ended = ended
console-keys-end = End now
console-done-key-ended = Ended; that system is out at once.
