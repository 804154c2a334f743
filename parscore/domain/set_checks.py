"""Faults of a criteria set itself: totals that do not add up, scales that leave a case open, codes that repeat."""
