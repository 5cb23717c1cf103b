### What is wrong with a city pack, as the operator is told. Every variable is text.

## Where, and how it is shown

pack-complaints = { NUMBER($count, useGrouping: 0) } things in the city pack have to be changed:
pack-at = { $file }{ $line ->
    [none] {""}
   *[other] , line { $line }
 }{ $path ->
    [none] {""}
   *[other] , { $path }
 }: { $problem }
pack-place = { $where }: { $reason }
pack-near = { $likely ->
    [yes] Is it { $near }?{" "}
   *[no] {""}
 }

## Whole files

pack-no-file = No such file; a city pack needs it.
pack-unreadable = This file cannot be read ({ $reason }).
pack-not-utf8 = It is not UTF-8. Save it as UTF-8.
pack-bad-toml = The TOML cannot be read from here on{ $column ->
    [none] {""}
   *[other] { " " }(column { $column })
 }: { $reason ->
    [statement] this line is neither “key = value” nor a [table].
    [line-end] something stands behind the value; one “key = value” a line.
    [character] the character { $what } may not stand here.
    [expected] { $what } should stand here.
    [equals] the “=” after the key is missing.
    [table-end] the “]” after the name of the table is missing.
    [tables-end] the “]]” after the name of the table is missing.
    [twice] { $what } is written twice.
    [overwrite] this key has a value already.
    [reopened] { $what } is complete above and cannot be added to.
    [key] a key has letters, digits, “-” and “_”; anything else stands in quotation marks.
    [array] the “]” of the list is missing.
    [inline] the “{ "}" }” is missing.
    [backslash] a “\” in quotation marks is written “\\”, or the text stands in single ones.
    [escape] what follows the “\” is no character.
    [string] the quotation mark at the end is missing.
    [date] there is no such date or time.
    [value] the value cannot be read; a text stands in quotation marks.
   *[other] { $said }
 }
pack-bad-json = The JSON cannot be read from here on: { $reason ->
    [comma] a “,” between two values is missing.
    [colon] the “:” behind a name is missing.
    [trailing] there is a “,” behind the last value.
    [name] a name stands in double quotation marks; behind the last one there is no “,”.
    [value] a value is missing; a text stands in double quotation marks, and behind the last value there is no “,”.
    [extra] it is complete above, and something follows.
    [string] the quotation mark at the end is missing.
    [control] no line break or tab in quotation marks; write \n.
    [escape] a “\” is written “\\”.
   *[other] { $said }
 }
pack-bad-head = What stands between the two lines of --- cannot be read: { $reason ->
    [colon] a value with “: ” in it stands in quotation marks; or the line above has no colon.
    [no-colon] this line is no “name: value”.
    [tab] indent with spaces, not with tabs.
    [character] a value that begins with @, % or a backquote stands in quotation marks.
    [indent] the line is not indented like those above, or something follows a quotation mark.
    [string] the quotation mark at the end is missing.
    [escape] a “\” in double quotation marks is written “\\”, or use single ones.
    [list] a “,” or “]” is missing.
    [braces] a “,” or “{ "}" }” is missing.
    [alias] a value that begins with * or & stands in quotation marks.
    [tag] a value that begins with ! stands in quotation marks.
    [date] there is no such day.
   *[other] { $said }
 }
pack-no-head = It has no head: begin with a line ---, then name: value, line by line, then ---.
pack-bad-file-name = Its name is no key. Name it KEY.md, or KEY.en.md in English; the key of a to z, 0 to 9 and _ only, { $most } at most.
pack-bad-language = “{ $said }” is no language. Known: { $known }
pack-no-original = There is no { $name } beside it. Write that first.

## Fields

