### The map for everybody: the list of places, a page of each, the sheet for its door.

## The list

map-title = Nuanxin map
map-description = What is open now: toilets, hot water, charging, a place to rest. No account, nothing to install.
map-skip = Skip to the list
map-sample = Sample data
map-sample-about = This is sample data, not a real place.
map-to-chat = Chat
map-near = Find the nearest
map-search = Search
map-where = Street, mall or station
map-needs = What you need
map-more-needs = More
map-districts = District
map-which = Open ones, or all
map-open-only = Open now
map-any = All
map-show = Map
map-hide = Hide
map-north = N
map-here = You are here
map-from-here = Counted from here
map-pages = Pages
map-more = Show 20 more
map-before = Back
map-nothing = Nothing fits. Choose one need less, or look at all of them.
listing-unknown = Nothing is called “{ $spot }”. Try a street or a mall, or look by district.
map-privacy = Your position stays on your phone. Only when you press “{ map-near }”, or choose a need once you are located, do we learn in which square of some 500 m, and what you look for: it shows what is missing where, never who you are.
map-call = Call
map-way-in = How to get in:
map-note = Note
map-unchecked = Nobody has checked this for long
map-gate-unchecked = Nobody has checked this in the last 60 days. Ask the guard first.
listing-photo = Photo of { $place }
map-said-open = Whoever runs it said today that it is open.
listing-where = { $distance } { $direction }, { $minutes } min on foot
listing-heading = { $found ->
    [none] { $needs ->
        [none] { $spot ->
            [none] { $how ->
                [open] Nothing is open right now
               *[any] There is no station yet
            }
           *[other] { $how ->
                [open] { $spot }: nothing is open right now
               *[any] { $spot }: no station yet
            }
        }
       *[other] { $spot ->
            [none] { $how ->
                [open] With { $needs }: none is open right now
               *[any] No place with { $needs } yet
            }
           *[other] { $how ->
                [open] { $spot }, with { $needs }: none is open right now
               *[any] { $spot }: no place with { $needs } yet
            }
        }
    }
   *[some] { $needs ->
        [none] { $spot ->
            [none] { $how ->
                [open] Open now, from the city centre outwards
               *[any] All stations, from the city centre outwards
            }
           *[other] { $how ->
                [open] { $spot }: open now
               *[any] { $spot }: closed ones too
            }
        }
       *[other] { $spot ->
            [none] { $how ->
                [open] With { $needs }, open now, from the city centre outwards
               *[any] With { $needs }, from the city centre outwards
            }
           *[other] { $how ->
                [open] { $spot }: with { $needs }, open now
               *[any] { $spot }: with { $needs }, closed ones too
            }
        }
    }
}

## What the page says by itself

map-locating = Finding your position, 10 seconds at most…
map-denied = It works without your position: choose a district, or type a street.
map-unavailable = Your position is not available right now. Choose a district, or type a street.
map-outside = You are not in this city; no station is near. Choose a district, or type a street.
listing-found = { $how ->
    [open] { $count } open, the nearest is { $name }, { $where }.
    [any] { $count } places, the nearest is { $name }, { $where }.
   *[none] Nothing was found.
}
map-near-open = Nearest to you, open now
map-near-any = Nearest to you, closed ones too
map-near-none = Nothing like that near you
listing-as-of = No network: this was saved at { $at }. Open or closed is by the hours alone; better call first.
map-scan = Scan the code on a door
map-scanned-other = That is not the code of a station.
map-opening-place = Opening:
listing-credit = { $source ->
    [none] { "" }
   *[other] Map: { $source }{ $number ->
        [none] { "" }
       *[other] {" · "}
    }
}{ $number ->
    [none] { "" }
   *[other] Review number: { $number }
}
map-rings = The rings are 300, 500 and 1000 m; north is up.

listing-kept = No network: this page was saved at { $at }. Whether it is open now, see its hours below.

## A place

map-trail = Ways back
map-back = Back
map-home = All stations
map-address = Address
map-phone = Phone
map-routes = The way there
map-route-amap = Amap
map-route-baidu = Baidu
map-route-tencent = Tencent
map-route-apple = Apple
map-route-wechat = WeChat
map-route-other = Phone’s own
map-offers = What it has
map-week = Hours in the next days
map-feasts = On the holidays
map-hours-unknown = Its hours are not known; better call first.
listing-day = { $day ->
    [today] Today
    [mon] Mon
    [tue] Tue
    [wed] Wed
    [thu] Thu
    [fri] Fri
    [sat] Sat
   *[sun] Sun
}
listing-date = { $date } { $month }
listing-days = { $first } – { $last }
map-day-shut = closed
map-problem = Closed, or in the wrong place? Tell us
# Stays in a chat: nothing that changes by the hour.
listing-share = { $needs ->
    [none] { $address }
   *[other] { $address }. Has { $needs }.
}
map-send = Send it to my chat
map-sent = Sent
map-not-sent = Not sent. Press again, or ask in the chat
map-share-button = Share
map-copied = The address is copied
map-door = Print the code for its door
map-print = Print
map-door-scan = Scan it: hours, problems, other stations
listing-door-code = QR code that opens { $address }
map-gone = This place is gone
map-gone-what = The code or address is an old one, or some letters are missing. See what else is near.
map-too-many = Too many people are coming from your network. Try again in ten seconds. In an accident call 120 or 122 first.
