#!/usr/bin/env python3
"""Whether the shipped rights profiles say what tests/support/rights/matrix.txt says they say: an evaluator of its own
reads both, and every cell must agree. Beside that: profiles fit their schema and have sources, parents, articles and
known words; each rule can be reached; each jurisdiction has one answer for `auto`; calendars, messages and docs/rights.md
are complete.

    rights_matrix.py [SCHEMAS [MATRIX]]        one line for each difference, exit 1 if there is any
"""
import datetime
import itertools
import json
import pathlib
import sys

import jsonschema

ROOT = pathlib.Path(__file__).resolve().parents[2]
TODAY = "2026-11-23"
LETTERS = {"value": "V", "mask": "M", "exist": "E", "review": "R", "omit": "-"}
# What each condition may be, its ordinary value first. Dates are no list: `before` and `older_than` fit, or do not.
TAGS = {
    "prov": ["provided", "observed", "assigned", "directed", "third_party", "authored", "derived", "inferred"],
    "basis": ["contract", "consent", "legal_obligation", "legitimate_interest", "public_task", "vital_interest",
              "designated_law"],
    "basis_state": ["active", "withdrawn", "expired"],
    "cat": ["ID", "NET", "SENS", "CHAR", "INF"],
    "class": ["-", "credential", "high_risk_id", "security", "privileged"],
    "kind": ["data", "consent_record", "optout"],
    "about": ["subject", "mixed", "other"],
    "holder": ["self", "processor", "other_controller"],
    "store": ["live", "archive", "backup"],
    "medium": ["electronic", "paper"],
    "source": ["account", "product_data", "related_service", "content"],
    "purpose": ["-", "direct_marketing", "other"],
    "before": ["-"],
    "older_than": ["-"],
}
ITEM_CODES = """NOT_PROVIDED NOT_PROVIDED_THIRD_PARTY ASSIGNED_ID BASIS_NOT_PORTABLE NOT_AUTOMATED SECRET_CREDENTIAL
    HIGH_RISK_ID SECURITY_DATA THIRD_PERSON_RIGHTS TRADE_SECRET LEGAL_PRIVILEGE OUT_OF_WINDOW PRE_APPLICATION
    CONTENT_NOT_DATA OTHER_CONTROLLER NATIONAL_RESTRICTION ERASED NOT_REQUESTED CATEGORIES_ONLY NOT_RELEVANT
    CONSENT_NOT_TRANSFERABLE CREDENTIAL_REFUSED DERIVED_REFUSED UNMAPPED""".split()
REQUEST_CODES = """E_ID_UNVERIFIED E_AGENT_NO_PERMISSION E_AGENT_NOT_RECOGNISED E_GUARDIAN_REQUIRED E_HEIR_NOT_RECOGNISED
    E_FREQ_LIMIT E_EXCESSIVE E_INCOMPLETE E_NO_SUCH_RIGHT E_RIGHT_NOT_OFFERED E_NOT_IN_FORCE E_BELOW_THRESHOLD
    E_RECIPIENT_INELIGIBLE E_CROSS_BORDER E_NOT_CONTROLLER E_REVIEW E_EXPIRED NO_DATA E_SIGNATURE E_AUDIENCE E_REPLAY
    E_SUBJECT_MISMATCH""".split()
STATES = "HOLD FULFIL PARTIAL DOWNGRADE REFUSE NO_DATA DEEMED_REFUSED".split()
OUTCOMES = "included empty not_collected masked existence withheld expired elsewhere failed review".split()
NOTICES = """account_closure sensitive_minor archive purge_waits deemed_refusal downgraded
             transfer_not_feasible""".split()
# Parts of an accompany set that the controller's own notices in the data map are, not a text of ours.
FROM_THE_MAP = """purposes data_categories recipients_named retention complaint_authority source adm_logic
    transfer_safeguards controller_identity privacy_officer""".split()

differences = []


def differ(text):
    differences.append(text)
    print(f"rights_matrix: {text}")


def load(path):
    return json.loads(path.read_text(encoding="utf-8"))


def merged(target, patch):
    """RFC 7396."""
    if not isinstance(patch, dict):
        return patch
    result = dict(target) if isinstance(target, dict) else {}
    for name, value in patch.items():
        if value is None:
            result.pop(name, None)
        else:
            result[name] = merged(result.get(name), value)
    return result


def resolved(profiles, name, seen=()):
    """The profile with all it inherits; None where an ancestor is missing or its own descendant."""
    if name not in profiles or name in seen:
        why = "is its own descendant" if name in seen else "is missing"
        differ(f"{(seen or (name,))[-1]}: extends {name}, which {why}")
        return None
    own = profiles[name]
    if "extends" not in own:
        return merged({}, own)
    parent = resolved(profiles, own["extends"], (*seen, name))
    return None if parent is None else merged(parent, own)


def in_force(part, day):
    span = part.get("effective") or {}
    return (span.get("from") or "") <= day and (not span.get("to") or day < span["to"])


def fits(rule, tags):
    for condition, values in rule["if"].items():
        negated = condition.startswith("not_")
        if (tags.get(condition.removeprefix("not_")) in values) == negated:
            return False
    return True


