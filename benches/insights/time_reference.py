"""Times reference.py on some outcomes and pairs of a table, and prints what it found, as JSON.

time_reference.py TABLE HABITS OUTCOMES SOME_OUTCOMES SOME_HABITS: TABLE holds one row a day, first the habits, then the
outcomes, an empty cell for a day that was not logged; the first day is a Monday. Its own processor time is taken, since other
programs on the machine are no work of it.
"""
import json
import sys
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))
import reference  # noqa: E402

table, habits, outcomes, some_outcomes, some_habits = sys.argv[1], *map(int, sys.argv[2:])
values = np.genfromtxt(table, delimiter=',')
assert values.shape[1] == habits+outcomes
X = reference.baseline(len(values))
fit_seconds = pair_seconds = 0.0
found = []
for outcome in range(some_outcomes):
    y = values[:, habits+outcome]
    started = time.process_time()
    phi, c = reference.fit_noise(X, y, ~np.isnan(y))
    fit_seconds += time.process_time()-started
    for habit in range(some_habits):
        started = time.process_time()
        pair = reference.pair(X, y, values[:, habit], phi, c)
        pair_seconds += time.process_time()-started
        found.append(dict(outcome=outcome, habit=habit, phi=phi, c=c, best=pair['best'], p_corrected=pair['p_corrected']))
print(json.dumps(dict(fit_seconds=fit_seconds/some_outcomes, pair_seconds=pair_seconds/len(found), found=found)))
