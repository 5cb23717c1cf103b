"""Assessment: stations visited and graded by the standard of the city pack, told to whoever runs them, published.

Tables: assessment_round, station_visit, station_finding, assessment_result, assessment_appeal.
round: draw_round; visiting: take_visit, answer, finish_visit; riders: pick_station; telling: tell_results; answering:
put_right, reply; appeals: appeal, decide; publishing: publish_round. It must not tell a station who came, or when.
"""
