"""S25, S27-S33, S37: East Asia, Quebec, the Data Act, heirs, dates, and two accounts of one person."""
from given import given
from then import (ABSENT, has, holds_no, holds_nothing_of, line, only, outcome, record, records, recorded, says, signed,
                  that, told)

TODAY = "2026-11-23T09:00:00Z"
ART15, ART20 = "gdpr-art15-access", "gdpr-art20-portability"


def of(person, place, **more):
    return {"subject": {"key": {"shes_id": person}, "residence": place, "country": place}, **more}


XIAOMING = of("shes-e3779b10", "CN")  # born 2013-03-08
GUARDIAN = {"requester": {"kind": "guardian", "evidence": ["guardian_proof"]}}

CN_TRANSFER = "cn-pipl-art45-transfer"
CONDITIONS = ["identity_verified_true", "consent_or_contract", "technically_feasible", "no_harm_to_others"]


def has_appeal(to):
    return that(f"to {to}", lambda appeals: appeals is not None and to in [each["to"] for each in appeals])


def evidence(*kinds):
    return {"requester": {"evidence": list(kinds)}}


def subjects(number, sensitive=0):
    return {"controller": {"facts": {"subjects": number, "sensitive_subjects": sensitive}}}


KR_SELF = "kr-pipa-art35-2-self"
IN_2027 = {"received": "2027-03-01T01:00:00Z", "now": "2027-03-01T12:00:00Z"}

# S29: a television that says when it was used, recordings on it, and the profiles of a household.
TELEVISION_SQL = """
CREATE TABLE tv_use(id INTEGER PRIMARY KEY, shes_id TEXT, at TEXT, what TEXT);
INSERT INTO tv_use VALUES
  (1, 'shes-98c47536', '2025-09-11T23:59:59Z', 'tv-on-before'),
  (2, 'shes-98c47536', '2025-09-12T00:00:00Z', 'tv-on-first-day'),
  (3, 'shes-98c47536', '2026-10-01T20:00:00Z', 'tv-on-later');
CREATE TABLE tv_film(id INTEGER PRIMARY KEY, shes_id TEXT, at TEXT, what TEXT);
INSERT INTO tv_film VALUES (1, 'shes-98c47536', '2026-05-01T20:00:00Z', 'film-of-the-holidays');
CREATE TABLE tv_profile(id INTEGER PRIMARY KEY, shes_id TEXT, at TEXT, what TEXT);
INSERT INTO tv_profile VALUES (1, 'shes-98c47536', '2026-05-02T20:00:00Z', 'profile-of-her-brother-Luc');
"""


def television(document):
    common = {"category": "NET", "provenance": "observed", "basis": "contract", "purposes": ["P1"], "retention": "T1"}
    document["items"] |= {"tv.use": {**common, "source": "product_data"}, "tv.film": {**common, "source": "content"},
                          "tv.household": {**common, "source": "product_data", "about": "mixed"}}
    for table, item in (("tv_use", "tv.use"), ("tv_film", "tv.film"), ("tv_profile", "tv.household")):
        document["owners"][table] = {"key": ["id"], "column": "shes_id"}
        document["sections"]["usage"].append({
            "name": table, "table": table, "owner": "shes_id", "facts": {"at": "at"}, "order": ["at"],
            "id": {"kind": "derived", "columns": ["id"]},
            "fields": [{"field": "kind", "const": table},
                       {"field": "at", "column": "at", "type": "timestamp", "item": item},
                       {"field": "object", "column": "what", "type": "text", "item": item}]})
    return document


SHARE = "eu-dataact-art5-share"
TELEVISION = {"sql": TELEVISION_SQL, "map": television}
QC, QC_PORT = "ca-qc-s27-access", "ca-qc-s27-portability"
LIQUIDATOR = {"kind": "heir", "verification": {"method": "written_signed"}, "evidence": ["proof_of_death", "succession_document"]}


def heir(place, person, *kinds):
    return of(person, place, requester={"kind": "heir", "evidence": list(kinds)})


GIULIA = ("IT", "shes-36fbeee7")

