"""Rights without data: what is asked, what a person decided, and the record with its dates (docs/rights.md#actions).

Each place has a right that is accepted, one that is refused and one whose dates were counted by hand.
"""
import base64
import json
import subprocess

from given import HOLDALL, given
from then import ABSENT, PRESENT, decided, fails, has, outcome, that

TODAY = "2026-11-23T09:00:00Z"
BY = {"by": "privacy team", "at": "2026-11-23T10:00:00Z"}
UNVERIFIED = {"method": "opt_out_unverified", "at": TODAY, "level": "none"}
PERMISSION = {"kind": "signed_permission", "agent_full_name": "Agent Ltd", "consumer_full_name": "A Name",
              "clear_description": "opt out of sale and sharing"}
# The base of each place: an ordinary request of a person who lives there.
BASES = {"EEA": "gdpr-art15-access", "UK": "uk-gdpr-art15-access", "CH": "ch-fadp-art25-access", "CA": "ccpa-know",
         "CO": "us-co-access", "CT": "us-ct-access", "UT": "us-ut-access", "VA": "us-va-access",
         "NV": "us-nv-sale-optout", "QC": "ca-qc-s27-access", "CN": "cn-pipl-art45-copy",
         "JP": "jp-appi-art33-disclosure", "KR": "kr-pipa-art35-access", "APAC": "apac-access-generic",
         "ROW": "row-policy-baseline"}


def asks(place, right, options=None, request=None, decisions=None, received=TODAY, **how):
    """`options` replace those of the base."""
    changes = {"id": f"act-{place}-{right}", "right": right, **(request or {})}
    asked = given(BASES[place], request=changes, received=received, decisions=decisions, **how)
    asked.request.pop("options", None)
    if options:
        asked.request["options"] = options
    if request and "requester" in request:
        asked.request["requester"] = request["requester"]
    return asked


def done(**act):
    return {"action": {"done": "whole", **BY, **act}}


def refused(code, **more):
    return {"refuse": {"code": code, "reason": "as the file note says", **BY, **more}}


def by(kind, *evidence, method="session_reauth", level="high"):
    return {"requester": {"kind": kind, "verification": {"method": method, "at": TODAY, "level": level},
                          "evidence": list(evidence)}}


def telling(*keys):
    return that(f"with {keys}", lambda notices: notices and set(keys) <= {each.get("key") for each in notices})


def ways(*wanted):
    """The ways to appeal, in order, as (to, until)."""
    return that(f"{wanted}", lambda found: [(each["to"], each.get("until")) for each in found or []] == list(wanted))


def overlay(profile, days):
    """A policy that gives a number where the law says `reasonable`."""
    return {"schema": "rights-overlay/1", "overlay": "announces-days", "version": "1",
            "sources": [{"ref": "A policy with a number of days", "mark": "S"}],
            "profiles": {profile: {"appeal": [{"to": "controller", "within": {"n": days, "unit": "day"}}]}}}


# Virginia, refused on 2026-09-01: by the policy it may be contested until 2026-10-16.
VA_REFUSED = {"decisions": refused("E_EXCESSIVE"), "received": "2026-09-01T09:00:00Z", "now": "2026-09-01T12:00:00Z"}


def va_refused(**how):
    return asks("VA", "us-va-action-correct", overlay=overlay("us-va-action-correct", 45), **{**VA_REFUSED, **how})


def va_appeal(received, of=None, **how):
    return asks("VA", "us-va-action-appeal", received=received, of=of or va_refused(), **how)


def with_other_words(record):
    """The record says FULFIL now, under its old signature."""
    header, payload, signature = record.split(".")
    said = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    said["outcome"] = "FULFIL"
    text = json.dumps(said, separators=(",", ":"), sort_keys=True, ensure_ascii=False).encode()
    return ".".join([header, base64.urlsafe_b64encode(text).decode().rstrip("="), signature])


def another_key():
    subprocess.run([HOLDALL, "key", "new", "-o", "other.jwk", "--public", "other.pub.jwk"], capture_output=True,
                   check=False)
    return "other.jwk"


