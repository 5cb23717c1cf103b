### The console: the desk for places.

console-way-places = Places
console-places-map = On the map
console-places-back = Back to the list
console-places-none = No such place. Try other filters.
console-places-none-yet = None on this page yet; go on to the next.
console-places-never = never
console-places-closed-until = shut until { $day }
console-places-waiting-only = unanswered
console-places-filter = { $filter ->
    [district] District
    [kind] Kind
    [need] Offers
    [show] Open
    [checked] Checked
    [waiting] From riders
    [sort] Order
   *[words] Name, code, address
}
console-places-show = { $show ->
    [open] open now
    [shut] shut now
    [closure] shut for days
   *[gone] gone
}
console-places-checked = { $checked ->
    [lately] within half a year
   *[long] not for half a year
}
console-places-sort = { $sort ->
    [name] by name
   *[checked] unchecked for longest first
}
console-places-head = { $column ->
    [name] Name
    [district] District
    [kind] Kind
    [needs] Offers
    [open] Now
    [checked] Checked
   *[waiting] Unanswered
}

## One place

console-place-edit = Change { $place }
console-place-change = Change
console-place-page = As riders see it
console-place-waiting = Riders wait for an answer
console-place-claim = A rider says that it is now: { $what ->
    [closed] { $value }
    [access] way in: { $value }
   *[hours] { $value }
}
console-place-claim-known = on record: { $value }
console-place-facts = Facts
console-place-column = { $column ->
    [code] Code
    [name] Name
    [kind] Kind
    [district] District
    [address] Address
    [position] Position
    [latitude] Latitude
    [longitude] Longitude
    [needs] Offers
    [hours] Usual hours
    [access] Way in
    [access-note] Note on the way in
    [phone] Telephone
    [note] Note
    [closed] Whether it is there
   *[details] What only this kind has
}
console-place-hours = These days
console-place-today = { $state ->
    [open] Said to be open today.
    [shut] Said to be shut today; riders are not led there.
    [reported] Riders say that it is shut; they are not led there now.
   *[unsaid] Nobody has said whether it opens today.
}
console-place-until = Today open until
console-place-set = Set
console-place-end = Do not shut
console-place-close = Shut for some days
console-place-first = From
console-place-last = To
console-place-why = Why
console-place-reason = Another reason (riders see it)
console-place-close-button = Shut
console-place-photo = Picture
console-place-photo-of = Picture of { $place }
console-place-photo-comes = Received, and being prepared.
console-place-photo-none = None yet.
console-place-photo-label = A picture of the door, without people (up to 10 MB)
console-place-hosts = Who looks after it
console-place-hosts-none = Nobody yet.
console-place-hosts-hint = Whoever sends the code in a chat looks after the place. Press a name for a new code or to end it.
console-place-hosts-admin = An administrator gives the codes.
console-place-assessment = Assessment
console-place-assessment-none = No stars have been published yet.
console-place-duties = To be put right
console-place-standard = The standard
console-place-changes = What was changed
console-place-change-head = { $column ->
    [at] When
    [by] Who
    [before] Before
    [after] After
   *[undo] Undo
}
console-place-by = { $by ->
    [rider] riders
    [host] host
    [staff] department
   *[import] import
}{ $name ->
    [none] {""}
   *[other] {" "}{ $name }
}
console-place-undone = undone { $at }
console-place-gone-hint = Riders will not find it any more. A mistake can be undone below “What was changed”.

## Its form

console-place-problem = { $column }: { $why }
console-place-district-by-position = by its position
console-place-hours-hint = Write hours like “Mo-Fr 08:00-18:00” or “24/7”; leave them empty if they are not known.
console-place-datum = Datum
console-place-datum-is = { $datum ->
    [wgs84] WGS-84 (GPS, phones)
    [gcj02] GCJ-02 (Amap, Tencent)
   *[bd09] BD-09 (Baidu)
}
console-place-datum-hint = Choose where the degrees come from; a wrong one is off by hundreds of metres.
console-place-save = Save
console-done-place-edited = Changed. Riders see it now.
console-done-place-same = Nothing was different.
console-done-place-open = Noted: open today.
console-done-place-shut = Noted: shut today.
console-done-place-until = Noted: open until then today.
console-done-place-closed = Noted: riders are not led there on these days.
console-done-place-usual = The usual hours count again.
console-done-place-right = Noted: checked today.
console-done-place-answered = Answered.
console-done-place-claim-taken = Changed as the rider said.
console-done-place-claim-refused = It stays as it was, checked today.
console-done-place-undone = Undone.
console-done-place-photo = Received. Riders see it in a moment.
console-done-place-gone = Noted. Riders will not find it any more.
console-done-places-imported = Imported.

## Sheets for doors

console-doors-title = Door codes
console-doors-one = Print its door code
console-doors-size = Paper
console-doors-count = { NUMBER($count, useGrouping: 0) } sheets here, { NUMBER($most, useGrouping: 0) } a page at most.
console-doors-code = Code of { $place }
console-doors-scan = Scan: when it opens, what it offers, tell us what is wrong
console-doors-number = Code { $code }

## A file of many

console-import-title = Import
console-import-choose = Choose a file
console-import-hint = CSV, GeoJSON or xlsx, { NUMBER($most, useGrouping: 0) } places at most. You see first what would change; nothing is written before you press.
console-import-label = File of places
console-import-datum-choose = choose one
console-import-replace = Places that are not in the file are gone
console-import-look = See what would change
console-import-refused = There are errors, so nothing is written. Mend them and choose the file again:
console-import-warnings = Please look
console-import-would = { $rows } places in the file: { $new } new, { $changed } changed, { $unchanged } the same, { $reopened } open again, { $closed } gone. Nothing is written yet.
console-import-new = { NUMBER($count, useGrouping: 0) } new
console-import-changed = { NUMBER($count, useGrouping: 0) } changed
console-import-closing = { NUMBER($count, useGrouping: 0) } gone
console-import-kept = { NUMBER($count, useGrouping: 0) } places keep what people changed later
console-import-kept-hint = To take the file’s word, give the row a checked_at after the day of that change.
console-import-head = { $column ->
    [name] Place
    [before] Now
   *[after] Then
}
console-import-first = Only the first { NUMBER($most, useGrouping: 0) } of each are listed; all are written.
console-import-nothing = The same as now: nothing to write.
console-import-write = Write it
console-import-write-hint = All that is listed, at once.
console-import-too-many = At most { $most } places at a time. For more, ask whoever runs the server to use import places.
