"""Compares what `biota show --json` prints on standard input with KEY=NUMBER arguments; all must be typed."""

import json
import sys

trackers = {tracker["key"]: tracker for tracker in json.load(sys.stdin)["trackers"]}
for argument in sys.argv[1:]:
    key, number = argument.split("=")
    shown = trackers[key]
    heard = (shown["state"], shown["value"], shown["origin"])
    if heard != ("recorded", float(number), "typed"):
        sys.exit(f"{key}: {heard}")
