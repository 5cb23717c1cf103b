# The console: lists of cases, the search, saved views, one thing with many cases.
console-way-lists = Cases
console-lists-heap = { $heap ->
    [mine] Mine
    [unassigned] Nobody's
    [soon] Due soon
    [overdue] Late
    [waiting] Waiting for the filer
    [reopened] Reopened
    [assisting] Our help asked
    [open] All open
    [ended] Over
   *[everything] Found
 }
console-lists-table = Cases, one a row
console-lists-none = No cases here.
console-lists-more = Next page
console-lists-first = First page
console-lists-less = Previous page
console-lists-nobody = nobody
console-lists-helping = waits for our answer

console-lists-search-said = Words of anonymous and urgent cases and of those about health or family cannot be searched; their type and number can. One character is too few, type two.

console-lists-column = { $column ->
    [number] Number
    [type] Type
    [words] What was said
    [clock] Deadline
    [state] State
    [handler] Handler
    [platform] Platform
    [district] District
    [department] Department
    [filed] Filed
    [changed] Changed
   *[who] Named/anonymous
 }
console-lists-columns = Columns
console-lists-state = { $state ->
    [filed] to be taken
    [accepted] in hand
    [waiting_worker] waits for the filer
    [answered] answered
    [settled] settled, to be confirmed
    [reopened] not solved, to be redone
    [closed] closed
   *[withdrawn] withdrawn
 }
console-lists-who = { $pseudonym ->
    [none] named
   *[other] anonymous { $pseudonym }
 }
console-lists-clock = { $clock ->
    [left] { $days } { $days ->
        [1] working day
       *[other] working days
    } left
    [late] { $days ->
        [0] just late
        [1] 1 working day late
       *[other] { $days } working days late
    }
    [worker] paused for the filer
    [opinion] paused, to be confirmed
    [answered] answered
   *[over] over
 }
console-lists-clock-today = due today { $time }

console-lists-filters = Filters, columns and views
console-lists-filter = { $filter ->
    [type] Type
    [platform] Platform
    [district] District
    [department] Department
    [handler] Handler
    [state] State
    [age] Age
    [anonymous] Named/anonymous
    [since] Filed from
    [until] to
    [words] Words
   *[same] Like this case
 }
console-lists-any = Any
console-lists-age = { $days } days or more
console-lists-anonymous = { $anonymous ->
    [yes] anonymous
   *[no] named
 }
console-lists-filter-go = Show these
console-lists-filter-none = No filters

console-lists-view-name = Save as a view called
console-lists-view-save = Save
console-lists-view-department = for the whole department
console-lists-view-ours = department
console-lists-view-delete = Delete the view “{ $name }”
console-done-lists-view-saved = Saved. It is on the left.
console-done-lists-view-deleted = The view is deleted; all cases are still there.

console-lists-choose = Choose { $number }
console-lists-choose-all = Choose this page
console-lists-chosen-none = Tick what is to be done together, { $most } at most
console-lists-chosen = { $count } chosen
console-lists-bulk = Together
console-lists-bulk-do = { $what ->
    [take] I take them
    [assign] Give to them
    [note] Add this note
    [answer] Send this answer
   *[settle] Settle with this
 }
console-lists-bulk-to = Give to
console-lists-bulk-write = Write once for several
console-lists-bulk-text = Only colleagues see a note; an answer or outcome goes to the filer of each case
console-lists-bulk-same = Cases that nobody has become yours.
console-lists-bulk-title = Together: { $what ->
    [take] take
    [assign] give
    [note] note
    [answer] answer
   *[settle] settle
 }
console-lists-bulk-done = { $done } done{ $held ->
    [0] {""}
   *[other] , { $held } wait for a lead to look
}{ $refused ->
    [0] .
   *[other] , { $refused } refused.
 }
console-lists-bulk-left = { $count } left, under way…
console-lists-bulk-progress = Progress
console-lists-bulk-on = Go on
console-lists-bulk-refused = Refused, each with its reason:
console-lists-why = Why
console-lists-back = Back to the list
console-lists-sheet = Export this list
