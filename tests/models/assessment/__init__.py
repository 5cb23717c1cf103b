"""Tests of the assessment of stations."""
