### Stations and other places. Numbers, times and distances arrive as they are to be read.

## What is needed

# What people type for a search, between bars.
place-words = station|stations|warm station|warm stations|find a station|find stations|find a warm station
place-which-need = What do you need now?
place-button-again = ↻ Last time: { $needs }
place-button-again-at = ↻ Last place: { $place }
place-button-all-needs = More
place-button-next-needs = Next page
place-button-several = Several at once
place-button-picked = Done ({ $count })
place-picked = ✓ { $title }
place-picked-none = Nothing chosen yet. Choose what you need.
place-pick-needs = { $needs ->
    [none] Which ones? Tap to choose, tap again to undo.
   *[other] Chosen: { $needs }. Tap more, or tap again to undo.
}
    .wechat = { $needs ->
        [none] Which ones? Send a number to choose it, and again to undo.
       *[other] Chosen: { $needs }. Send more numbers, or one again to undo.
    }
place-need-gone = This is not offered any more. Have a look at the others.
place-and = {", "}
place-gap = {" · "}

## Where

place-where = { $needs ->
    [none] Where are you? Send me your location, or type a street or a mall.
   *[other] Looking for: { $needs }. Send me your location, or type a street or a mall.
}
# On WeChat the menu below the chat has an entry that sends the position.
place-where-text = { $needs ->
    [none] Where are you? Tap “+” → “Location” to send it, or type a street or a mall.
   *[other] Looking for: { $needs }. Tap “+” → “Location” to send yours, or type a street or a mall.
}
    .wechat = { $needs ->
        [none] Where are you? Tap “+” → “Location”, or “Stations” → “Send location” below. A street or a mall will do too.
       *[other] Looking for: { $needs }. Tap “+” → “Location”, or “Stations” → “Send location” below. A street or a mall will do too.
    }
place-button-send-location = 📍 Send location
place-button-same-spot = 📍 Still where I was
place-same-spot-gone = That was more than ten minutes ago. Please send it again.
place-where-not-that = I cannot tell from this where you are.
place-outside = That is not in { $city }; nothing is near.
place-beyond = That is not in { $city }; no station is near. Type a street or a mall, or choose a district:
place-link-unread = This map link does not say where it leads, and I cannot open it.
place-spot-not-found = I do not find “{ $spot }”.
place-spot-unknown = I do not find “{ $spot }”. Try another name, such as a street, a district or a station.
place-which-spot = Which one?
place-which-part = { $street } is { $kilometres } km long. Where on it are you? Choose what is near, or say the cross street, the house number or the district, or send your position.
place-button-landmark = { $number ->
    [none] Near { $name }
   *[other] Near No. { $number } ({ $name })
}
place-button-whole-street = All of the street
place-spot-gone = That place cannot be found any more. Let's start again.

## The list

# The first five, or those behind them.
place-list-nearest = { $page ->
    [first] Nearest
   *[later] A little farther,
}
place-list-open = { $needs ->
    [none] { place-list-nearest } { $count }, open now:
   *[other] { place-list-nearest } { $count }, open now, with: { $needs }
}
place-list-any = { $needs ->
    [none] { place-list-nearest } { $count }, shut ones too:
   *[other] { place-list-nearest } { $count }, shut ones too, with: { $needs }
}
place-list-unmet = { $needs ->
    [none] No station is open within 1 km. I have noted that one is missing here (not who you are). The nearest:
   *[other] Nothing open within 1 km with: { $needs }. I have noted that it is missing here (not who you are). The nearest:
}
# From the middle of a street: somebody who is on it may have something nearer.
place-list-unmet-guess = { $needs ->
    [none] No station is open within 1 km of the middle of { $spot }. The nearest:
   *[other] Nothing open within 1 km of the middle of { $spot } with: { $needs }. The nearest:
}
place-list-none-open-guess = { $needs ->
    [none] Nothing is open now. Those that are shut:
   *[other] Nothing is open now with: { $needs }. Those that are shut:
}
place-list-none-open = { $needs ->
    [none] Nothing is open now. I have noted that (not who you are). Those that are shut:
   *[other] Nothing is open now with: { $needs }. I have noted that (not who you are). Those that are shut:
}
place-list-kind = { $how ->
    [unmet] No { $kind } is open within 1 km. Noted, without who you are. The nearest:
    [none-open] No { $kind } is open now. Noted, without who you are. The closed ones:
    [any] { place-list-nearest } { $count }, open or not ({ $kind }):
   *[open] { place-list-nearest } { $count } open now ({ $kind }):
}
place-list-nothing = { $needs ->
    [none] There is no station yet. I have noted that (not who you are).
   *[other] No place has this yet: { $needs }. I have noted that (not who you are).
}
# A whole district was named: how far it is from the person, nobody knows.
place-list-inside-first = { $page ->
    [first] { $count } to begin with
   *[later] { $count } more
}
place-list-inside-open = { $needs ->
    [none] { $spot }, open now, { place-list-inside-first }:
   *[other] { $spot }, open now, with { $needs }, { place-list-inside-first }:
}
place-list-inside-any = { $needs ->
    [none] { $spot }, shut ones too, { place-list-inside-first }:
   *[other] { $spot }, shut ones too, with { $needs }, { place-list-inside-first }:
}
place-list-inside-none-open = { $needs ->
    [none] { $spot }: nothing is open now. Those that are shut:
   *[other] { $spot }: nothing with { $needs } is open now. Those that are shut:
}
place-list-street-end = It is a long street: say the house number too (like “{ $spot } 24”), or send me your location, to see the nearest first.
place-list-inside-end = Send me your location to see the nearest first.
place-list-outside = { $needs ->
    [none] { $spot } has no station yet. The nearest elsewhere:
   *[other] { $spot } has no place with this yet: { $needs }. The nearest elsewhere:
}
place-list-nowhere = { $needs ->
    [none] There is no station yet.
   *[other] No place has this yet: { $needs }.
}
# Of a longer text.
place-list-partly = I only understood “{ $spot }” and searched there.
place-cut = { $text }…
place-list-gone = All of these are gone. Please search again.
place-list-old = That search is gone. Let's start again.
place-list-again = That was the last one. From the nearest again:
place-list-from = Distances are from { $spot }.{ $street ->
    [none] {""}
   *[other] {" "}Say the house number for better ones.
}
place-number-same = { $street } { $number }
place-number-near = { $street } { $number } (the nearest number to { $said } that I know)
place-list-beside-end = Distances are from the nearest spot of { $spot } to each.
place-list-from-middle = Distances are from the middle of { $spot }.
place-sample = (Sample data, not real places)
place-button-more = Next five
place-button-any = Show shut ones
place-button-open = Only open ones
place-button-other-need = Something else

