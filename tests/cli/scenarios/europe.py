"""S01-S10, S23, S24, S26: the GDPR in the EEA and in the United Kingdom. S03 is about every law."""
from given import EXAMPLE, given
from then import (ABSENT, PRESENT, has, holds, holds_no, line, not_told, notice, only, outcome, record, records, sections,
                  that, told)

ART15, ART20 = "gdpr-art15-access", "gdpr-art20-portability"

# S03: every secret of everybody is one that cannot be there by chance, and everybody has every kind of secret.
SECRETS = {name: f"canary{name}Qx7Zw9Kd3" for name in ("password", "question", "answer", "access", "idp", "shes",
                                                       "activation")}
SECRETS_SQL = f"""
UPDATE sony_auth SET pwd_hash = CAST('{SECRETS["password"]}' AS BLOB), sec_q = '{SECRETS["question"]}',
  sec_a_hash = CAST('{SECRETS["answer"]}' AS BLOB);
DELETE FROM token;
INSERT INTO token(shes_id, kind, secret_hash, scope, issued)
  SELECT shes_id, kind, CAST('canary' || kind || 'Qx7Zw9Kd3' AS BLOB), 'scope-' || kind, '2026-11-01T00:00:00Z'
  FROM account, (SELECT 'access' AS kind UNION SELECT 'idp' UNION SELECT 'shes' UNION SELECT 'activation');
"""
CREDENTIALS = ("auth.password", "auth.security_question", "auth.security_answer", "auth.access_token", "idp.tokens",
               "shes.issued_token", "dev.activation_code")
# Two patterns, and rights without data.
NO_BUNDLE = {"copy", "transfer", "us-nv-sale-optout",
             *(path.stem for path in (EXAMPLE / "requests").glob("*-action-*.json"))}
# Where observed data are not portable the particulars of tokens are not either: docs/adr/0017. What the row calls token
# metadata is there the record that says of each token that it is held.
NOT_OBSERVED = {"us-ut-portability", "us-va-portability"}
CATEGORIES = {"ccpa-know-categories", "us-ca-shine-the-light"}


USES = ("access", "idp", "shes", "activation")


def of_tokens(profile):
    """What is told of tokens beside their secret."""
    if profile in NOT_OBSERVED:
        return [line("auth.token_meta", "withheld", "NOT_PROVIDED"),
                records("identifiers", 4, {"type": "token"}, held=True)]
    particulars = [record("identifiers", {"type": "token", "use": use}, held=True, scope=f"scope-{use}", issued=PRESENT)
                   for use in USES]
    return [line("auth.token_meta", "included"), *particulars]


def secrets_of(profile, form):
    """One case of S03."""
    how = {"sql": SECRETS_SQL, "form": form}
    if profile == "kr-pipa-art35-2-self":  # on a day, and for a controller, that it is in force for
        how |= {"received": "2027-03-01T01:00:00Z", "now": "2027-03-01T12:00:00Z",
                "map": {"controller": {"facts": {"subjects": 1200000}}}}
    checks = [holds_no(*SECRETS.values()), holds("SECRET_CREDENTIAL")]
    if form == "xml":  # of this form the bytes alone are looked at
        checks += [] if profile in CATEGORIES | NOT_OBSERVED else [holds(*(f"scope-{use}" for use in USES))]
    else:
        checks += [only(item, "existence", "SECRET_CREDENTIAL", count=1) for item in CREDENTIALS]
        checks += [sections("request", "contents")] if profile in CATEGORIES else of_tokens(profile)
    return given(profile, **how), *checks


PROFILES = sorted(path.stem for path in (EXAMPLE / "requests").glob("*.json")
                  if not path.stem.endswith(".decisions") and path.stem not in NO_BUNDLE)

# S06: something that rests on the marketing consent, which the example has nothing of that was provided or observed.
RESTS_ON_MAIL = {"items": {"dev.ad_id": {"basis": "consent", "consent": "mail"}}}
RESTS_ON_PERSONALISATION = {"items": {"dev.ad_id": {"basis": "consent", "consent": "personalisation"}}}

# S07
RELABELLED = {"items": {item: {"basis": "legitimate_interest"} for item in ("web.access_event", "web.ip")}}

# S08: what the service that an account is linked to holds, which the example's map does not name.
LINKED_SERVICE = {"items": {"psn.account": {
    "category": "ID", "provenance": "observed", "basis": "contract", "purposes": ["P1"], "holder": "other_controller",
    "controller": "Sony Interactive Entertainment Europe Ltd, privacy@playstation.example"}}}
MARKETING = {"options": {"items": ["seu.marketing_profile", "psn.account", "auth.account_link", "disc.log"]}}