pack-unknown-field = The field “{ $said }” is not known. { pack-near }Known here: { $known }
pack-missing = { $name } is missing. Add { $name } = { $example }
pack-empty = Nothing is there. Add at least one.
pack-bad-key = “{ $said }” cannot be a key. Use a to z, 0 to 9 and _ only, { $most } at most.
pack-not-among = “{ $said }” is not in { $place }. { pack-near }Known there: { $known }
pack-not-text = { $said } is not a text. Write some words in quotes.
pack-not-titles = { $said } is not a text. Write "…", or by language {"{"} zh-CN = "…", en = "…" {"}"}.
pack-holding-no-answer = “holding” stands beside step = "answer" alone; here it is { $step }.
pack-not-flag = { $said } is neither true nor false. Write one of them, without quotes.
pack-not-number = { $said } is not a number. Write a number, without quotes.
pack-not-whole = { $said } is not a whole number from { $least } to { $most }.
pack-not-list = It is not a list of texts. Write it as ["…", "…"], with at least one, none of them empty.
pack-not-table = { $said } is not a table. Write it as a table.
pack-twice = “{ $said }” is there twice. Take one away.
pack-too-long = It has { $length } characters, { $most } at most.
pack-too-many = There are { $said } of them, { $most } at most.
pack-word-taken = “{ $said }” stands in { $owner } too. Leave it in one of the two.
pack-kind-is-need = “{ $said }” is in needs.toml too. Take the words away here, or the need there.
pack-gate-without = A gate needs fields.{ $name }: what its guard wants.
pack-field-taken = Every place has “{ $said }”. Choose another key.

## The city

pack-first-needs = There are { $said } needs. Name the { $count } that are asked for most.
pack-no-emoji = “{ $said }” is not an emoji. Write one emoji.
pack-no-time-of-day = “{ $said }” is no time of day. Write it on the 24-hour clock, such as "22:00".
pack-no-night = It is no night. Let it go past midnight, such as start = "22:00" and end = "07:00".
pack-no-span = “{ $said }” is no span of the day. Write it as "11:00-13:30", on the 24-hour clock.
pack-too-quiet = With the night, { $hours } hours of the day are quiet. Leave { $most } at most, or hardly anything can be sent.
pack-no-zone = “{ $said }” is no time zone. Write an IANA name such as "Asia/Shanghai".
pack-no-position = There is no such position (latitude { $latitude }, longitude { $longitude }). Write WGS-84 degrees; are the two swapped?
pack-centre-outside = The centre lies in no district. Give WGS-84 degrees inside one of districts.geojson.
pack-no-features = There are none. Write a GeoJSON FeatureCollection with every district as a feature.
pack-no-polygon = There is no polygon to use ({ $reason }). Draw it as a Polygon or MultiPolygon in WGS-84 degrees, longitude first, closed, no border crossing itself.
pack-beyond = It lies beyond 180° or 90°. Longitude comes first.
pack-map-unreviewed = { $what ->
    [outlines] Outlines of districts that the public sees
   *[tiles] A map that the public sees
} must be reviewed first. Write the number of the review: review_number = "GS（2024）0650号". Distance rings alone (base = "rings", without outlines) need none.
pack-map-only-for = This belongs to base = "{ $base }" alone. Remove it, or change base.
pack-map-no-url = “{ $said }” is no address of tiles. Write "https://…/{"{"}z{"}"}/{"{"}x{"}"}/{"{"}y{"}"}.png" with all of {"{"}z{"}"}, {"{"}x{"}"} and {"{"}y{"}"}; write {"{"}key{"}"} where the key of MAP_TILES_KEY belongs.
pack-map-unreadable = “{ $said }” cannot be read ({ $reason }). Put the .pmtiles file into the city pack.
pack-map-no-archive = “{ $said }” is no PMTiles file of version 3.
pack-map-not-drawn = The tiles of “{ $said }” are { $kind }, which the page cannot draw. Use pictures (png, jpeg, webp).

## Departments, cases, answers

