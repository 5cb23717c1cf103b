### The demonstration: python -m bot demo

demonstration-strip = Demonstration: people, cases and notices here are invented, and nobody acts on them.
demonstration-link-used = This link was used, or its time is over. Run python -m bot demo again.
operator-demo-real = This database is no demonstration (table { $table } has rows); it was left as it is. Use another folder: DATA_DIR=demo python -m bot demo, or make demo.
operator-demo-other = This database is of another version, so nobody can tell whether it holds something real; it was left as it is. Use another folder: DATA_DIR=demo python -m bot demo.
operator-demo-city = The demonstration uses the sample city alone: take CITY_DIR away.
operator-demo-half = The last demonstration was not filled to the end. Delete its database and the keys beside it ({ $where }), and try again.
operator-demo-filling = Inventing cases: { $done } of { $of }
operator-demo-known = Taking the demonstration that is there.
operator-demo-links = A press on a link signs in, once, within { $minutes } minutes; for others, run demo again.
operator-demo-link = { $who ->
    [clerk] Clerk
    [lead] Lead of a department
    [leading] Lead department
    [leader] Director
   *[host] Host of a station
} { $name }: { $link }
operator-demo-worker = Rider: { $link }
error-holds-something-real = This database is no demonstration: table { $table } has rows.
