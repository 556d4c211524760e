"""Runs the scenarios, all or those that are named, and says of each that it holds or what differs.

A scenario is a list of cases; a case is what is given and the checks of what came of it.
"""
import sys
import traceback

import account_data
import actions
import europe
import further_places
import more_places
import received
import united_states

TABLE = {**europe.TABLE, **united_states.TABLE, **more_places.TABLE, **further_places.TABLE, **account_data.TABLE,
         **actions.TABLE, **received.TABLE}


def faults_of(case):
    given, *checks = case
    try:
        answer = given.run()
        faults = [fault for check in checks for fault in check(answer)]
        is_answered = answer.exit in (0, 5)
        return faults if is_answered or not faults else [f"exit {answer.exit}: {answer.error}"]
    except Exception:  # a scenario that cannot be judged has failed; the others go on
        return [traceback.format_exc(limit=-2)]


def main():
    wanted = sys.argv[1:] or sorted(TABLE)
    unknown = [name for name in wanted if name not in TABLE]
    if unknown:
        sys.exit(f"no such scenario: {' '.join(unknown)}; there are {' '.join(sorted(TABLE))}")
    failed = 0
    for name in wanted:
        title, cases = TABLE[name]
        faults = [f"  {number}. {fault}" for number, case in enumerate(cases, 1) for fault in faults_of(case)]
        failed += bool(faults)
        print(f"{name} {'FAILED' if faults else 'ok'} {title} ({len(cases)} cases)", *faults, sep="\n", flush=True)
    print(f"scenarios: {len(wanted)}, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
