"""`make bench`: how fast, how large, beside what. `python -m tests.bench [--quick] [PART …]`, the parts in `__main__`.

Each part is a file with its goals, its effort and, at its end, its `PART`:

conversation   the station conversation through intake, beside the usual way (`rival`) and a bare echo
filing, events what is filed and booked through intake, beside a bare echo (`beside_echo`)
cases, queue   queues and deadlines among very many cases
large          an update in a city of millions, beside a small one
scale          web processes and a worker, beside processes of the usual way (`rival_process`), ridden by `load`
sending        the outbox emptied, at no rate beside a `raw_loop`, and at the channel's
replies        who chats meanwhile
notices        a notice to everybody prepared, beside a plain INSERT … SELECT
poll           the sender's look
service        the time to ready, and the memory of a service that waits
places         an import (`place_file`) and the `nearest`, beside brute force by numpy
understanding  what riders say, and the `alarms` in it
bombing        what one stranger (`strangers`, `bombs`, `file_bombs`) does to everybody else (`calm`)

part, run      what a part is given, and what runs one after the other
echo           the bare echo: the machine that goals in seconds are held against
stand_in       the Bot API that is sent to, in a process of its own
databases      databases of a run
figures        what was measured, as a table and as JSON
"""
