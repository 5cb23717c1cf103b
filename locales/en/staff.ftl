### Staff: who joins a department or a place with a code, and what they do there.

staff-post = { $department }, { $role ->
    [lead] lead
    [admin] admin
   *[staff] handler
}
staff-joined =
    { $name }, you are now: { $post }.
    New cases of the department come to this chat; the buttons below each lead you through.
    Whoever filed a case sees your name “{ $name }”, never your account.
staff-joined-host = { $name }, { $place } is yours to look after now.
