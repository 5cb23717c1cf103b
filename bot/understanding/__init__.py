"""Free text -> what the person wants: the one place where words are understood, on this machine and nowhere else."""

from bot.understanding.reading import Understanding as Understanding
