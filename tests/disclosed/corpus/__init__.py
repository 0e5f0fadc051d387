"""Bad inputs, made when they are needed: the list of what a folder from outside can hold."""
