"""Then: checks of an Answer. Each is a function of the answer that gives what differs, or nothing."""
import json

import jsonschema
from given import MAP, SCHEMAS, SOURCES, own_values

RECORD = jsonschema.Draft202012Validator(
    json.loads((SOURCES / "schemas" / "documents" / "decision-record.schema.json").read_text()))

GRANTED = {"FULFIL", "PARTIAL", "DOWNGRADE", "DEEMED_REFUSED"}
SOME = "any number but none"


def fits(wanted, found):
    """Equal; of a dict the wanted members; a function decides itself."""
    if callable(wanted):
        return bool(wanted(found))
    if isinstance(wanted, dict):
        return isinstance(found, dict) and all(fits(value, found.get(name)) for name, value in wanted.items())
    return found > 0 if wanted is SOME else wanted == found


def differences(wanted, found):
    return [f"{name} is {found.get(name)!r}, not {describe(value)}"
            for name, value in wanted.items() if not fits(value, found.get(name))]


def describe(wanted):
    return getattr(wanted, "says", wanted.__name__) if callable(wanted) else repr(wanted)


def that(says, test):
    test.says = says
    return test


def has(*parts):
    """A text with all these parts; a list with all these members."""
    return that(f"one with {parts}", lambda found: found is not None and all(part in found for part in parts))


def lacks(*parts):
    return that(f"one without {parts}", lambda found: found is not None and not any(part in found for part in parts))


ABSENT = that("absent", lambda found: found is None)
PRESENT = that("present", lambda found: found not in (None, "", [], {}))


def outcome(state, code=None, **members):
    """State and code of the answer, the exit code and whether anything was written go together."""
    def check(answer):
        if not isinstance(answer.said, dict) or "outcome" not in answer.said:
            return [f"no decision: exit {answer.exit}, {answer.error or answer.said}"]
        found = differences({"outcome": state, "code": code, **members}, answer.said)
        wanted_exit = 0 if state in GRANTED else 5
        if answer.exit != wanted_exit:
            found.append(f"exit {answer.exit}, not {wanted_exit}")
        if (answer.written is not None) != (state in GRANTED):
            found.append("something was written" if answer.written else "nothing was written")
        return found
    return check


def says(exit_code, **members):
    """What the command said, where outcome() is too narrow."""
    def check(answer):
        said = answer.said if isinstance(answer.said, dict) else {}
        return differences(members,
                           said) + ([] if answer.exit == exit_code else [f"exit {answer.exit}, not {exit_code}"])
    return check


def line(item, wanted, code=None, count=SOME, **members):
    """The ledger has one line of that item with that outcome and code."""
    def check(answer):
        name = " ".join(filter(None, (item, wanted, code)))
        found = [each for each in answer.ledger if each["item"] == item and each["outcome"] == wanted
                 and each.get("code") == code]
        if len(found) != 1:
            others = [(each["outcome"], each.get("code"),
                       each["count"]) for each in answer.ledger if each["item"] == item]
            return [f"{len(found)} lines {name}; there are {others}"]
        return [f"line {name}: {each}" for each in differences({"count": count, **members}, found[0])]
    return check


def only(item, wanted, code=None, **members):
    """The same, and no other line of that item."""
    one = line(item, wanted, code, **members)

    def check(answer):
        others = [each["id"] for each in answer.ledger if each["item"] == item]
        return one(answer) + ([f"lines {others}"] if len(others) > 1 else [])
    return check


def no_line(item, **members):
    def check(answer):
        if not answer.ledger:
            return ["there is no ledger"]
        return [f"line {each['id']}" for each in answer.ledger if each["item"] == item and fits(members, each)]
    return check


def records(section, number=None, where=None, **members):
    """So many records of the section fit `where`, at least one if no number is given, and each has these members."""
    def check(answer):
        if section not in answer.sections:
            return [f"there is no section {section}"]
        found = [each for each in answer.sections[section] if fits(where or {}, each)]
        faults = [f"{each['id']}: {fault}" for each in found for fault in differences(members, each)]
        if len(found) != number if number is not None else not found:
            faults.append(f"{len(found)} records in {section} fit {where or 'it'}, not {number or 'some'}")
        return faults
    return check