def rules_of(profile):
    core = [(f"core#/core/{n}", rule) for n, rule in enumerate(profile.get("core", []))]
    own = profile.get("scope", {}).get("rules", [])
    return core + [(f"{profile['profile']}#/scope/rules/{n}", rule) for n, rule in enumerate(own)]


def decided(profile, tags, day):
    """Where the decision stands, and the decision."""
    for where, rule in rules_of(profile):
        if in_force(rule, day) and fits(rule, tags):
            return where, rule
    return f"{profile['profile']}#/scope/default", profile["scope"]["default"]


def check_schema(profiles, whole, schemas):
    schema = load(schemas / "documents" / "rights-profile.schema.json")
    validator = jsonschema.Draft202012Validator(schema)
    for name, profile in itertools.chain(profiles.items(), whole.items()):
        for error in validator.iter_errors(profile):
            differ(f"{name}: {error.json_path}: {error.message[:120]}")


def check_words(name, own, whole, profiles):
    """Sources and their marks, codes, conditions, and profiles that are spoken of."""
    if not own.get("sources"):
        differ(f"{name}: no sources")
    if "core" in own and name != "core":
        differ(f"{name}: changes the core rules")
    if name != "core" and whole.get("core") != profiles["core"]["core"]:
        differ(f"{name}: stands beside the core rules")
    for where, rule in rules_of(whole):
        if "ref" not in rule:
            differ(f"{where}: no article")
        if rule["do"] != "value" and rule.get("code") not in ITEM_CODES:
            differ(f"{where}: code {rule.get('code')}")
        for condition, values in rule["if"].items():
            domain = TAGS.get(condition.removeprefix("not_"))
            if domain is None:
                differ(f"{where}: unknown condition {condition}")
            elif len(domain) > 1 and set(values) - set(domain):
                differ(f"{where}: unknown value of {condition}: {sorted(set(values) - set(domain))}")
    frequency = whole.get("frequency", {})
    unverified = whole.get("on_unverified", "HOLD")
    spoken_of = [*whole.get("offers", []), *frequency.get("with", [])]
    spoken_of += [unverified["downgrade_to"]] if isinstance(unverified, dict) else []
    for other in spoken_of:
        if other not in profiles:
            differ(f"{name}: speaks of {other}, which is missing")
    for limit in whole.get("limits", []):
        if limit["code"] not in ITEM_CODES + REQUEST_CODES:
            differ(f"{name}: limits: code {limit['code']}")
    if whole["kind"] in ("export", "categories") and "ref" not in whole.get("scope", {}).get("default", {}):
        differ(f"{name}: scope.default: no article")


def days_of(profile):
    """Days on which other rules are in force."""
    days = {TODAY}
    for _, rule in rules_of(profile):
        span = rule.get("effective", {})
        days |= {span["from"]} if span.get("from") else set()
        if span.get("to"):
            days.add(str(datetime.date.fromisoformat(span["to"]) - datetime.timedelta(days=1)))
    return sorted(days)


def check_reachable(profile):
    rules = rules_of(profile)
    used = sorted({condition.removeprefix("not_") for _, rule in rules for condition in rule["if"]} & set(TAGS))
    domains = []
    for condition in used:
        spelled = {value for _, rule in rules for value in rule["if"].get(condition, [])}
        domains.append(TAGS[condition] + sorted(spelled - set(TAGS[condition])))
    waiting = {where for where, _ in rules} | {f"{profile['profile']}#/scope/default"}
    for day in days_of(profile):
        for combination in itertools.product(*domains):
            waiting.discard(decided(profile, dict(zip(used, combination)), day)[0])
            if not waiting:
                return
    for where in sorted(waiting):
        differ(f"{where}: nothing ever reaches it")


def read_matrix(path):
    columns, like, items = [], {}, []
    for line in path.read_text(encoding="utf-8").splitlines():
        words = line.split()
        if not words or line.startswith("#"):
            continue
        if words[0] == "columns":
            columns = [word.split(",") for word in words[1:]]
        elif words[0] == "like":
            like[words[1]] = words[2:]
        else:
            tags = {name: values[0] for name, values in TAGS.items()}
            tags |= dict(word.split("=") for word in words[1:] if "=" in word)
            items.append((words[0], tags, "".join(word for word in words[1:] if "=" not in word)))
    return columns, like, items


def check_matrix(whole, path):
    columns, like, items = read_matrix(path)
    cells = 0
    for number, names in enumerate(columns):
        for name in [*names, *(other for first in names for other in like.get(first, []))]:
            if name not in whole:
                differ(f"{name}: in the matrix, not among the profiles")
                continue
            for item, tags, letters in items:
                where, rule = decided(whole[name], tags, TODAY)
                cells += 1
                if LETTERS[rule["do"]] != letters[number]:
                    differ(f"{name}: {item}: {LETTERS[rule['do']]} by {where}, {letters[number]} in the matrix")
    if len(columns) != 11 or any(len(letters) != 11 for _, _, letters in items) or not items:
        differ(f"{path.name}: not eleven letters for each item")
    return len(items), cells


