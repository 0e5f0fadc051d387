"""Files from outside, turned into records: read in a guarded process, mapped, re-keyed, never guessed at."""
