"""S47-S50: notices that consents refer to, linked accounts, a business that was sold, financial incentives.

Several accounts of one person are S37, guardians S25, S26 and S43, heirs S32, deleted and archived accounts S23, a legal
hold S24.
"""
from given import given
from then import ABSENT, has, holds_no, holds_nothing_of, notice, only, outcome, record, records, that, told

ART15, ART20 = "gdpr-art15-access", "gdpr-art20-portability"
UK15, UK20 = "uk-gdpr-art15-access", "uk-gdpr-art20-portability"
BASELINE = "row-policy-baseline"
BUYER = "Kettle & Wave Audio Ltd (bought a part of the business)"


def events(*wanted):
    """State, day and version of the notice of each event, in order."""
    return that(f"{wanted}", lambda found: [(each["state"], each["at"][:10], each.get("notice"))
                                            for each in found or []] == list(wanted))


def members(*names):
    """A record of the section with these members and no others, whatever the bundle adds for itself."""
    def check(answer):
        links = [each for each in answer.sections["identifiers"] if each.get("type") == "account_link"]
        return [f"{each['id']} has {sorted(each)}" for each in links if set(each) - {"_salt", "id"} != set(names)] \
            if links else ["there is no link"]
    return check


# S48: what Sony would know of the other account, in a table of the same database.
OTHER_ACCOUNT = """
CREATE TABLE playstation(psn_id TEXT PRIMARY KEY, email TEXT, won TEXT);
INSERT INTO playstation VALUES ('psn-4471', 'denise.plays@psn.example', 'trophies-of-denise');
UPDATE account_link SET other_service = 'playstation_network' WHERE shes_id = 'shes-6a99b44c';
"""
# S49: what only the part that was sold needed is gone; then the account too.
SOLD = "DELETE FROM web_event WHERE shes_id = 'shes-1fe68e72'; DELETE FROM usage_stat WHERE shes_id = 'shes-1fe68e72';"
TABLES = ("web_event", "usage_stat", "consent_event", "pref", "disclosure", "sec_event", "sony_auth", "account")
ALL_GONE = "PRAGMA foreign_keys=OFF;" + "".join(f"DELETE FROM {table} WHERE shes_id = 'shes-1fe68e72';" for table in TABLES)

TABLE = {
    "S47": ("the notice that a consent refers to", [
        # Accepted when the account was made, and anew when the policy changed: each event keeps its version.
        *((given(profile),
           record("consents", {"id": has("cr-fa8c-terms")}, state="given", state_at="2024-03-05T08:00:00Z",
                  notice={"version": "2024-02-20", "language": "en"},
                  events=events(("given", "2020-10-10", "2020-01-01"), ("given", "2024-03-05", "2024-02-20"))))
          for profile in (UK15, UK20)),
        # A record without a version says none.
        (given(UK15, sql="UPDATE consent_event SET notice_version = NULL WHERE shes_id = 'shes-fa8cfb85';"),
         record("consents", {"id": has("cr-fa8c-terms")}, notice={"language": "en"},
                events=events(("given", "2020-10-10", None), ("given", "2024-03-05", None)))),
        # Deemed consent names the notice that asserts it.
        (given("apac-access-nz"), records("consents", 2, {}, state="deemed", notice={"version": "2020-01-01",
                                                                                    "language": "en"})),
    ]),
    "S48": ("linked accounts, by name only", [
        *((given(profile, sql=OTHER_ACCOUNT), only("auth.account_link", outcome_of_link, code),
           holds_no("psn-4471", "denise.plays@psn.example", "trophies-of-denise"))
          for profile, outcome_of_link, code in (("us-va-access", "included", None),
                                                 ("us-va-portability", "withheld", "NOT_PROVIDED"))),
        (given("us-va-access", sql=OTHER_ACCOUNT), members("type", "provider", "automatic", "issued"),
         record("identifiers", {"type": "account_link"}, provider="playstation_network", automatic=False,
                issued="2020-06-02T00:00:00Z")),
        # A linked account of the same person with the same controller is another account still: S37.
        (given(ART15), records("identifiers", 2, {"type": "account_link"}),
         members("type", "provider", "automatic", "issued"),
         holds_nothing_of("shes-be1e0823", apart_from=["shes-9e3779b1"])),
    ]),
    "S49": ("a part of the business sold", [
        # Whoever bought it is named, with what was given, when and why; it is no sale of data.
        (given(BASELINE), outcome("FULFIL"),
         record("disclosures", {"recipient": BUYER}, role="controller", country="GB", at="2026-09-01T00:00:00Z",
                items=["shes.email", "shes.display_name", "dev.device_id"], sold_or_shared=False,
                purpose=has("sale of a part of the business"), contact="privacy@kettlewave.example"),
         notice("recipient", key=ABSENT, text={"en": has("If the business or part of it is sold")})),
        # What was deleted after it is told as held no more; that it was disclosed stays.
        (given(BASELINE, sql=SOLD), only("web.access_event", "empty", count=0), only("web.usage_counters", "empty", count=0),
         record("disclosures", {"recipient": BUYER})),
        (given(BASELINE, sql=ALL_GONE), outcome("NO_DATA", "NO_DATA")),
        # Others were not part of it.
        (given(ART15), records("disclosures", 0, {"recipient": BUYER}), holds_no("Kettle")),
    ]),
    "S50": ("a financial incentive", [
        # Joined after its own notice, and left again.
        (given("ccpa-know"), only("consent.incentive", "included"),
         record("consents", {"purpose": "incentive"}, state="withdrawn", controller="Sony Electronics Inc.",
                notice={"version": "incentive-2025-04-01", "language": "en"},
                events=events(("given", "2025-04-02", "incentive-2025-04-01"),
                              ("withdrawn", "2026-01-15", "incentive-2025-04-01"))),
         notice("right", text={"en": has("A financial incentive is explained when you join")})),
        (given("us-co-access"), only("consent.incentive", "empty", count=0), records("consents", 0, {"purpose": "incentive"})),
    ]),
}
