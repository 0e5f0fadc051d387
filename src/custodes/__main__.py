"""``python -m custodes`` is the same as ``custodes``."""

from custodes.cli.main import main

if __name__ == "__main__":
    main()
