### The page that checks a receipt. No message here takes variables.

verify-title = Check a receipt
verify-lead = Whether a receipt is ours, and unchanged. No login, and nothing of it is kept.
verify-file = Choose the file
verify-drop = or drop it here
verify-paste = Or paste the whole text here, with the signature in its last line
verify-check = Check
verify-nothing = Choose the file first, or paste the whole text.
verify-not-one = A file of this size is no receipt.
verify-trouble = No connection. Try again in a while.
verify-means = What a receipt says
verify-means-what = Only when we received what. It does not say that the content is true, and replaces no arbitration, lawsuit or other application.
verify-self = To check it yourself: the signature is Ed25519, over all bytes before the line “Ed25519: ”.
verify-key = The public key
verify-no-script = This page needs JavaScript.
