"""S11-S22: the states of the United States."""
from given import checked, explained, given
from then import (ABSENT, PRESENT, fails, has, holds, holds_no, holds_nothing_of, lacks, line, no_line, notice, only,
                  outcome, record, records, row, sections, signed, succeeds, that, told)

KNOW, CATEGORIES = "ccpa-know", "ccpa-know-categories"
MARIA = "shes-daa66d13"
TODAY = "2026-11-23T09:00:00Z"
PERMISSION = {"kind": "signed_permission", "agent_full_name": "Ada Agent", "consumer_full_name": "Maria Garcia",
              "clear_description": "Request to know specific pieces from the SHES account"}
POWER = "power_of_attorney_probate_4121_4130"


def agent(*evidence, **more):
    return {"requester": {"kind": "agent", "evidence": list(evidence), **more}}


UNVERIFIED = {"verification": {"method": "none", "level": "none"}}


def matched(method, *evidence, level="low"):
    """Somebody without an account, found by what was matched."""
    return {"subject": {"account": False},
            "requester": {"verification": {"method": method, "level": level}, "evidence": list(evidence)}}


def earlier(base, count):
    """As many requests in the months before, each under a number of its own."""
    return [given(base, request={"id": f"earlier-{base}-{number}"}, received=f"2026-{10 - number:02}-10T09:00:00Z")
            for number in range(count)]


EXCESSIVE = {"refuse": {"code": "E_EXCESSIVE", "reason": "The same data was given last week and nothing has changed",
                        "by": "privacy officer", "at": "2026-11-22T10:00:00Z"}}
ANYWAY = {"answer_anyway": {"reason": "The person has lost the last answer", "by": "privacy officer",
                            "at": "2026-11-22T10:00:00Z"}}

# S20: Grace Whitfield also sent an identity document to support.
CT_DOCUMENT = """
INSERT INTO support_case VALUES ('CT-2026-0001', 'shes-2e2ac0ea', '2026-03-01T10:00:00Z', 'mail', NULL);
INSERT INTO support_upload VALUES (99, 'CT-2026-0001', '2026-03-01T10:00:00Z', 'id_document', 'licence.txt',
  'text/plain', CAST('SPECIMEN. Connecticut license 012345678' AS BLOB));
"""

# S14: two uses around the first moment of the twelve months, and two around that of 2022.
EDGES = f"""
INSERT INTO web_event(event_id, shes_id, at, page) VALUES
  (901, '{MARIA}', '2025-11-22T23:59:59Z', '/edge/before-12-months'),
  (902, '{MARIA}', '2025-11-23T00:00:00Z', '/edge/12-months'),
  (903, '{MARIA}', '2021-12-31T23:59:59Z', '/edge/before-2022'),
  (904, '{MARIA}', '2022-01-01T00:00:00Z', '/edge/2022');
"""

TOO_MUCH = {"schema": "rights-overlay/1", "overlay": "overlay-test", "version": "1",
            "sources": [{"ref": "A policy that promises too much", "mark": "J"}],
            "profiles": {"ccpa-know": {"rules": [{"if": {"class": ["credential"]}, "do": "value"}]}}}

NEVADA = "us-nv-sale-optout"
SHINE = "us-ca-shine-the-light"
VA_AGENT = agent("mandate_signed", "signed_permission")
CO_OPTOUT = {"id": "dsr-2026-0300", "right": "us-co-action-optout", "options": {"opt_out": ["targeted_advertising"]}}


def views(*days):
    return that(f"on {days}", lambda at: at[:10] in days)


def telling(*keys):
    return that(f"with {keys}", lambda notices: notices and set(keys) <= {each.get("key") for each in notices})


def year_2025(answer):
    """Whom the ledger names as recipients for marketing, and nobody else."""
    names = sorted(each["details"]["name"] for each in answer.notices
                   if each["topic"] == "recipient" and each.get("key", "").startswith("disclosed:"))
    return [] if names == ["Sony Electronics Inc.", "Sony of Canada Ltd"] else [f"the recipients are {names}"]


