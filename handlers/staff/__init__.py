"""The departments' side: who joins with a code, and what staff do with the cases of their department."""
