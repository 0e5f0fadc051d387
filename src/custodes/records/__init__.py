"""The tables that a scheme leaves behind: their columns, how they are written, read and listed with hashes."""