TABLE = {
    "S25": ("under fourteen in China", [
        (given("cn-pipl-art45-copy", request=XIAOMING), outcome("HOLD", "E_GUARDIAN_REQUIRED")),
        (given("cn-pipl-art45-copy", request={**XIAOMING, "requester": {"kind": "guardian"}}),
         outcome("HOLD", "E_INCOMPLETE", reason=has("guardian_proof"))),
        (given("cn-pipl-art45-copy", request={**XIAOMING, **GUARDIAN}),
         outcome("FULFIL", code=ABSENT), only("shes.display_name", "included"),
         record("profile", {"source": "account"}, display_name="小明"),
         told("notice.sensitive_minor"), told("notice.account_closure")),
    ]),
    "S27": ("from China to Germany", [
        (given(CN_TRANSFER, request=evidence(*CONDITIONS)),
         outcome("REFUSE", "E_CROSS_BORDER", offers=["cn-pipl-art45-copy"], reason=has("cross_border_recorded"))),
        (given(CN_TRANSFER, request=evidence(*CONDITIONS, "cross_border_recorded")), outcome("FULFIL", code=ABSENT)),
        *((given(CN_TRANSFER,
                 request=evidence(*(kind for kind in CONDITIONS if kind != missing), "cross_border_recorded")),
           outcome("HOLD", "E_INCOMPLETE", reason=has(missing))) for missing in CONDITIONS),
        # In China nobody has to record anything.
        (given(CN_TRANSFER, request={**evidence(*CONDITIONS), "options": {"recipient_country": "CN"}}),
         outcome("FULFIL")),
        (given("cn-pipl-art45-copy"), outcome("FULFIL"), only("shes.display_name", "included")),
        (given(CN_TRANSFER, request={**evidence(),
                                     "delivery": {"mode": "copy", "audience": None, "expires": None, "sub": None}}),
         outcome("FULFIL"), only("shes.display_name", "included")),
    ]),
    "S28": ("data sent in Korea", [
        (given(KR_SELF, received=TODAY, map=subjects(1200000)),
         outcome("REFUSE", "E_NOT_IN_FORCE", offers=["kr-pipa-art35-access"])),
        (given("kr-pipa-art35-access", received=TODAY, map=subjects(1200000)), outcome("FULFIL", due="2026-12-03")),
        (given(KR_SELF, map=subjects(1200000), **IN_2027), outcome("FULFIL", code=ABSENT),
         only("shes.email", "included")),
        (given(KR_SELF, map=subjects(900000), **IN_2027),
         outcome("REFUSE", "E_BELOW_THRESHOLD", offers=["kr-pipa-art35-access"])),
        (given(KR_SELF, map=subjects(900000, sensitive=50000), **IN_2027), outcome("FULFIL")),
    ]),
    "S29": ("a television's owner", [
        (given(SHARE, request={**evidence("user_status", "gatekeeper_recipient"),
                               "delivery": {"audience": "https://takeout.google.example"}}, **TELEVISION),
         outcome("REFUSE", "E_RECIPIENT_INELIGIBLE", offers=["gdpr-art20-portability"])),
        (given(SHARE, **TELEVISION),
         outcome("FULFIL", code=ABSENT),
         line("tv.use", "withheld", "PRE_APPLICATION", count=2, reference=has("50")),
         line("tv.use", "included", count=4),
         records("usage", 2, {"kind": "tv_use"}, at=that("since 2025-09-12", lambda at: at >= "2025-09-12T00:00:00Z")),
         line("web.access_event", "withheld", "PRE_APPLICATION", see_also="gdpr-art20-portability"),
         records("usage", 2, {"kind": "view"}, at=that("since 2025-09-12", lambda at: at >= "2025-09-12T00:00:00Z")),
         only("tv.film", "withheld", "CONTENT_NOT_DATA", count=2),
         only("tv.household", "withheld", "THIRD_PERSON_RIGHTS", count=2),
         holds_no("tv-on-before", "film-of-the-holidays", "profile-of-her-brother-Luc")),
        # Only a user of the product may ask.
        (given(SHARE, request=evidence(), **TELEVISION), outcome("HOLD", "E_INCOMPLETE", reason=has("user_status"))),
        # What is older: by the GDPR.
        (given(ART20, request=of("shes-98c47536", "FR"), **TELEVISION),
         only("tv.use", "included", count=6), records("usage", 4, {"kind": "view"}),
         record("usage", {"object": "tv-on-before"}), record("usage", {"at": "2024-12-24T20:00:00Z"})),
    ]),
    "S30": ("Japan: electronic, and to somebody else", [
        (given("jp-appi-art33-disclosure", request={"options": {"method": "electronic"}}, form="json"),
         outcome("FULFIL", code=ABSENT), told("accompany.provision_records"), only("disc.log", "included"),
         record("disclosures", {"recipient": "Sony Marketing Inc."}, at="2020-01-21T01:00:00Z",
                items=["shes.email", "auth.language"])),
        (given("jp-appi-art33-disclosure", request={"delivery": {
            "mode": "transfer", "audience": "https://x.example", "expires": "2027-10-31T00:00:00Z",
            "sub": {"id": "pw-1"}}}),
         outcome("REFUSE", "E_NO_SUCH_RIGHT")),
    ]),
    "S31": ("Quebec: silence, inferences, declaration", [
        (given(QC, received=TODAY, now="2026-12-23T23:59:59Z"), outcome("FULFIL", due="2026-12-23")),
        (given(QC, received=TODAY, now="2026-12-24T00:00:00Z"),
         outcome("DEEMED_REFUSED", due="2026-12-23", appeal=has_appeal("cai")),
         told("notice.deemed_refusal"), told("appeal.cai"), recorded(event="end", state="DEEMED_REFUSED")),
        # Nor has anybody answered while a person has still to decide.
        (given(QC, received=TODAY, now="2026-12-24T00:00:00Z", decisions=None),
         says(5, outcome="DEEMED_REFUSED", code="E_REVIEW", review=["sec.login_attempt"], appeal=has_appeal("cai"))),
        (given(QC, received=TODAY, decisions=None), outcome("HOLD", "E_REVIEW", review=["sec.login_attempt"])),
        (given(QC_PORT), only("infer.interests", "withheld", "NOT_PROVIDED", see_also=QC), holds_no("musique")),
        (given(QC), only("infer.interests", "included"),
         record("inferences", {"attribute": "interest"}, value="musique")),
        *((given(right, request=evidence()),
           outcome("HOLD", "E_INCOMPLETE", reason=has("signed_declaration"))) for right in (QC, QC_PORT)),
    ]),
    "S32": ("heirs", [
        (given(ART15, request=heir(*GIULIA, "proof_of_death", "interest_or_family")), outcome("FULFIL", code=ABSENT),
         only("shes.display_name", "included")),
        (given(ART15, request=heir(*GIULIA, "proof_of_death", "interest_or_family", "deceased_forbade")),
         outcome("REFUSE", "E_HEIR_NOT_RECOGNISED")),
        (given(ART15, request=heir(*GIULIA, "proof_of_death")), outcome("HOLD", "E_INCOMPLETE", reason=has("interest_or_family"))),
        (given(ART15, request=heir(*GIULIA, "interest_or_family")),
         outcome("HOLD", "E_INCOMPLETE", reason=has("proof_of_death"))),
        (given(ART15, request=heir("SE", "shes-9e3779b1", "proof_of_death", "interest_or_family")),
         outcome("REFUSE", "E_HEIR_NOT_RECOGNISED")),
        # In writing: by a signed letter. Which channels are writing, the design does not say; nothing checks it.
        (given(QC, request={"requester": LIQUIDATOR, "intake": {"channel": "mail"}}), outcome("FULFIL", code=ABSENT),
         only("shes.display_name", "included")),
        # What goes to heirs is access, not portability.
        (given(ART20, request=heir(*GIULIA, "proof_of_death", "interest_or_family")), outcome("REFUSE", "E_HEIR_NOT_RECOGNISED")),
    ]),
    "S33": ("dates", [
        # 2026-02-28 is a Saturday.
        (given(ART15, received="2026-01-31T10:00:00Z"), outcome("PARTIAL", due="2026-03-02")),
        (given("uk-gdpr-art15-access", received="2026-09-03T10:00:00Z", request={"clock": {
            "identity_info_asked": "2026-09-04T10:00:00Z", "identity_info_received": "2026-09-14T10:00:00Z"}}),
         outcome("PARTIAL", due="2026-10-14")),
        # Thanksgiving, 2026-11-26, is no business day.
        (given("ccpa-know", received=TODAY),
         outcome("FULFIL", acknowledge_by="2026-12-08", due="2027-01-07", due_if_extended="2027-02-21",
                 tell_extension_by="2027-01-07")),
        (given("ccpa-know", received=TODAY, now="2026-12-21T10:00:00Z",
               request={"clock": {"extended": "2026-12-20T00:00:00Z", "extension_cause": "reasonably_necessary"}}),
         outcome("FULFIL", due="2027-02-21")),
        (given("ca-qc-s27-access", received=TODAY), outcome("FULFIL", due="2026-12-23")),
        (given("ch-fadp-art25-access", received=TODAY), outcome("PARTIAL", due="2026-12-23")),
        (given("kr-pipa-art35-access", received=TODAY), outcome("FULFIL", due="2026-12-03")),
        (given("us-nv-sale-optout", received=TODAY), outcome("FULFIL", due="2027-01-22"), signed(due="2027-01-22")),
    ]),
    "S37": ("two accounts of one person", [
        (given(ART15, request={"subject": {"key": {"email": "astrid.berg@mail.example", "shes_id": None}}}),
         record("profile", {"source": "account"}, display_name="Astrid"),
         record("identifiers", {"use": "contact"}, value="astrid.berg@mail.example"),
         holds_no("shes-be1e0823"), holds_nothing_of("shes-be1e0823", apart_from=["shes-9e3779b1"])),
        # The first mailbox does not open the second account.
        (given(ART15, request={"subject": {"key": {"email": "astrid.berg@mail.example", "shes_id": "shes-be1e0823"}}}),
         outcome("NO_DATA", "NO_DATA")),
        # Proven by a challenge to the second mailbox.
        (given(ART15, request={"subject": {"key": {"email": "astrid@berg.example", "shes_id": None}},
                               "requester": {"verification": {"method": "email_challenge"}}}),
         record("profile", {"source": "account"}, display_name="A. Berg"), records("usage", 2, {"kind": "view"}),
         holds_no("shes-9e3779b1", "karin.holm@mail.example")),
    ]),
}
