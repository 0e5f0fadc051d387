"""Answers turned into pages that a judge can read."""