def check_auto(whole):
    """One profile for a copy where any right gives one, and one at most for a transfer."""
    for delivery in ("copy", "transfer"):
        answers = {}
        for name, profile in whole.items():
            for place in profile.get("jurisdictions", []) if delivery in profile.get("auto", []) else []:
                answers.setdefault(place, []).append(name)
            if delivery == "transfer" and delivery in profile.get("auto", []) and "transfer" not in profile:
                differ(f"{name}: auto for a transfer, which it has none of")
        for place, names in answers.items():
            if len(names) > 1:
                differ(f"{place}: auto {delivery}: {' and '.join(sorted(names))}")
    for name, profile in whole.items():
        if name != "core" and not profile.get("jurisdictions"):
            differ(f"{name}: no jurisdiction")


def check_calendars(whole, folder):
    regions = load(folder / "regions.json")["regions"]
    # ISO 3166 has codes of their own for parts of Finland and France where the Union's law applies (TFEU 355).
    parts = {"AX", "GF", "GP", "MF", "MQ", "RE", "YT"}
    for name, size in (("EEA", 30), ("EU", 27)):
        if len(set(regions[name]) - parts) != size or len(regions[name]) != size + len(parts):
            differ(f"regions.json: {name} has {len(set(regions[name]))} countries")
    known = {path.stem for path in folder.glob("*.json")} - {"regions"}
    for name, profile in whole.items():
        calendar = profile.get("deadline", {}).get("calendar")
        if calendar and calendar not in known:
            differ(f"{name}: calendar {calendar} is missing")
        for place in profile.get("jurisdictions", []):
            if place != "*" and place not in regions and not place[:2].isupper():
                differ(f"{name}: jurisdiction {place}")
    for name in sorted(known):
        calendar = load(folder / f"{name}.json")
        if calendar["calendar"] != name or not calendar["holidays"]:
            differ(f"calendars/{name}.json: names itself {calendar['calendar']}")
        for holiday in calendar["holidays"]:
            kinds = [kind for kind in ("date", "easter", "weekday", "on") if kind in holiday]
            if len(kinds) != 1 or ("weekday" in kinds and not {"nth", "month"} <= holiday.keys()):
                differ(f"calendars/{name}.json: {holiday.get('name')}: when?")


def wanted_messages(whole):
    wanted = {f"outcome.{word}" for word in OUTCOMES} | {f"code.{code}" for code in ITEM_CODES}
    wanted |= {f"request.{code}" for code in REQUEST_CODES} | {f"state.{state}" for state in STATES}
    wanted |= {f"notice.{notice}" for notice in NOTICES}
    for profile in whole.values():
        wanted |= {f"appeal.{appeal['to']}" for appeal in profile.get("appeal", [])}
        wanted |= {f"accompany.{token}" for token in profile.get("accompany", []) if token not in FROM_THE_MAP}
    return wanted


def check_messages(whole, folder):
    wanted = wanted_messages(whole)
    paths = sorted(folder.glob("*.json"))
    for language in {"en", "sv"} - {path.stem for path in paths}:
        differ(f"messages/{language}.json is missing")
    for path in paths:
        messages = load(path)
        for key in sorted(wanted ^ messages.keys()):
            differ(f"messages/{path.name}: {key} is " + ("missing" if key in wanted else "nobody's"))
        for key, text in messages.items():
            if not text.strip() or text != text.strip() or "{" in text or text[-1] not in ".?!":
                differ(f"messages/{path.name}: {key} is no plain sentence")
    return len(wanted)


def check_page(profiles, page):
    """docs/rights.md has a row for each profile, with its sources and their marks."""
    rows = {line.split("`")[1]: line for line in page.read_text(encoding="utf-8").splitlines() if line.startswith("| `")}
    for name, profile in profiles.items():
        for source in profile.get("sources", []):
            if f"{source['ref']} **{source['mark']}**" not in rows.get(name, ""):
                differ(f"{page.name}: {name}: lacks {source['ref']} {source['mark']}")


def main():
    schemas = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "schemas"
    matrix = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else ROOT / "tests" / "support" / "rights" / "matrix.txt"
    profiles = {}
    for path in sorted((schemas / "profiles").glob("*.json")):
        profiles[path.stem] = load(path)
        if profiles[path.stem]["profile"] != path.stem:
            differ(f"{path.name}: names itself {profiles[path.stem]['profile']}")
    whole = {name: resolved(profiles, name) for name in profiles}
    whole = {name: profile for name, profile in whole.items() if profile is not None}
    check_schema(profiles, whole, schemas)
    for name, profile in whole.items():
        check_words(name, profiles[name], profile, profiles)
        if profile["kind"] in ("export", "categories"):
            check_reachable(profile)
    items, cells = check_matrix(whole, matrix)
    check_auto(whole)
    check_calendars(whole, schemas / "calendars")
    messages = check_messages(whole, schemas / "messages")
    check_page(profiles, ROOT / "docs" / "rights.md")
    print(f"rights_matrix: {len(whole)} profiles, {items} items, {cells} cells, {messages} messages: "
          f"{len(differences)} differences")
    sys.exit(1 if differences else 0)


main()
