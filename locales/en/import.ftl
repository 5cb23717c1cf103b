### What `python -m bot import places` tells the operator. Every variable is text except the counts.

## Where, and how a problem is shown

import-where-file = the whole file
# Several lines have the same reason; more: not all are named.
import-between = {", "}
import-where-line = { $named ->
    [one] line { $line }
    [first] lines { $line } …
   *[all] lines { $line }
}
import-where-feature = { $named ->
    [one] feature { $line }
    [first] features { $line } …
   *[all] features { $line }
}
import-alike = { $reason } ({ $count } times)
import-where-column = { $where }, column { $column }
import-error = Error, { $where }: { $reason }
import-warning = Warning, { $where }: { $reason }
import-more = … and { $more } more that are not listed.

## The file

import-unreadable = The file cannot be read ({ $reason }). Check its path and permissions.
import-bad-encoding = These bytes are neither UTF-8 nor GB18030. Save the file as UTF-8 and try again.
import-workbook = This is an Excel workbook, which cannot be read. Save it as “CSV UTF-8” in Excel and import that.
import-no-rows = There are no places in the file. Write the column names on the first line, then one place a line.
import-missing-columns = Columns are missing: { $missing }. The first line must name these: { $columns }
import-column-twice = Column { $name } is there twice: take one away.
import-unknown-column = Column { $name } is not known and was ignored.
import-bad-quoting = From this line on a quote is not closed. Put double quotes around a text with commas or line breaks, and double those inside it.
import-field-count = This line has { $fields } fields, the header { $columns }. Keep the comma of an empty field; put double quotes around a text with commas.
import-bad-json = The JSON is broken: nothing can be read after feature { $read }. Check it with a JSON tool and correct it.
import-no-features = No places were found. GeoJSON must be a FeatureCollection whose features are Points.
import-middle = This feature is an area or a line: its middle was taken.
import-no-point = This feature has no point: its geometry must be a Point with coordinates [longitude, latitude].

## A row

import-field-of-other-kind = This kind ({ $kind }) has no such field. It has: { $known }
import-plain-link = An address must begin with https://
import-empty = This must not be empty.
import-bad-characters = There are invisible control characters in it: delete them and type it again.
import-spoilt = “{ $said }” is a cell that Excel has spoilt. Format it as text and fill in what was there.
import-formula = This cell is a formula: it begins with =. In Excel, paste it as values, and import again.
import-too-long = Too long: { $length } characters, at most { $most }.
import-code-without-link = Code { $code } cannot be part of a door's QR link: for that, use only letters, digits, - and _, at most 61.
import-season-not-said = “{ $said }” does not say which days its seasons or holidays are: its hours are taken as not known, and shown as written. To have them counted write the months, like “旺季（4月-10月）8:00-20:00，淡季 8:00-18:00”.
import-usual-seasons = “{ $said }” does not say which months: “{ $hours }” is taken. If that is wrong, write the months, like “夏季（5月-9月）8:00-20:00，冬季 8:00-18:00”.
import-duplicate-code = Code { $code } is already used on line (feature) { $first }: each place needs its own.
import-bad-number = “{ $said }” is not a number of degrees. Write it like 34.7466.
import-bad-latitude = Latitude { $latitude } is beyond -90 to 90.
import-bad-longitude = Longitude { $longitude } is beyond -180 to 180.
import-swapped = Latitude { $latitude } and longitude { $longitude } are swapped: the other way round they are in the city. Exchange the two.
import-far-away = { $distance_km } km from the city's centre, more than { $most_km }. Check the degrees; if they are right, import on the server with --accept-outside.
import-outside-districts = In none of the city's districts. Check the degrees and the datum.
import-other-district = It says “{ $said }”, but the position lies in “{ $found }”: check which is right. It is imported as written.
import-unknown-kind = There is no kind “{ $said }”. Perhaps: { $known }
import-unknown-access = There is no way in “{ $said }”. Known: { $known }
import-bad-day = “{ $said }” is not a date. Write it like 2026-11-03.
import-unknown-district = There is no district “{ $said }”. Perhaps: { $known }. Left empty, it is found from the position.
import-unknown-need = There is no need “{ $said }”. Perhaps: { $known }. Put | between several.
import-bad-hours = The opening hours “{ $said }” are not understood. Write them like “Mo-Fr 08:00-12:00,14:00-18:00” or “24/7” (OSM), or in Chinese; leave them empty if they are not known.

## What came of it

import-nothing-changed = { $errors ->
    [one] There is one error: nothing was changed. Correct it and import again.
   *[other] There are { $errors } errors: nothing was changed. Correct them and import again.
}
import-would-change = Dry run, nothing was changed. { $rows } places in the file: { $new } would be added, { $changed } changed, { $unchanged } left as they are, { $reopened } reopened, { $closed } closed.
import-changed = { $rows } places imported: { $new } added, { $changed } changed, { $unchanged } left as they were, { $reopened } reopened, { $closed } closed.
import-kept = In { $count } places, what riders or hosts changed later stays as they said. To go by the file, give the row a checked_at after that day.
