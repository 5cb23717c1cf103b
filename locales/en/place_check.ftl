### Places stay true: what is known is checked, changed by the word of people, and shut for days.

## How it is said

place-access = { $access ->
    [open] walk in
    [ask] ask whoever is there
    [code] by a code at the door
    [id_card] by identity card
    [app] by an app
   *[customers] for customers only
}
place-access-noted = { $access } ({ $note })
place-card-access = Way in: { $access }
place-closure = { $days ->
    [one] Closed on { $first }
   *[more] Closed { $first } – { $last }
}{ $reason ->
    [none] {""}
    [holiday] : holiday
    [repair] : repairs
   *[other] : { $reason }
}
place-checked = Checked on { $date }{ $by ->
    [host] {" "}by whoever runs it
    [rider] {" "}by a rider
    [staff] {" "}by the department
   *[import] {""}
}
place-unchecked = Nobody has checked this for long: it may have changed.
place-list-unchecked = { $which ->
    [all] Nobody has checked these for long: they may have changed.
   *[some] Nobody has checked number { $numbers } for long: it may have changed.
}
place-fact = { $what ->
    [kind] kind
    [name] name
    [position] position
    [district] district
    [address] address
    [needs] offers
    [phone] telephone
    [note] note
   *[details] other
}: { $value ->
    [none] none
   *[other] { $value }
}
place-value-none = not known
place-value-closed = { $value ->
    [gone] gone
   *[there] still there
}
place-hours-and = {", "}
place-hours-days = { $days ->
    [all] every day
    [one] { $first }
   *[more] { $first } to { $last }
}{ $times ->
    [none] {" "}closed
   *[other] {" "}{ $times }
}

## The question after a visit

place-visit = { $what ->
    [hours] { $place }: is it still { $value }?
   *[access] { $place }: is the way in still “{ $value }”?
} One tap, and nobody comes for nothing.
place-visit-yes = Yes
place-visit-no = No
place-visit-not-there = I did not go
place-still-so = Noted: checked today.
place-was-not-there = All right, no more questions.
place-changed-meanwhile = It was just changed. Now it is:

## What is different

place-button-different = Hours or way in are wrong
place-different = { $place }, hours as listed: { $hours }. When is it open now? Type it, like “9:00-21:00” or “Mo-Fr 08:00-18:00”.
place-hours-unread = I did not understand these hours.
place-hours-right = { $place } becomes: { $hours }. Is that right?
place-button-hours-right = Right
place-button-hours-again = Type again
place-button-access = The way in
place-button-gone = It is gone
place-ask-access = How does one get into { $place } now? Press one; to add a word, type it, like “by the side door”.
place-ask-gone = Is { $place } really gone? It will not be found any more.
place-button-gone-sure = It is gone
place-heard-changed = Changed: { $place }, { $value }. Riders see it already.
place-heard-as-known = That is how it is listed. Noted: checked today.
place-heard-noted = Noted, and whoever runs it is asked. Once they agree, or one more person says so, it is changed. That it was you is kept for 30 days, to count people.
place-heard-not-counted = Thanks. You came a short while ago, or have not agreed yet, so this does not count. Say it again in an hour.

## The picture

place-button-photo = Photo
place-photo-gone = The photo is not here yet, or was taken back.

## For whoever runs it

place-host-button-facts = Check the facts
place-host-facts = { $place }, as riders see it:
    Usually: { $hours }
    Way in: { $access }
    Photo: { $photo ->
        [some] yes
       *[none] none
    }
    { $checked }
place-host-button-right = All right
place-host-button-photo = New photo
place-host-button-changes = What was changed
place-host-ask-photo = Send a photo of the door, without people. Riders find it by that.
place-host-photo-unfit = This cannot be used. Send a photo of at most 10 MB.
place-host-photo-done = Received. Riders will see it in a moment.
place-host-news-claim = A rider says of { $place }: { $what ->
    [hours] it is { $value } now
    [access] the way in is now “{ $value }”
   *[closed] it is gone
}. Is that so?
place-host-button-so = Yes, change it
place-host-button-still = No
place-host-claim-taken = Changed. Riders see it already.
place-host-claim-refused = All right, as before. Noted: checked today.
place-host-news-changed = { $place } was changed{ $by ->
    [rider] {" "}(two riders say the same)
    [host] {" "}(by whoever runs it)
   *[staff] {" "}(by the department)
}: { $what ->
    [hours] { $value }
    [access] { $value }
    [closed] { $value }
   *[other] { place-fact }
}. If that is wrong, undo it.
place-host-button-undo = Undo
place-host-button-undo-one = Undo { $number }
place-host-changes = Changed lately, the newest first:
place-host-changes-none = Nothing was changed yet.
place-host-change = { $number }. { $date }, { $by ->
    [rider] riders
    [host] the station
    [staff] the department
   *[import] import
}: { $before } → { $after }{ $undone ->
    [yes] {" "}(undone)
   *[no] {""}
}
place-host-undone = Undone. { $place } is now: { $value }.
place-host-ask-why = Why is it closed? Riders see it. Press one, or type a few words.
place-host-button-why = { $why ->
    [holiday] Holiday
    [repair] Repairs
   *[none] Do not say
}
place-host-done-why = Noted; riders see it.
place-host-which-ends = Which days are not closed after all?

## A suggested place

staff-button-make-place = Put on the map
staff-place-outcome = { $place } is on the map now: riders find it. Thanks for telling everybody.
staff-place-made = Added: { $place }, code { $code }, { $needs ->
    [none] no service was understood, please add them with the next import
   *[other] with { $needs }
}. The case is settled too.
