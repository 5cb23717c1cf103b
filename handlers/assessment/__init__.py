"""评估: stations visited by colleagues and riders, told to whoever runs them, appealed against, decided and published.

Tables: none. visiting: the visit, one item a screen; riders: 体验官; results: the station's part; deciding: appeals;
rounds: drawing, publishing and the figures.
It must not show anybody who visited a station, or on which day.
"""
