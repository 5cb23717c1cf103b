"""The desk for benefits: whose each is, whether it is used, and whether it leads anywhere.

Tables: none.
standing: the page; every: its row of the console's table.
It must not change a benefit: that is the city pack's.
"""
