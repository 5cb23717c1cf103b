# Warnings of the weather, as notices.

weather-title = { $kind ->
    [heat] Heat
    [storm] Heavy rain and lightning
    [typhoon] Typhoon
   *[cold] Frost and ice
}
weather-text = { $kind ->
    [heat] It is very hot, most of all at noon. Drink a lot; if you feel dizzy or sick, stop and cool down. If it is bad, call 120.
    [storm] Heavy rain and lightning. Stay out of deep water and away from trees and poles; stop if you cannot see the road.
    [typhoon] A typhoon is coming. Do not set out, and do not park under signs or trees.
   *[cold] There may be ice. Ride slowly; bridges and shady spots are the worst.
}
weather-until = { $level ->
    [red] Red warning
    [orange] Orange warning
    [yellow] Yellow warning
   *[blue] Blue warning
} until { $day } { $time }.
# Below the text, for each person. near: place, as seen from what they looked at last, or district.
weather-nearest = { $near ->
    [place] Nearest place
   *[district] A place in your district
}{ $kind ->
    [heat] { " to cool down" }
    [cold] { " to warm up" }
   *[other] { " that is dry" }
}: { $name }{ $near ->
    [place] , { $distance } from where you last looked
   *[district] {""}
}, { $until ->
    [long] open now.
   *[other] open until { $until }.
}
weather-button-place = Go to { $name }
weather-button-shelter = Find shelter
