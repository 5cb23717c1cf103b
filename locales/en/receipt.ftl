### The receipt of a case: a text file, signed at its end.

receipt-title = { $city } nuanxin receipt
receipt-number = Number: { $number }
receipt-type = Type: { $type }
receipt-department = Sent to: { $department }
receipt-received = Received: { $time }
receipt-content = SHA-256 of the content: { $sha256 }
receipt-piece = Evidence { $number } ({ $form ->
    [compressed] compressed by the chat
   *[original] original file
 }, { NUMBER($size, useGrouping: 0) } bytes{ $removed ->
    [yes] , removed
   *[no] {""}
 }) SHA-256: { $sha256 }
receipt-piece-waiting = Evidence { $number }: still coming in
receipt-head = SHA-256 of entry { $number } of the record: { $hash }
receipt-line = { $state ->
    [made] Sealed in the daily line of { $day }, published at /seals on this service's address.
    [comes] Will be sealed in the daily line of { $day }, published at /seals on this service's address.
   *[first] Will be sealed in the next daily line, published at /seals on this service's address.
 }
receipt-meaning = It proves only when this service received what. It does not prove that the content is true, and replaces no arbitration, lawsuit or other application.
receipt-check = The next line is the signature. Change one letter and it does not match. The public key is at /receipt-key on this service's address.
receipt-sample = Sample city: its departments are invented.

# What the page that checks one answers.
receipt-checked-good = Genuine and unchanged. Its number: { $number }.
receipt-checked-standing = { $state ->
    [sealed] The record still has what this receipt names, sealed in the daily line of { $day }.
    [waits] The record still has what this receipt names. Its daily line is still to come.
    [forgotten] The case has gone since: the time it is kept is over. No daily line names what this receipt does.
   *[other] Careful: the record does not say what this receipt says. Keep the receipt and ask the department.
 }
receipt-checked-bad = It does not match: not from this service, or changed. Get it again in the chat and check that one.
