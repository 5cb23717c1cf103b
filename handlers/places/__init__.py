"""Stations and other places: say what you need, share where you are, get the nearest that are open.

finding   what is needed, and the question where
answers   the answers to it, and the list they lead to
found     the list itself, and what of a search is remembered
card      one place
phrases   distances, directions and hours in words
"""
