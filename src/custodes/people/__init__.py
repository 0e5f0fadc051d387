"""Synthetic people: who is on a scheme, when, in which groups, with which habits; and the random numbers."""