pack-one-lead = { $count } departments have lead = true ({ $which }). Write it for exactly one.
pack-no-hours = “{ $said }” are no hours. Write them like "08:00-22:00" or "Mo-Fr 08:30-17:30".
pack-no-platforms = The pack has no platforms. Add platforms.toml.
pack-no-choices = A question of kind { $kind } has none. Write kind = "choice", or take them away.
pack-choices = There are { $said } of them. Give 2 to { $most }.
pack-told-nobody = “{ $said }” is no choice of it. Known: { $known }
pack-no-day = It is no day. Write it as "2026-11-23".
pack-waits-for-no-choice = The question “{ $said }” waits for a choice that there is not. Known: { $known }
pack-waits-for-nobody = The question “{ $said }” waits for no question before it. Put it behind one.
pack-makes-place-nowhere = makes_place needs city_report = true, and its questions among the questions.
pack-danger-nowhere = danger_hours is given, but no question has dangerous: what answer is dangerous?
pack-answer-first = It ends before accept_days. Give it at least as many days.
pack-health-consent = Health data need an agreement of their own. Write second_consent = true as well.
pack-gate-nowhere = With gate = true it needs city_report = true: without a spot nobody knows which gate.
pack-asks-not = No question of kind "{ $kind }" is asked. Name one in questions.
pack-asks-twice = Two questions are of kind "{ $kind }". Ask that once.
pack-unused = No type uses it. Name it in a type, or take it away.
pack-own-paper = “{ $said }” is for what people name themselves. Choose another key.

## What there is to do and to read

pack-no-action = “{ $said }” is no action. Write one of: { $known }
pack-no-phone = “{ $said }” is no telephone number. Write digits, with hyphens at most.
pack-empty-category = No item is in it. Put one in, or take it away.
pack-no-body = It says nothing. Write the text below the head.
pack-body-too-long = The text has { $length } characters, { $most } at most. Make two articles of it.
pack-no-date = “{ $said }” is no date. Write it as 2026-11-23, without quotes.
pack-ends-first = It ends before it begins ({ $key }). Correct one of the two.
pack-replaces-itself = It cannot replace itself. Name another article.
pack-sentence-too-long = “{ $said }” is too long. Use { $most } characters at most.

## The standard for places

pack-standard-one-of = “{ $said }” cannot be. Write one of: { $known }
pack-standard-no-link = “{ $said }” is no https address. Write it as "https://…", or take it away.
pack-standard-not-measured = With seen = "visit" somebody looks, and there is no { $name }. Take it away, or change seen.
pack-standard-not-asked = With seen = "{ $seen }" nobody goes to look, and there is no { $name }. Take it away, or change seen.
pack-standard-felt = measure = "{ $said }" does not go with seen: felt goes with riders, the others with data.
pack-standard-twice = “{ $said }” is a must already. Leave it in one of the two.
pack-standard-kind-bare = The kind “{ $said }” has no must, or no item. Add one, or take the kind out of owners.
pack-standard-rider-asked = A rider would be asked { $said } questions (riders = true), { $most } at most. Take some away.
pack-standard-grades = { $said } cannot be. Write { $count } rising whole numbers from 1 to 100: the least points for one to five stars, such as [50, 60, 70, 80, 90].

## Events, calendar, search, WeChat

pack-place-or-online = It is held in exactly one way. Write either place (a code) or online (an address).
pack-no-address = “{ $said }” is no https address. Write it as "https://…".
pack-no-weekly-time = “{ $said }” is no weekly time and no date. Write it as "Th 14:30-16:30", with Mo, Tu, We, Th, Fr, Sa or Su, as "周四 14:30-16:30", or as "2026-12-05 14:30-16:30".
pack-no-half-hours = { $said } hours are not counted. Write half hours, at most { $most }.
pack-no-minutes = { $said } is no list of minutes. Write minutes before the start, such as [1440, 60], at most { $most }.
pack-event-place = No place has the code “{ $said }”. { pack-near }Correct it, or add the place to places.csv.
pack-no-clock = { $said } is no time of day. Write 17:30:00, without quotes.
pack-no-dates = { $said } is no list of dates. Write [2027-02-07, 2027-02-20], without quotes.
pack-day-twice = { $said } is a workday and a holiday. Take it out of one list.
pack-no-groups = { $said } is not a list of lists. Write [["…", "…"], …].
pack-no-group = { $said } is no group of words. Write each as ["…", "…"], with two at least.
pack-group-twice = { $said } has a word twice. Take one away.
pack-two-groups = “{ $said }” is in two groups. Leave it in one of the two, or join them.
pack-no-fields = There are none. Write the template's own names: thing1 = "text".
pack-no-field = A field of that sort cannot be filled. Use { $known }
pack-no-source = “{ $said }” cannot go in there. Write one of: { $known }