def accepted(*rows):
    """(place, right, options, due, further members)"""
    return [(asks(place, right, options), decided("FULFIL", "not_yet", **{"due": due, "code": ABSENT, **more}))
            for place, right, options, due, more in rows]


TABLE = {
    "A01": ("each place has rights without data, with the dates of its calendar", accepted(
        ("EEA", "gdpr-action-16", None, "2026-12-23", {"due_if_extended": "2027-02-23", "right": "correct"}),
        ("EEA", "gdpr-action-18", None, "2026-12-23", {"right": "restrict"}),
        ("UK", "uk-gdpr-action-17", None, "2026-12-23", {"appeal": ways(("controller", None), ("information_commissioner", None),
                                                                       ("court", None))}),
        ("CH", "ch-fadp-action-correct", None, "2026-12-23", {"due_if_extended": "2027-01-22"}),
        ("CA", "ccpa-action-delete", None, "2027-01-07", {"acknowledge_by": "2026-12-08", "due_if_extended": "2027-02-21"}),
        ("CA", "ccpa-action-correct", None, "2027-01-07", {"acknowledge_by": "2026-12-08"}),
        ("CO", "us-co-action-delete", None, "2027-01-07", {"due_if_extended": "2027-02-21"}),
        ("CT", "us-ct-action-correct", None, "2027-01-07", {}),
        ("UT", "us-ut-action-delete", None, "2027-01-07", {"appeal": ways(("controller", None))}),
        ("VA", "us-va-action-delete", None, "2027-01-07", {"appeal": ways(("controller", None), ("attorney_general", None))}),
        ("NV", "us-nv-sale-optout", None, "2027-01-22", {}),
        ("QC", "ca-qc-action-deindex", None, "2026-12-23", {"appeal": ways(("cai", "2026-12-23"))}),
        ("CN", "cn-pipl-action-46", None, "2026-12-14", {}),
        ("CN", "cn-pipl-action-44", None, "2026-12-14", {"right": "restrict"}),
        ("JP", "jp-appi-action-34", None, "2026-12-07", {}),
        ("KR", "kr-pipa-action-36", None, "2026-12-03", {}),
        ("KR", "kr-pipa-action-37", None, "2026-12-03", {"right": "restrict"}),
        ("APAC", "apac-action-correct", None, "2026-12-23", {}),
        ("ROW", "row-action-restrict", None, "2026-12-23", {}))),
    "A02": ("a right by its name is the one of the person's place", [
        *((asks(place, f"action-{name}", request={"id": f"by-name-{place}"}), decided("FULFIL", "not_yet", profile=has(profile)))
          for place, name, profile in (
              ("EEA", "delete", "gdpr-action-17/"), ("UK", "delete", "uk-gdpr-action-17/"), ("CA", "delete", "ccpa-action-delete/"),
              ("KR", "delete", "kr-pipa-action-36-delete/"), ("QC", "deindex", "ca-qc-action-deindex/"),
              ("JP", "complaint", "jp-appi-action-40/"), ("APAC", "delete", "apac-action-delete/"),
              ("ROW", "delete", "row-action-delete/"))),
        # What a place does not have is refused, with what it does have.
        *((asks(place, right), outcome("REFUSE", "E_NO_SUCH_RIGHT", offers=has(*offers)))
          for place, right, offers in (
              ("VA", "action-restrict", ("us-va-action-delete", "us-va-action-optout")),
              ("UT", "action-limit_sensitive", ("us-ut-action-delete",)),
              ("NV", "action-delete", ("us-nv-sale-optout",)), ("CH", "action-restrict", ("ch-fadp-action-delete",)),
              ("CA", "action-object", ("ccpa-action-optout",)), ("CO", "action-withdraw", ("us-co-action-optout",)),
              ("JP", "action-object", ("jp-appi-action-35",)), ("KR", "action-object", ("kr-pipa-action-37",)),
              ("ROW", "action-appeal", ("row-action-delete",)), ("EEA", "action-deindex", ("gdpr-action-17",)),
              ("NV", "gdpr-action-17", ("us-nv-sale-optout",)), ("CT", "us-va-action-delete", ("us-ct-action-delete",)),
              ("EEA", "gdpr-action-99", ("gdpr-art15-access",)))),
        # No right in Utah about profiling; in Virginia there is one.
        (asks("UT", "us-ut-action-optout", {"opt_out": ["profiling"]}), outcome("REFUSE", "E_NO_SUCH_RIGHT")),
        (asks("VA", "us-va-action-optout", {"opt_out": ["profiling", "sale"]}),
         decided("FULFIL", "not_yet", about=["profiling", "sale"], notices=telling("accompany.optout_status"))),
    ]),
    "A03": ("correction and erasure: who was told, and what was not done", [
        (asks("EEA", "gdpr-action-16", {"items": ["shes.display_name"]},
              decisions=done(what="The name was corrected.", recipients_told=["RP"], recipients_not_told={"RA": "not reachable"})),
         decided("FULFIL", "whole", items=["shes.display_name"], what="The name was corrected.",
                 recipients_told=that("one, by name", lambda all: [each["recipient"] for each in all] == ["RP"] and all[0]["name"]),
                 recipients_not_told=that("one, with the reason", lambda all: all[0]["reason"] == "not reachable"),
                 notices=telling("accompany.recipients_told"))),
        # Art. 19 asks whom: an answer that does not say is none.
        (asks("EEA", "gdpr-action-16", decisions=done()), fails(2, "which recipients were told")),
        (asks("EEA", "gdpr-action-16", decisions=done(recipients_told=["NOBODY"])), fails(2, "does not know")),
        (asks("EEA", "gdpr-action-17", decisions=done(
            done="part", code="NATIONAL_RESTRICTION", reference="GDPR 17(3)(b): legal obligation", reason="invoices are kept",
            recipients_told=[])),
         decided("PARTIAL", "part", code="NATIONAL_RESTRICTION", reference="GDPR 17(3)(b): legal obligation",
                 reason="invoices are kept", offers=["gdpr-action-18"],
                 appeal=ways(("supervisory_authority", None), ("court", None)))),
        (asks("EEA", "gdpr-action-17", decisions=refused("E_RIGHT_NOT_OFFERED")),
         decided("REFUSE", "no", code="E_RIGHT_NOT_OFFERED", reference=has("17(1)"), reason="as the file note says")),
        (asks("EEA", "gdpr-action-17", decisions=refused("E_FREQ_LIMIT")), fails(2, "/refuse/code")),
        (asks("EEA", "gdpr-action-17", decisions=done(done="part", recipients_told=[])), fails(2, "/action")),
        (asks("CA", "ccpa-action-delete",
              decisions=refused("NATIONAL_RESTRICTION", reference="Cal. Civ. Code 1798.105(d)(2): security")),
         decided("REFUSE", "no", reference=has("(d)(2)"), offers=["ccpa-action-optout"])),
        # A right to data takes no such decision.
        (given("gdpr-art15-access", decisions=done()), fails(2, "this right gives data")),
    ]),
    "A04": ("a legal hold keeps what would be erased", [
        *((asks(place, right, request={"subject": {"key": {"shes_id": person}}}, sql=sql),
           decided("REFUSE", "no", code="NATIONAL_RESTRICTION", reference=has(article), reason="kept under a legal hold"))
          for place, right, person, sql, article in (
              ("UK", "uk-gdpr-action-17", "shes-538453d7", "", "17(3)(e)"),
              *((place, right, person, f"UPDATE account SET legal_hold = 'claim' WHERE shes_id = '{person}';", article)
                for place, right, person, article in (
                    ("EEA", "gdpr-action-17", "shes-3c6ef362", "17(3)(e)"), ("CA", "ccpa-action-delete", "shes-daa66d13", "105(d)(8)"),
                    ("QC", "ca-qc-action-delete", "shes-78dde6c4", "s. 23"), ("CN", "cn-pipl-action-47", "shes-4540215f", "47"),
                    ("VA", "us-va-action-delete", "shes-6a99b44c", "59.1-582"))))),
        (asks("UK", "uk-gdpr-action-17", request={"subject": {"key": {"shes_id": "shes-538453d7"}}}, decisions=done(recipients_told=[])),
         fails(2, "legal hold")),
        (asks("UK", "uk-gdpr-action-17", request={"subject": {"key": {"shes_id": "shes-538453d7"}}}, decisions=done(
            done="part", code="NATIONAL_RESTRICTION", reason="all but the claim", recipients_told=["RP"])),
         decided("PARTIAL", "part", reference=has("17(3)(e)"))),
        # A hold does not stand in the way of a correction; an archived account may be erased.
        (asks("UK", "uk-gdpr-action-16", request={"subject": {"key": {"shes_id": "shes-538453d7"}}}), decided("FULFIL", "not_yet")),
        (asks("EEA", "gdpr-action-17", request={"subject": {"key": {"shes_id": "shes-f1bbcd88"}}}, decisions=done(recipients_told=[])),
         decided("FULFIL", "whole", recipients_told=[])),
        (asks("EEA", "gdpr-action-17", request={"subject": {"key": {"shes_id": "shes-00000000"}}}), outcome("NO_DATA", "NO_DATA")),
    ]),
    "A05": ("an objection to direct marketing is absolute", [
        *((asks(place, right, {"object_to": ["direct_marketing"]}, decisions=refused(code)), fails(2, "/refuse/code"))
          for place, right in (("EEA", "gdpr-action-21"), ("UK", "uk-gdpr-action-21"))
          for code in ("E_RIGHT_NOT_OFFERED", "NATIONAL_RESTRICTION", "E_EXCESSIVE")),
        (asks("EEA", "gdpr-action-21", {"object_to": ["direct_marketing"]}, decisions=done()),
         decided("FULFIL", "whole", about=["direct_marketing"], notices=telling("accompany.objection_absolute"))),
        (asks("EEA", "gdpr-action-21", {"object_to": ["legitimate_interest"]}, decisions=refused("E_RIGHT_NOT_OFFERED")),
         decided("REFUSE", "no", reference=has("compelling"))),
        # Both at once: the grounds count against the one that is not absolute.
        (asks("EEA", "gdpr-action-21", {"object_to": ["direct_marketing", "legitimate_interest"]}, decisions=done(
            done="part", code="E_RIGHT_NOT_OFFERED", reason="marketing stopped; fraud checks go on")),
         decided("PARTIAL", "part")),
        (asks("CH", "ch-fadp-action-object", decisions=refused("NATIONAL_RESTRICTION")), decided("REFUSE", "no", reference=has("31(1)"))),
        (asks("APAC", "apac-action-object", {"object_to": ["direct_marketing"]}, decisions=done()), decided("FULFIL", "whole")),
        (asks("ROW", "row-action-object", decisions=refused("NATIONAL_RESTRICTION")), decided("REFUSE", "no")),
    ]),
    "A06": ("a withdrawal names its consent", [
        *((asks(place, right, {"consent": purpose}, decisions=done()),
           decided("FULFIL", "whole", consent=purpose, right="withdraw", notices=telling("accompany.withdrawal_effect")))
          for place, right, purpose in (
              ("EEA", "gdpr-action-7-3", "personalisation"), ("QC", "ca-qc-action-withdraw", "personalisation"),
              ("CN", "cn-pipl-action-15", "terms"), ("KR", "kr-pipa-action-37-withdraw", "sharing.transfer"),
              ("CH", "ch-fadp-action-withdraw", "mail"), ("UK", "uk-gdpr-action-7-3", "terms"),
              ("APAC", "apac-action-withdraw", "terms"))),
        (asks("EEA", "gdpr-action-7-3"), outcome("HOLD", "E_INCOMPLETE", reason=has("which consent"))),
        (asks("EEA", "gdpr-action-7-3", {"consent": "astrology"}), outcome("HOLD", "E_INCOMPLETE", reason=has("no consent"))),
    ]),
    "A07": ("California: opting out needs nobody's proof, limiting is not offered", [
        (asks("CA", "ccpa-action-optout", {"opt_out": ["sale", "sharing"]},
              request={"requester": {"kind": "subject", "verification": UNVERIFIED}, "intake": {"channel": "global_privacy_control"}}),
         decided("FULFIL", "not_yet", due="2026-12-15", acknowledge_by=ABSENT, due_if_extended=ABSENT, about=["sale", "sharing"],
                 notices=telling("accompany.optout_status"))),
        (asks("CA", "ccpa-action-optout", {"opt_out": ["sharing"]}, request={
            "requester": {"kind": "subject", "verification": UNVERIFIED}, "subject": {"key": {"cookie": "c-1"}, "account": False}}),
         decided("FULFIL", "not_yet")),
        (asks("CA", "ccpa-action-optout", request=by("agent", PERMISSION)), decided("FULFIL", "not_yet", due="2026-12-15")),
        (asks("CA", "ccpa-action-optout", request=by("agent")), outcome("HOLD", "E_AGENT_NO_PERMISSION")),
        (asks("CA", "ccpa-action-optout", request=by("agent", {"kind": "asked_once"})), outcome("REFUSE", "E_AGENT_NO_PERMISSION")),
        (asks("CA", "ccpa-action-optout", decisions=refused("E_EXCESSIVE")), decided("REFUSE", "no", reference=has("7026(e)"))),
        (asks("CA", "ccpa-action-delete", request={"requester": {"kind": "subject", "verification": UNVERIFIED}}),
         outcome("HOLD", "E_ID_UNVERIFIED")),
        (asks("CA", "ccpa-action-limit"), outcome("REFUSE", "E_RIGHT_NOT_OFFERED", offers=["ccpa-action-optout"])),
        # That it is exempt is this controller's claim, not the law.
        (asks("CA", "ccpa-action-limit", map={"controller": {"facts": {"sensitive_use": None}}}),
         decided("FULFIL", "not_yet", due="2026-12-15", right="limit_sensitive")),
        (asks("CA", "ccpa-action-correct", received="2022-12-31T12:00:00Z"), outcome("REFUSE", "E_NOT_IN_FORCE")),
    ]),
    "A08": ("agents, guardians and heirs", [
        *((asks(place, right, request=by("agent", "mandate_signed", PERMISSION)), outcome("REFUSE", "E_AGENT_NOT_RECOGNISED"))
          for place, right in (("VA", "us-va-action-optout"), ("UT", "us-ut-action-optout"), ("CO", "us-co-action-delete"),
                               ("CT", "us-ct-action-delete"), ("VA", "us-va-action-correct"))),
        *((asks(place, right, request=by("agent", "mandate_signed")), decided("FULFIL", "not_yet"))
          for place, right in (("CO", "us-co-action-optout"), ("CT", "us-ct-action-optout"), ("EEA", "gdpr-action-17"))),
        # A child of thirteen in China: a guardian asks.
        (asks("CN", "cn-pipl-action-47", request={"subject": {"key": {"shes_id": "shes-e3779b10"}}}),
         outcome("HOLD", "E_GUARDIAN_REQUIRED")),
        (asks("CN", "cn-pipl-action-47",
              request={"subject": {"key": {"shes_id": "shes-e3779b10"}}, **by("guardian", "guardian_proof")}),
         decided("FULFIL", "not_yet")),
        (asks("KR", "kr-pipa-action-36", request=by("guardian", "guardian_proof")), outcome("REFUSE", "E_AGENT_NOT_RECOGNISED")),
        (asks("QC", "ca-qc-action-correct", request=by("heir", "proof_of_death", "succession_document")), decided("FULFIL", "not_yet")),
        (asks("JP", "jp-appi-action-35", request=by("heir", "proof_of_death")), outcome("REFUSE", "E_HEIR_NOT_RECOGNISED")),
    ]),
    "A09": ("an appeal in Virginia, in time and late", [
        (va_refused(), decided("REFUSE", "no", code="E_EXCESSIVE",
                               appeal=ways(("controller", None), ("attorney_general", None), ("controller", "2026-10-16")))),
        (va_appeal("2026-10-16T23:59:59Z", now="2026-10-17T08:00:00Z"),
         decided("FULFIL", "not_yet", right="appeal", due="2026-12-15", appeal=ways(("attorney_general", None)),
                 decision=that("of that request", lambda earlier: earlier["request"] == "act-VA-us-va-action-correct"))),
        (va_appeal("2026-10-17T00:00:00Z"), outcome("REFUSE", "E_EXPIRED")),
        # Without a number a reasonable period is a person's judgement.
        (va_appeal(TODAY, of=asks("VA", "us-va-action-correct", **VA_REFUSED)), decided("FULFIL", "not_yet", due="2027-01-22")),
        (va_appeal(TODAY, of=asks("VA", "us-va-action-correct", **VA_REFUSED), decisions=refused("E_RIGHT_NOT_OFFERED")),
         decided("REFUSE", "no", reference=has("the decision stands"), appeal=ways(("attorney_general", None)))),
        (asks("VA", "us-va-action-appeal"), outcome("HOLD", "E_INCOMPLETE", reason=has("which decision"))),
        # A decision that is still to be made, and one from after the appeal.
        (va_appeal(TODAY, of=asks("VA", "us-va-action-correct")),
         outcome("REFUSE", "E_NOT_IN_FORCE", reason=has("after the request"))),
        (va_appeal(TODAY, of=asks("VA", "us-va-action-correct", received="2026-11-20T09:00:00Z", now="2026-11-20T12:00:00Z")),
         outcome("HOLD", "E_INCOMPLETE", reason=has("nothing is decided"))),
        # The answer to an appeal cannot be appealed to the same controller again.
        (va_appeal(TODAY, of=va_appeal("2026-10-01T09:00:00Z", now="2026-10-01T12:00:00Z", decisions=refused("E_EXCESSIVE"))),
         outcome("REFUSE", "E_NO_SUCH_RIGHT")),
    ]),
    "A10": ("appeals elsewhere", [
        *((asks(place, f"us-{place.lower()}-action-appeal", of=asks(place, f"us-{place.lower()}-action-delete", **VA_REFUSED)),
           decided("FULFIL", "not_yet", due=due, **more))
          for place, due, more in (("CO", "2027-01-07", {"due_if_extended": "2027-03-08"}), ("CT", "2027-01-22", {}),
                                   ("UT", "2027-01-07", {}))),
        # Utah has an appeal only where a policy offers one.
        (asks("UT", "us-ut-action-appeal", of=asks("UT", "us-ut-action-delete", map={"overlays": []}, **VA_REFUSED)),
         outcome("REFUSE", "E_NO_SUCH_RIGHT", offers=["us-ut-access"])),
        (asks("KR", "kr-pipa-action-38", of=asks("KR", "kr-pipa-action-36", **{**VA_REFUSED, "decisions": refused("E_RIGHT_NOT_OFFERED")})),
         decided("FULFIL", "not_yet", due="2026-12-03", appeal=ways(("pipc", None)))),
    ]),
    "A11": ("a decision that is not ours, or somebody else's, is no ground", [
        (va_appeal(TODAY, changed=with_other_words), fails(4, "sig-invalid")),
        (va_appeal(TODAY, of=va_refused(key=another_key())), fails(4, "sig-unknown-key")),
        (va_appeal(TODAY, changed=lambda record: "not.a.record"), fails(4, "sig-malformed")),
        # Another person's, and another account of the same person.
        (asks("VA", "us-va-action-appeal", of=va_refused(request={"subject": {"key": {"shes_id": "shes-3c6ef362"}}})),
         outcome("REFUSE", "E_SUBJECT_MISMATCH")),
        (asks("EEA", "gdpr-action-77", of=asks("EEA", "gdpr-action-17", request={"subject": {"key": {"shes_id": "shes-be1e0823"}}},
                                               decisions=refused("E_EXCESSIVE"), received="2026-11-20T09:00:00Z",
                                               now="2026-11-20T12:00:00Z")),
         outcome("REFUSE", "E_SUBJECT_MISMATCH")),
        (asks("VA", "us-va-action-correct", of=va_refused()), outcome("HOLD", "E_INCOMPLETE", reason=has("no earlier decision"))),
    ]),
    "A12": ("complaints", [
        (asks("UK", "uk-dpa-action-164a"), decided("FULFIL", "not_yet", acknowledge_by="2026-12-23", right="complaint",
                                                   appeal=ways(("information_commissioner", None), ("court", None)))),
        (asks("UK", "uk-dpa-action-164a", received="2026-06-18T09:00:00Z", now="2026-06-19T12:00:00Z"),
         outcome("REFUSE", "E_NOT_IN_FORCE")),
        (asks("UK", "uk-dpa-action-164a", of=asks("UK", "uk-gdpr-action-17", decisions=refused("E_EXCESSIVE"),
                                                  received="2026-11-01T09:00:00Z", now="2026-11-02T09:00:00Z"),
              decisions=done(what="The erasure was carried out after all.")),
         decided("FULFIL", "whole", decision=PRESENT)),
        (asks("EEA", "gdpr-action-77"), decided("FULFIL", "not_yet", appeal=ways(("supervisory_authority", None), ("court", None)))),
        (asks("CN", "cn-pipl-action-65"), decided("FULFIL", "not_yet")),
        (asks("JP", "jp-appi-action-40", decisions=refused("E_RIGHT_NOT_OFFERED")), decided("REFUSE", "no", reference=has("no fault"))),
    ]),
    "A13": ("Quebec: silence is refusal, and thirty days run from it", [
        (asks("QC", "ca-qc-action-correct", received="2026-10-01T09:00:00Z"),
         decided("DEEMED_REFUSED", "not_yet", due="2026-10-31", appeal=ways(("cai", "2026-11-30")))),
        (asks("QC", "ca-qc-action-correct", received="2026-10-01T09:00:00Z", decisions=done(recipients_told=["RP"])),
         decided("DEEMED_REFUSED", "whole")),
        *((asks("QC", "ca-qc-action-complaint", received=day, now="2026-12-24T12:00:00Z",
                of=asks("QC", "ca-qc-action-correct", received="2026-11-01T09:00:00Z", decisions=refused("E_RIGHT_NOT_OFFERED"))),
           check) for day, check in (("2026-12-23T12:00:00Z", decided("FULFIL", "not_yet", decision=PRESENT)),
                                     ("2026-12-24T00:00:00Z", outcome("REFUSE", "E_EXPIRED")))),
    ]),
    "A14": ("China, Japan, Korea and the rest: what was done and why not", [
        (asks("CN", "cn-pipl-action-47", decisions=done(done="part", code="NATIONAL_RESTRICTION", reason="stored only",
                                                        reference="PIPL 47: technically hard to realise, stored and secured only")),
         decided("PARTIAL", "part", offers=["cn-pipl-action-44"],
                 appeal=ways(("personal_information_authority", None), ("court", None)))),
        (asks("JP", "jp-appi-action-35", {"opt_out": ["cease_use"]}, decisions=done()), decided("FULFIL", "whole", about=["cease_use"])),
        (asks("KR", "kr-pipa-action-36-delete", decisions=refused("NATIONAL_RESTRICTION")),
         decided("REFUSE", "no", reference=has("36(1)"), offers=["kr-pipa-action-37"])),
        (asks("KR", "kr-pipa-action-37", decisions=refused("E_RIGHT_NOT_OFFERED")), decided("REFUSE", "no", reference=has("37(2)(4)"))),
        (asks("APAC", "apac-action-correct", decisions=refused("E_RIGHT_NOT_OFFERED")), decided("REFUSE", "no")),
        (asks("CH", "ch-fadp-action-delete", decisions=done()), decided("FULFIL", "whole")),
        (asks("CO", "us-co-action-optout", {"opt_out": ["profiling"]}, decisions=done()), decided("FULFIL", "whole", about=["profiling"])),
        (asks("ROW", "row-action-delete", decisions=done(done="not_yet")), decided("FULFIL", "not_yet")),
        # The person is a pseudonym: the record shows nothing of the account.
        (asks("EEA", "gdpr-action-18", decisions=done(recipients_told=[])),
         lambda answer: [text for text in ("shes-9e3779b1", "astrid.berg") if text in json.dumps(answer.decision)]),
    ]),
}