def controller_basis(document):
    """S23: the controller documents another basis for archived accounts than the contract."""
    for part in document["sections"]["profile"] + document["sections"]["identifiers"]:
        if part["table"] == "account":
            part["facts"] = {"tags": {"basis": {"column": "status",
                                                "values": {"deleted_archived": "legitimate_interest"}}}}
    return document


def of(person, place):
    return {"subject": {"key": {"shes_id": person}, "residence": place, "country": place}}


def destroyed(person):
    """SQL that leaves nothing of an account; this one wrote nothing to support."""
    tables = ("sony_auth", "account_link", "idp_link", "token", "device", "web_event", "usage_stat", "consent_event", "pref",
              "optout", "inference", "disclosure", "sec_event", "case_file", "dsr", "account")
    return "".join(f"DELETE FROM {table} WHERE shes_id = '{person}';" for table in tables)


JONAS = of("shes-f1bbcd88", "DE")  # deleted 2026-06-20, destroyed on 2026-12-20
ANNELI = of("shes-d5336898", "FI")  # deleted 2026-04-20, to be destroyed since 2026-10-20
HELD = {"subject": {"key": {"shes_id": "shes-538453d7"}}}  # the same, but for a legal hold
ELSA = of("shes-5c5581d4", "SE")
PARENT = {"kind": "guardian", "evidence": ["parental_responsibility"]}

# What must be named of recipients: nobody who received data is told as a mere category.
BY_NAME = that("a name", lambda name: name in {
    "Amazon Web Services, Inc.", "Sony Europe B.V.", "Svarsverket Customer Care AB", "Police authority"})
# Who is named has a legal form; who it will be is not known yet of these alone.
LEGAL_FORMS = ("Inc.", "B.V.", "AB", "Ltd", "Limited", "LLC", "K.K.", "GmbH", "plc")
NOT_YET_KNOWN = {"RG"}


def recipients_named(answer):
    """Each recipient that an item refers to is a notice with a name of its own."""
    if not answer.notices:
        return ["there are no notices"]
    names = {each["key"]: each["details"].get("name", "") for each in answer.notices
             if each["topic"] == "recipient" and "key" in each and "details" in each}
    keys = {key for each in answer.ledger for key in each.get("recipients", [])}
    return [f"recipient {key} is no name: {names.get(key)}" for key in sorted(keys - NOT_YET_KNOWN)
            if not any(form in names.get(key, "") for form in LEGAL_FORMS)]


