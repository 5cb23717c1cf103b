"""`make bench`: how fast, how large, beside what.

conversation   the station conversation through intake, beside the usual way (`rival`) and a bare echo
nearest        the nearest open places in the sample city and in a directory of 100,000, beside brute force
service        the time to ready, and the memory of a service that waits
outbox         what is said unasked: `sending` at no rate and at the channel's, `replies` meanwhile, the `poll`
stand_in       the Bot API that it is sent to, in a process of its own
place_file     an import of 100,000 places
figures        what was measured, as a table and as JSON
"""
