"""Figures of the report, one file each, drawn as self-contained SVG with the same bytes every time."""
