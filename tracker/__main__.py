"""`python -m tracker` is the command `tracker`."""

from tracker.cli.entry import main

main()