## Distances, directions, times

place-distance-m = { $metres } m
place-here = right there
place-distance-km = { $kilometres } km
place-direction = { $direction ->
    [n] north
    [ne] north-east
    [e] east
    [se] south-east
    [s] south
    [sw] south-west
    [w] west
   *[nw] north-west
}
place-opening = { $how ->
    [always] 24 hours
    [open] open
    [closes] open until { $at }
    [closes-soon] closes in { $minutes } min
    [opens] shut, opens { $at }
    [shut] shut
    [found-shut] people found it shut
   *[unknown] hours not known
}
place-opening-full = { $how ->
    [always] Open now, 24 hours.
    [open] Open now.
    [closes] Open now, closes { $at }.
    [closes-soon] Open now, closes in { $minutes } minutes.
    [opens] Shut now, opens { $at }.
    [shut] Shut now.
    [found-shut] People who just went there found it shut.
   *[unknown] Its hours are not known; better call before you go.
}
place-opening-written = {" "}As it was registered: { $hours }.
place-opening-today = {" "}Open today: { $times }.
place-span = { $start }–{ $end }
place-month = { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
}
place-moment = { $day ->
    [today] { $time }
    [tomorrow] tomorrow { $time }
    [night] { $time } at night
    [mon] Mon { $time }
    [tue] Tue { $time }
    [wed] Wed { $time }
    [thu] Thu { $time }
    [fri] Fri { $time }
    [sat] Sat { $time }
    [sun] Sun { $time }
   *[later] { $date } { $month } { $time }
}

## One place

place-card-title = { $name } ({ $distance }, { $direction })
place-card-title-from = { $name } ({ $distance } { $direction } of { $spot })
place-card-address = { $address }. { $opening }
place-card-field = { $title }: { $said }
place-card-phone = Phone: { $phone }
place-card-note = Note: { $note }
place-card-useful = Found good by: { $count }
place-button-amap = Amap
place-button-baidu = Baidu Maps
place-button-tencent = Tencent Maps
place-button-map = On the map
place-button-around = Web map: what is around
place-button-useful = Good
place-button-problem = Problem
place-button-back = Back
place-useful-done = Noted, thanks from those who come next.
place-door-gone = The station with this door code is gone.

## What is wrong there

place-which-problem = { $name }: what is wrong?
place-button-problem-shut = It is shut
place-button-problem-refused = Not let in
place-button-problem-missing-service = Service missing
place-button-problem-wrong-position = Wrong position
place-told-shut = Noted. If one more person finds it shut within two hours, I stop sending people here.
place-told-shut-by-two = Noted. You are not the only one: I send nobody here until it next opens.
place-told-shut-asked = Noted, and whoever looks after this place was asked. If they say that it is shut, or nothing for { $minutes } minutes, nobody is sent here for now.
place-told-shut-fresh = Noted. You came a short while ago, or have not agreed yet, so this does not count by itself. If others say the same, nobody is sent here for now.
place-told-shut-hosted = Noted, and whoever looks after this place is told. If others say so too, they are asked whether it is open.
place-told-refused = Noted: not let in. I do not keep who you are.
place-told-missing-service = Noted: the service is missing. I do not keep who you are.
place-told-wrong-position = Noted: the position is wrong. I do not keep who you are.

## Gates of estates: how to get in. Read in the rain, with one hand

gate-where = Which estate? Type its name, or send me your position.
gate-where-text = Which estate? Type its name, or send me your position.
gate-checked = { $state ->
    [doubted] Somebody says this has changed. Ask the guard first.
    [never] Nobody has checked this yet. Ask the guard first.
    [old] Nobody has checked this for 60 days. Ask the guard first.
   *[known] Checked on { $day }.
}
gate-line-unsure = { $state ->
    [doubted] (may have changed)
    [never] (never checked)
   *[old] (not checked for 60 days)
}
gate-list = { $near ->
    [yes] Gates within 1 km:
   *[no] { $estate ->
        [none] Which one?
       *[other] { $estate } has { $count } gates:
    }
}
gate-unknown = { $estate ->
    [none] Nobody has told of a gate within 1 km. Try the estate’s name.
   *[other] Nobody has told how to get into “{ $estate }”. Show the guard your order and ask to sign in; if they refuse, call the customer to the gate.
}
gate-button-around = Map page: around it
gate-button-right = Still so
gate-button-changed = Not so any more
gate-button-another = Another estate
gate-button-tell = Not let in: report it
gate-right-counted = Noted. Thank you for those who come after you.
gate-right-fresh = Thank you. You are new here, or have not agreed yet: this does not count as a check for now.
place-told-changed = Noted: it is not as written here. Somebody will look; I do not keep who you are.