TABLE = {
    "S11": ("an agent in California", [
        (given(KNOW, request=agent()), outcome("HOLD", "E_AGENT_NO_PERMISSION", due=PRESENT)),
        (given(KNOW, request=agent("asked_once")), outcome("REFUSE", "E_AGENT_NO_PERMISSION")),
        (given(KNOW, request=agent("signed_permission")),
         outcome("HOLD", "E_AGENT_NO_PERMISSION", reason=has("agent_full_name"))),
        *((given(KNOW, request=agent({**PERMISSION, field: ""})),
           outcome("HOLD", "E_AGENT_NO_PERMISSION", reason=has(field)))
          for field in ("agent_full_name", "consumer_full_name", "clear_description")),
        (given(KNOW, request=agent(PERMISSION)), outcome("FULFIL", code=ABSENT)),
        (given(KNOW, request=agent(POWER)), outcome("FULFIL", code=ABSENT)),
        (given(KNOW, request=agent(POWER, "asked_once")), outcome("FULFIL", code=ABSENT)),
    ]),
    "S12": ("agents in Virginia and Colorado", [
        (given("us-va-access", request=VA_AGENT),
         outcome("REFUSE", "E_AGENT_NOT_RECOGNISED"),
         fails(5, "the data subject may make this request")),
        (given("us-co-access", request={**CO_OPTOUT, **agent("mandate_signed")}), outcome("FULFIL", code=ABSENT),
         signed()),
        (given("us-co-access", request={**CO_OPTOUT, **agent()}), outcome("HOLD", "E_AGENT_NO_PERMISSION")),
        (given("us-co-access", request={**CO_OPTOUT, **agent("mandate_signed", **UNVERIFIED)}),
         outcome("HOLD", "E_ID_UNVERIFIED")),
        # What is enough for a person who opts out is not enough for whoever acts for another.
        (given("us-co-access",
               request={**CO_OPTOUT, **agent("mandate_signed", verification={"method": "opt_out_unverified"})}),
         outcome("HOLD", "E_ID_UNVERIFIED")),
        # Colorado too: an agent gets no data.
        (given("us-co-access", request=agent("mandate_signed")), outcome("REFUSE", "E_AGENT_NOT_RECOGNISED")),
    ]),
    "S13": ("no account in California", [
        (given(KNOW, request=matched("match_2_points")),
         outcome("DOWNGRADE", code=ABSENT, profile=has(CATEGORIES), downgraded_from=has(KNOW), reason=PRESENT),
         sections("request", "contents"), told("notice.downgraded"), told("accompany.categories_collected"),
         only("shes.email", "existence", "CATEGORIES_ONLY"), holds_nothing_of(MARIA)),
        (given(KNOW, request=matched("match_3_points")),
         outcome("DOWNGRADE", reason=has("declaration_under_penalty_of_perjury"))),
        (given(KNOW, request=matched("match_3_points", "declaration_under_penalty_of_perjury")),
         outcome("FULFIL", code=ABSENT),
         only("shes.email", "included")),
        (given(KNOW, request=matched("none", level="none")),
         outcome("REFUSE", "E_ID_UNVERIFIED", reason=has("privacy notice"))),
        (given(CATEGORIES, request=matched("none", level="none")),
         outcome("REFUSE", "E_ID_UNVERIFIED", reason=has("privacy notice"))),
    ]),
    "S14": ("how far back California reaches", [
        (given(KNOW, received=TODAY, sql=EDGES),
         outcome("FULFIL"),
         records("usage", 3, {"kind": "view"}, at=views("2025-11-23", "2025-12-01", "2026-11-15")),
         line("web.access_event", "withheld", "OUT_OF_WINDOW", reference=has("1798.130(a)(2)(B)")),
         notice("right", key="profile:ccpa-know", details={"collected_from": "2025-11-23T00:00:00Z"}),
         holds_no("/edge/before-12-months", "/account/create")),
        (given(KNOW, received=TODAY, sql=EDGES, request={"options": {"all": True}}),
         outcome("FULFIL"),
         records("usage", 7, {"kind": "view"}, at=that("since 2022", lambda at: at >= "2022-01-01T00:00:00Z")),
         record("usage", {"object": "/edge/2022"}), record("usage", {"object": "/edge/before-12-months"}),
         line("web.access_event", "withheld", "OUT_OF_WINDOW"),
         notice("right", key="profile:ccpa-know", details={"collected_from": "2022-01-01T00:00:00Z"}),
         holds_no("/edge/before-2022", "/account/create")),
        (checked(KNOW, {}), succeeds),
        (checked(KNOW, {"request": {"options": ["date_range", "categories_only"]}}),
         fails(2, "missing-option", "/request/options")),
    ]),
    "S15": ("secrets, documents and flags in California", [
        (given(KNOW),
         only("auth.security_question", "existence", "SECRET_CREDENTIAL", count=1),
         only("support.id_document", "existence", "HIGH_RISK_ID", count=1, reference=has("7024(d)")),
         record("communications", {"kind": "id_document"}, body=ABSENT, case="US-2026-0391", at="2026-03-09T17:30:00Z"),
         told("accompany.withheld_types_with_particularity"),
         line("sec.fraud_flag", "withheld", "SECURITY_DATA", reference=has("1798.130(a)(3)(B)(iii)")),
         holds_no("Which street did you grow up in?", "I7392041", "SPECIMEN", "licence-front", "account locked")),
        (explained(KNOW),
         row("auth.security_question", "existence", "SECRET_CREDENTIAL", rule="core#/core/0"),
         row("support.id_document", "existence", "HIGH_RISK_ID", rule="ccpa-know#/scope/rules/0"),
         row("sec.fraud_flag", "withheld", "SECURITY_DATA")),
        # Core first: no policy can promise a secret away.
        (explained(KNOW, overlay=TOO_MUCH), fails(2, "overlay-test#/profiles/ccpa-know/rules/0", "core")),
    ]),
    "S16": ("the third request in twelve months", [
        (given(KNOW, received=TODAY, after=earlier(KNOW, 2)), outcome("REFUSE", "E_FREQ_LIMIT")),
        (given(KNOW, received=TODAY, after=earlier(KNOW, 1) + earlier(CATEGORIES, 1)),
         outcome("REFUSE", "E_FREQ_LIMIT")),
        (given(KNOW, received=TODAY, after=earlier(KNOW, 1)), outcome("FULFIL")),
        # It may refuse, it need not.
        (given(KNOW, received=TODAY, after=earlier(KNOW, 2), decisions=ANYWAY), outcome("FULFIL", code=ABSENT)),
        # More than twelve months ago counts no more.
        (given(KNOW, received=TODAY,
               after=[given(KNOW, request={"id": f"old-{number}"}, received="2025-11-23T09:00:00Z")
                      for number in range(2)]),
         outcome("FULFIL")),
        # Another person's requests count for nothing.
        (given(KNOW, received=TODAY,
               after=[given(KNOW, request={"id": f"other-{number}", "subject": {"key": {"shes_id": "shes-8ff34739"}}})
                      for number in range(2)]),
         outcome("FULFIL")),
        # EEA: however many, the count never refuses; a person does, with a reason.
        (given("gdpr-art20-portability", received=TODAY, after=earlier("gdpr-art20-portability", 5)),
         outcome("FULFIL", code=ABSENT)),
        (given("gdpr-art15-access", received=TODAY, after=earlier("gdpr-art15-access", 3)),
         outcome("PARTIAL", code=ABSENT)),
        (given("gdpr-art20-portability", received=TODAY, decisions=EXCESSIVE,
               after=earlier("gdpr-art20-portability", 2)),
         outcome("REFUSE", "E_EXCESSIVE", reason=has("The same data was given last week"), appeal=PRESENT)),
        (given("gdpr-art20-portability",
               decisions={"refuse": {name: value for name, value in EXCESSIVE["refuse"].items() if name != "reason"}}),
         fails(2, "reason")),
        (given("gdpr-art20-portability", decisions={"refuse": {**EXCESSIVE["refuse"], "code": "E_FREQ_LIMIT"}}),
         fails(2, "code")),
    ]),
    "S17": ("portability and access in Virginia", [
        (given("us-va-portability"),
         only("web.access_event", "withheld", "NOT_PROVIDED", see_also="us-va-access"), records("usage", 0),
         told("accompany.both_rights")),
        (given("us-va-access"),
         only("web.access_event", "included"), records("usage", 2, {"kind": "view"}), told("accompany.both_rights")),
        (explained("us-va-portability", compare="us-va-access"),
         row("web.access_event", "withheld", "NOT_PROVIDED", rule=has("us-va-portability#/scope/rules/"),
             see_also="us-va-access", compare={"outcome": "included", "code": ABSENT})),
    ]),
    "S18": ("the third portability in one year in Colorado", [
        (given("us-co-portability", received=TODAY, after=earlier("us-co-portability", 2)),
         outcome("REFUSE", "E_FREQ_LIMIT", offers=["us-co-access"])),
        (given("us-co-portability", received=TODAY, after=earlier("us-co-portability", 1)), outcome("FULFIL")),
        (given("us-co-access", received=TODAY, after=earlier("us-co-portability", 2)),
         outcome("FULFIL", code=ABSENT, fee_allowed=ABSENT)),
        (given("us-co-access", received=TODAY, after=earlier("us-co-access", 1)),
         outcome("FULFIL", code=ABSENT, fee_allowed=True)),
        # Another calendar year begins anew.
        (given("us-co-portability", received="2027-01-02T09:00:00Z", now="2027-01-02T10:00:00Z",
               after=earlier("us-co-portability", 2)), outcome("FULFIL")),
    ]),
    "S19": ("correction and appeal in Utah", [
        (given("us-ut-access", request={"right": "us-ut-action-correct"}, received="2026-06-30T23:59:59Z"),
         outcome("REFUSE", "E_NOT_IN_FORCE", appeal=that("to the controller, by the overlay", lambda ways: ways and [
             (each["to"], each["source"]) for each in ways] == [("controller", "overlay-shes-2024-02-20")]))),
        (given("us-ut-access", request={"right": "us-ut-action-correct"}, received="2026-07-01T00:00:00Z",
               now="2026-07-02T00:00:00Z"),
         outcome("FULFIL", code=ABSENT, due="2026-08-15"), signed(profile=has("us-ut-action-correct"))),
        *((given("us-ut-access", request={"right": right, **agent("mandate_signed")}),
           outcome("REFUSE", "E_AGENT_NOT_RECOGNISED", appeal=[
               {"to": "controller", "ref": "SHES policy, section 8 (i)", "statutory_appeal": False,
                "source": "overlay-shes-2024-02-20"}]))
          for right in ("us-ut-access", "us-ut-portability")),
        # Without the policy's overlay Utah has no appeal.
        (given("us-ut-access", request=agent("mandate_signed"), map={"overlays": []}),
         outcome("REFUSE", "E_AGENT_NOT_RECOGNISED", appeal=ABSENT)),
    ]),
    "S20": ("Connecticut before and after 2026-07-01", [
        *((given(right, received="2026-06-30T23:59:59Z", now="2026-07-01T12:00:00Z", sql=CT_DOCUMENT),
           only("infer.interests", "included", reference=has("42-518")),
           only("infer.demographics", "included", reference=lacks("SB 1295")),
           only("support.id_document", "included"), holds("Connecticut license 012345678"))
          for right in ("us-ct-access", "us-ct-portability")),
        *((given(right, received="2026-07-01T00:00:00Z", now="2026-07-01T12:00:00Z", sql=CT_DOCUMENT),
           only("infer.interests", "included", reference=has("SB 1295")),
           only("infer.demographics", "included", reference=has("SB 1295")),
           only("support.id_document", "existence", "HIGH_RISK_ID", reference=has("SB 1295")),
           record("communications", {"kind": "id_document"}, body=ABSENT),
           holds_no("Connecticut license", "012345678"))
          for right in ("us-ct-access", "us-ct-portability")),
    ]),
    "S21": ("a copy and an opt-out in Nevada", [
        (given(NEVADA, request={"right": "auto"}),
         outcome("REFUSE", "E_NO_SUCH_RIGHT", offers=["row-policy-baseline"])),
        (given(NEVADA, request={"right": "row-policy-baseline"}), outcome("FULFIL"), only("shes.email", "included")),
        (given(NEVADA, request={"intake": {"stated": ["name", "postal_address", "email"]}}),
         outcome("HOLD", "E_INCOMPLETE", reason=has("zip"))),
        (given(NEVADA, received=TODAY), outcome("FULFIL", code=ABSENT, due="2027-01-22"),
         signed(due="2027-01-22", request="dsr-2026-0218",
                notices=telling("accompany.receipt", "accompany.sale_optout_recorded")),
         signed(notices=that("one that says that nothing is sold", lambda notices: any(
             "Nothing is sold today" in each["text"].get("en", "") for each in notices)))),
    ]),
    "S22": ("Shine the Light", [
        (given(SHINE, request={"intake": {"reference": None}}),
         outcome("HOLD", "E_INCOMPLETE", reason=has("Your California Privacy Rights – SHES Account."))),
        (given(SHINE, request={"intake": {"stated": ["name", "email"]}}),
         outcome("HOLD", "E_INCOMPLETE", reason=has("postal_address|zip"))),
        # Sent elsewhere: the design's procedure has 150 days, its limits refuse; the policy's own words are followed.
        (given(SHINE, request={"intake": {"designated_address": False}}), outcome("HOLD", "E_INCOMPLETE")),
        (given(SHINE, received=TODAY),
         outcome("FULFIL", code=ABSENT, due="2026-12-23"), sections("request", "contents"), year_2025,
         notice("recipient", key="disclosed:Sony Electronics Inc.", details={
             "contact": PRESENT, "categories": ["ID"]}),
         notice("right", key="profile:us-ca-shine-the-light", details={
             "collected_from": "2025-01-01T00:00:00Z", "collected_before": "2026-01-01T00:00:00Z"}),
         line("disc.log", "withheld", "OUT_OF_WINDOW"), line("disc.log", "withheld", "NOT_REQUESTED"),
         line("disc.log", "existence", "CATEGORIES_ONLY"), no_line("disc.log", outcome="included"),
         holds_nothing_of(MARIA)),
    ]),
}