def record(section, where, **members):
    return records(section, 1, where, **members)


def sections(*names):
    def check(answer):
        found = sorted(answer.sections)
        return [] if found == sorted(names) else [f"the sections are {found}"]
    return check


def notice(topic, number=1, **members):
    """So many notices of that topic fit the members."""
    def check(answer):
        found = [each for each in answer.notices if each["topic"] == topic and fits(members, each)]
        return [] if len(found) == number else [f"{len(found)} notices {topic} {named(members)}, not {number}"]
    return check


def named(members):
    return {name: describe(value) for name, value in members.items()}


def told(key):
    """A text of the message catalogues stands beside the data, in both languages."""
    def check(answer):
        found = [each for each in answer.notices if each.get("key") == key]
        good = len(found) == 1 and set(found[0].get("text", {})) >= {"en", "sv"}
        return [] if good else [f"{len(found)} notices {key}"]
    return check


def not_told(key):
    def check(answer):
        if not answer.notices:
            return ["there are no notices"]
        return [f"notice {key}" for each in answer.notices if each.get("key") == key]
    return check


def holds(*texts):
    def check(answer):
        return [f"the bytes {text!r} are not there" for text in texts if not answer.holds(text)]
    return check


def holds_no(*texts):
    def check(answer):
        if answer.written is None:
            return ["nothing was written"]
        return [f"the bytes {text!r} are there" for text in texts if answer.holds(text)]
    return check


def holds_nothing_of(person, apart_from=()):
    """No text of the person's rows is there, but what the map, our schemas and the command itself say anyway."""
    def check(answer):
        if answer.written is None:
            return ["nothing was written"]
        known = f"{MAP} {SCHEMAS} {answer.said} {[own_values(other) for other in apart_from]}"
        values = {value for value in own_values(person) if str(value) not in known}
        found = sorted(str(value) for value in values if answer.holds(value))
        if len(values) < 10:
            found.append("hardly any text to look for")
        return [f"the bytes {value!r} are there" for value in found]
    return check


def signed(**members):
    """The answer is a signed decision, which says what the command said."""
    def check(answer):
        if answer.decision is None:
            return ["the answer is no signed decision"]
        said = {name: value for name, value in answer.said.items() if name != "output"}
        return differences(members, answer.decision) + ([] if said == answer.decision else ["it says another thing"])
    return check


def decided(state, done, **members):
    """A signed record of what was decided, whatever it was; it has the shape that its schema says."""
    def check(answer):
        if answer.decision is None:
            return [f"no signed decision: exit {answer.exit}, {answer.error or answer.said}"]
        found = [f"{fault.json_path}: {fault.message[:100]}" for fault in RECORD.iter_errors(answer.decision)]
        found += [] if answer.exit == 0 else [f"exit {answer.exit}"]
        return found + signed(outcome=state, done=done, **members)(answer)
    return check


def row(item, wanted, code=None, **members):
    """Of explain."""
    def check(answer):
        found = answer.rows.get(item)
        if found is None:
            return [f"no row {item}: {answer.error or sorted(answer.rows)}"]
        return [f"row {item}: {each}" for each in differences({"outcome": wanted, "code": code, **members}, found)]
    return check


def fails(exit_code, *parts):
    """Exit code, and what the message on standard error says."""
    def check(answer):
        found = [] if answer.exit == exit_code else [f"exit {answer.exit}, not {exit_code}: {answer.error}"]
        return found + [f"nothing of {part!r} in the message: {answer.error}" for part in parts if part not in answer.error]
    return check


def succeeds(answer):
    return [] if answer.exit == 0 else [f"exit {answer.exit}: {answer.error}"]


def recorded(**members):
    """The last line of the audit file."""
    def check(answer):
        last = json.loads(answer.audit.read_text().splitlines()[-1])
        return [f"audit: {each}" for each in differences(members, last)]
    return check
