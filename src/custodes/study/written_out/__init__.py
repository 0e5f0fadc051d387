"""A simulated scheme's records written out as files that a real scheme might disclose, with planted faults.

Everything in them is made up: no real person is in any of these files.
"""
