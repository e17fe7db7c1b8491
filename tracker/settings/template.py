"""What `tracker config edit` begins with where there is no settings file: every setting, none of them set."""

from __future__ import annotations

TEMPLATE = """\
# Settings of the remediation tracker, for all plans. Every line is as it is without this file.
# `tracker config check` looks it over; docs/settings.md has an example of everything.

# theme = "dark"                  # dark, light, high-contrast, monochrome
# actor = "Ada"                   # who acts; git's user.name otherwise
# color = "auto"                  # auto, always, never

# [board]                         # how a plan is looked at that was not looked at before
# grouping = "severity"           # severity, status, phase, area, owner
# folded = false                  # true hides closed items
# detail = true                   # false hides the item beside the board

# [filters]                       # `tracker list @mine`; F in the app
# mine = "is:mine is:open"

# [keys]                          # `tracker config keys` lists what can be bound
# "act.start" = "S"
# "board.down" = ["down", "j"]
"""
