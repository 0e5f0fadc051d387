"""The commands: thin doors that parse, call and print."""
