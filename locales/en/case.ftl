### Cases: what is told of one, wherever it shows.

case-state-filed = filed, waiting to be taken
case-state-accepted = in hand
case-state-waiting-worker = waiting for you
case-state-answered = answered
case-state-settled = settled, waiting for your word
case-state-reopened = reopened
case-state-closed = closed
case-state-withdrawn = withdrawn