TABLE = {
    "S01": ("inferences, Art. 20", [
        (given(ART20),
         outcome("FULFIL", code=ABSENT),
         only("infer.demographics", "withheld", "NOT_PROVIDED", count=14, see_also=ART15, reference=has("20(1)")),
         only("infer.interests", "withheld", "NOT_PROVIDED", count=7, see_also=ART15),
         records("inferences", 0),
         holds_no("Stockholm", "home cinema", "35-44"),
         only("web.access_event", "included"),
         records("usage", 6, {"kind": "view"}, at=PRESENT, object=PRESENT, ip=PRESENT)),
    ]),
    "S02": ("the same account, Art. 15", [
        (given(ART15),
         only("infer.demographics", "included"),
         only("infer.interests", "included"),
         records("inferences", 3, {"attribute": that("no flag", lambda name: name != "fraud_flag")}, value=PRESENT,
                 model=PRESENT, derived_from=PRESENT, consent="cr-9e37-pers"),
         record("inferences", {"attribute": "interest"}, value="home cinema", model="interests/2025-01",
                derived_from="dev.model"),
         record("consents", {"id": has("cr-9e37-pers")}, purpose="personalisation", state="given"),
         notice("automated_decision", text=PRESENT)),
    ]),
    "S03": ("secrets, every profile and form", [
        secrets_of(profile, form) for profile in PROFILES for form in ("zip", "json", "xml")
    ]),
    "S04": ("other people in a ticket", [
        (given(ART15),
         only("support.message_by_subject", "included"),
         record("communications", {"body": has("Karin (karin.holm@mail.example)")}, author="subject"),
         line("support.message_by_others", "masked", "THIRD_PERSON_RIGHTS", reference=has("15(4)")),
         record("communications", {"at": "2026-06-18T13:02:00Z", "kind": "message"}, author="agent",
                body=has("please link the TV again under Devices. Another customer,",
                         "reported the same fault. Regards,")),
         holds_no("p.nyberg@post.example", "nyberg")),
        (given(ART20),
         only("support.message_by_subject", "included"),
         record("communications", {"body": has("Karin (karin.holm@mail.example)")}, third_person_content=True),
         only("support.message_by_others", "withheld", "NOT_PROVIDED"),
         records("communications", 0, {"id": has("reply:")}),
         holds_no("p.nyberg@post.example", "please link the TV")),
    ]),
    "S05": ("the name of a member of staff", [
        (given(ART15),
         record("communications", {"at": "2026-06-18T13:02:00Z", "kind": "message"}, staff="agent", case="SE-2026-0117",
                body=has("Hello Astrid, please link the TV again under Devices.", "Regards, [agent]")),
         holds_no("Erik Lund", "Erik", "Lund")),
    ]),
    # The table's `active:false` would say once more what `state` says, that of the last event: docs/adr/0017.
    "S06": ("a consent withdrawn", [
        (given(right, map=RESTS_ON_MAIL),
         record("consents", {"id": has("cr-9e37-mail")}, state="withdrawn", state_at="2025-06-10T17:45:00Z",
                events=that("requested, given, withdrawn",
                            lambda events: [(each["state"], each["at"]) for each in events] == [
                                ("requested", "2024-03-01T08:00:00Z"), ("given", "2024-03-01T08:00:20Z"),
                                ("withdrawn", "2025-06-10T17:45:00Z")])),
         *checks)
        for right, checks in (
            (ART20, (only("dev.ad_id", "withheld", "BASIS_NOT_PORTABLE", count=2),
                     records("devices", 2, {}, ad_id=ABSENT),
                     holds_no("3f0c7d1e-55aa-4b0e-9c1d-1f2e3d4c5b6a"))),
            (ART15, (only("dev.ad_id", "included", count=2), records("devices", 2, {}, ad_id=PRESENT))))
    ] + [
        (given(ART20, map=RESTS_ON_PERSONALISATION), only("dev.ad_id", "included", count=2)),
    ]),
    "S07": ("a basis relabelled", [
        (given(ART20), only("web.access_event", "included"), only("web.ip", "included")),
        (given(ART20, map=RELABELLED),
         only("web.access_event", "withheld", "BASIS_NOT_PORTABLE", reference=has("20(1)")),
         only("web.ip", "withheld", "BASIS_NOT_PORTABLE"),
         records("usage", 0, {"kind": "view"})),
    ] + [
        (given(right, map=RELABELLED), only("web.access_event", "included"), only("web.ip", "included"),
         records("usage", views, {"kind": "view"}, ip=PRESENT))
        for right, views in ((ART15, 6), ("us-va-access", 2), ("us-ut-access", 2))
    ]),
    "S08": ("another controller's", [
        (given(ART15, request=MARKETING, map=LINKED_SERVICE, decisions=None),
         outcome("PARTIAL"),
         only("seu.marketing_profile", "elsewhere", "OTHER_CONTROLLER", count=0,
              controller=has("Sony Europe B.V.", "@")),
         only("psn.account", "elsewhere", "OTHER_CONTROLLER", count=0,
              controller=has("Sony Interactive Entertainment", "@")),
         record("identifiers", {"type": "account_link", "provider": "playstation_network"},
                issued="2022-01-08T18:22:41Z"),
         notice("recipient", key="RE", details={"name": has("Sony Europe B.V."), "contact": PRESENT}),
         record("disclosures", {"recipient": "Sony Europe B.V."}, at="2024-03-01T09:00:00Z", contact=PRESENT,
                items=["shes.email", "auth.language", "auth.birth_date"]),
         told("code.OTHER_CONTROLLER")),
    ]),
    "S09": ("recipients by name", [
        (given(ART15),
         records("disclosures", 4, {}, recipient=BY_NAME, at=PRESENT, items=PRESENT),
         record("disclosures", {"recipient": "Amazon Web Services, Inc."}, country="US",
                safeguard="Standard contractual clauses"),
         notice("recipient", key="RP", details={"name": has("Amazon Web Services, Inc."), "country": "US",
                                                "safeguard": has("Standard contractual clauses")}),
         recipients_named,
         # Not yet known who it will be: the category. Where it has happened, the name.
         notice("recipient", key="RG", details={"role": "authority", "name": has("authorities")}),
         record("disclosures", {"role": "authority"}, recipient="Police authority", at="2026-09-01T12:00:00Z")),
    ]),
    "S10": ("a receiver that cannot be reached", [
        # The workflow found no endpoint, so it asks for a copy and says why.
        (given(ART20, request={"options": {"recipient": "https://club.example", "direct_transfer": False}}),
         outcome("FULFIL", code=ABSENT),
         told("notice.transfer_not_feasible"),
         record("profile", {"source": "account"}, display_name="Astrid")),
        # Who receives is the person's choice: any controller is as good as another.
        (given(ART20, request={"delivery": {"mode": "transfer", "audience": "https://nobody-ever-heard-of.example",
                                            "expires": "2027-10-31T00:00:00Z", "sub": {"id": "pw-1"}}}),
         outcome("FULFIL", code=ABSENT), not_told("notice.transfer_not_feasible")),
    ]),
    "S23": ("an account deleted", [
        # Destroyed in time.
        *((given(right, request=ANNELI, received="2026-11-23T09:00:00Z", sql=destroyed("shes-d5336898")),
           outcome("NO_DATA", "NO_DATA", due="2026-12-23", appeal=PRESENT)) for right in (ART15, ART20)),
        # Still there, past its day: what is held is told (docs/adr/0016).
        (given(ART20, request=ANNELI, received="2026-11-23T09:00:00Z"),
         outcome("FULFIL", due="2026-12-23"), told("notice.archive"), only("shes.display_name", "included")),
        (given(ART15, request=JONAS, received="2026-11-23T09:00:00Z", decisions=None),
         outcome("FULFIL"), told("notice.archive"),
         record("profile", {"source": "account"}, status="deleted_archived", display_name="Jonas W."),
         only("shes.display_name", "included")),
        (given(ART20, request=JONAS, received="2026-11-23T09:00:00Z"),
         outcome("FULFIL"), told("notice.archive"), only("shes.display_name", "included"),
         record("profile", {"source": "account"}, status="deleted_archived", display_name="Jonas W.")),
        (given(ART20, request=JONAS, received="2026-11-23T09:00:00Z", map=controller_basis),
         only("shes.display_name", "withheld", "BASIS_NOT_PORTABLE"),
         only("shes.email", "withheld", "BASIS_NOT_PORTABLE"),
         holds_no("Jonas W.")),
        (given(ART15, request=JONAS, received="2026-11-23T09:00:00Z", map=controller_basis, decisions=None),
         only("shes.display_name", "included")),
        # Asked the day before the purge: what was held then is kept until the answer, and answers.
        (given(ART15, request=JONAS, received="2026-12-19T09:00:00Z", now="2026-12-19T10:00:00Z", decisions=None),
         outcome("FULFIL", purge_waits_until="2027-01-19", due="2027-01-19"), told("notice.purge_waits")),
        (given(ART15, request=JONAS, received="2026-12-19T09:00:00Z", now="2027-01-10T10:00:00Z", decisions=None),
         outcome("FULFIL", purge_waits_until="2027-01-19"), only("shes.display_name", "included")),
        # Asked the day after it: nothing waits for the answer any more.
        (given(ART15, request=JONAS, received="2026-12-21T09:00:00Z", now="2026-12-21T10:00:00Z", decisions=None),
         outcome("FULFIL", purge_waits_until=ABSENT), not_told("notice.purge_waits")),
    ]),
    "S24": ("deleted, under a legal hold", [
        (given("uk-gdpr-art15-access", request=HELD, decisions=None),
         outcome("HOLD", "E_REVIEW", review=["legal.claim_file"])),
        (given("uk-gdpr-art15-access", request=HELD, decisions={"items": {"legal.claim_file": {
            "do": "omit", "reason": "Advice of counsel", "by": "legal counsel", "at": "2026-11-22T10:00:00Z"}}}),
         outcome("PARTIAL"),
         only("shes.display_name", "included", basis="legal_obligation"),
         only("shes.email", "included", basis="legal_obligation"),
         only("auth.birth_date", "included", basis="legal_obligation"),
         only("legal.claim_file", "withheld", "LEGAL_PRIVILEGE"),
         record("profile", {"source": "account"}, status="deleted_archived", legal_hold="claim pending"),
         told("notice.archive"), holds_no("refused refund")),
        (given("uk-gdpr-art20-portability", request=HELD),
         *(only(item, "withheld", "BASIS_NOT_PORTABLE") for item in (
             "shes.display_name", "shes.email", "shes.country_region", "auth.birth_date", "auth.login_email",
             "web.access_event")),
         only("legal.claim_file", "withheld", "NOT_PROVIDED"),
         holds_no("m.garcia@post.example", "1958-09-17", "refused refund")),
    ]),
    "S26": ("a child of fifteen in Sweden", [
        (given(ART15, request=ELSA), outcome("FULFIL", code=ABSENT, reason=ABSENT),
         only("shes.display_name", "included"), record("profile", {"source": "account"}, display_name="elsa11"),
         told("notice.account_closure")),
        (given(ART20, request=ELSA, decisions=None), outcome("FULFIL", code=ABSENT)),
        (given(ART15, request={**ELSA, "requester": PARENT}),
         outcome("HOLD", "E_INCOMPLETE", reason=has("best_interests"))),
        (given(ART15, request={**ELSA,
                               "requester": {**PARENT, "evidence": ["parental_responsibility", "best_interests"]}}),
         outcome("FULFIL"), only("shes.display_name", "included")),
    ]),
}
