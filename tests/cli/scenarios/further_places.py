"""S38-S46, S51: Asia and Oceania, parents in the United States, Canada outside Quebec, gatekeepers."""
from given import given
from then import (ABSENT, has, holds_no, line, only, outcome, record, records, that, told)

TODAY = "2026-11-23T09:00:00Z"
COPY = {"delivery": {"mode": "copy", "audience": None, "expires": None, "sub": None}}
SENT = {"delivery": {"mode": "transfer", "audience": "https://music.example", "expires": "2027-10-31T00:00:00Z",
                     "sub": {"id": "pw-0b8e5c1f42d97a36"}}}
AUTO = {"right": "auto"}
NOBODY_ASKED = {"requester": {"evidence": None}}


def by(profile):
    return that(f"under {profile}", lambda found: found == f"{profile}/2026.11")


def appeals_to(*authorities):
    return that(f"to {authorities}", lambda appeals: [each["to"] for each in appeals or []] == list(authorities))


# S42: interests that Siriporn stated herself, with a consent.
STATED = """
INSERT INTO inference(inf_id, shes_id, attr, value, consent_record, at)
  VALUES (901, 'shes-11a25bfa', 'interest', 'stated-by-siriporn', 'cr-test', '2026-02-01T00:00:00Z');
INSERT INTO consent_event(event_id, record_id, shes_id, purpose, on_behalf_of, state, at) VALUES
  (901, 'cr-test', 'shes-11a25bfa', 'personalisation', 'Sony Corporation', 'given', '2026-01-01T00:00:00Z');
"""
WITHDRAWN = STATED + """
INSERT INTO consent_event(event_id, record_id, shes_id, purpose, on_behalf_of, state, at) VALUES
  (902, 'cr-test', 'shes-11a25bfa', 'personalisation', 'Sony Corporation', 'withdrawn', '2026-06-01T00:00:00Z');
"""
INTERESTS_STATED = {"items": {"infer.interests": {"provenance": "provided"}}}
USES_BY_INTEREST = {"items": {"web.access_event": {"basis": "legitimate_interest"}}}


def heir(*kinds):
    return {"requester": {"kind": "heir", "evidence": list(kinds)}}


HEIR = heir("proof_of_death", "succession_document")

COPPA = "us-coppa-parent-review"
THIRTEEN = "UPDATE sony_auth SET birth_date = '2013-11-22' WHERE shes_id = 'shes-3fcd1ce4';"
MY_PORT, DMA = "apac-portability-my", "eu-dma-art6-9-receive"
GATEKEEPER = {"controller": {"facts": {"gatekeeper": "designated"}}}

TABLE = {
    "S38": ("Taiwan: fifteen days and fifteen more", [
        (given("apac-access-tw", received=TODAY),
         outcome("FULFIL", due="2026-12-08", tell_extension_by="2026-12-08", due_if_extended="2026-12-23",
                 appeal=appeals_to("pdpc_tw"))),
        (given("apac-access-tw", received=TODAY, now="2026-12-20T12:00:00Z",
               request={"clock": {"extended": "2026-12-08T01:00:00Z"}}), outcome("FULFIL", due="2026-12-23")),
        # Told a day too late is not told.
        (given("apac-access-tw", received=TODAY, now="2026-12-20T12:00:00Z",
               request={"clock": {"extended": "2026-12-09T01:00:00Z"}}), outcome("FULFIL", due="2026-12-08")),
        (given("apac-access-tw", request=AUTO), outcome("FULFIL", profile=by("apac-access-tw")),
         only("shes.display_name", "included"), record("profile", {"source": "account"}, display_name="怡君")),
        # No law of Taiwan sends data on.
        (given("apac-access-tw", request={**AUTO, **SENT}),
         outcome("REFUSE", "E_NO_SUCH_RIGHT", offers=["apac-access-tw"])),
    ]),
    "S39": ("New Zealand: twenty working days over Christmas", [
        (given("apac-access-nz", received="2026-12-14T01:00:00Z", now="2026-12-15T12:00:00Z"),
         outcome("FULFIL", due="2027-01-20", due_if_extended=ABSENT, appeal=appeals_to("privacy_commissioner_nz"))),
        (given("apac-access-nz", received=TODAY), outcome("FULFIL", due="2026-12-21")),
    ]),
    "S40": ("Indonesia: seventy-two hours", [
        (given("apac-access-id", received=TODAY), outcome("FULFIL", due="2026-11-26", due_if_extended=ABSENT)),
        # Friday night to Monday night, whatever was asked for in between.
        (given("apac-access-id", received="2026-11-27T22:00:00Z", now="2026-11-29T12:00:00Z",
               request={"clock": {"identity_info_asked": "2026-11-28T01:00:00Z",
                                  "identity_info_received": "2026-11-29T01:00:00Z"}}),
         outcome("FULFIL", due="2026-11-30")),
        # Vietnam confirms receipt within two working days.
        (given("apac-access-vn", received="2026-11-20T09:00:00Z"),
         outcome("FULFIL", acknowledge_by="2026-11-24", due="2026-11-30", due_if_extended="2026-12-15")),
    ]),
    "S51": ("Singapore's past year, heirs in the Philippines", [
        (given("apac-access-sg"), outcome("FULFIL", appeal=appeals_to("pdpc_sg")),
         told("accompany.uses_and_disclosures_past_year"), only("disc.log", "included"),
         record("disclosures", {"recipient": "Svarsverket Customer Care AB"}, at="2026-05-02T03:00:00Z",
                purpose="answering an enquiry")),
        (given("apac-access-ph", request=HEIR), outcome("FULFIL")),
        (given("apac-access-ph", request=heir("proof_of_death")),
         outcome("HOLD", "E_INCOMPLETE", reason=has("succession_document"))),
        # A right of its own (s. 18), which heirs do not have; and other laws of the region have no heirs.
        (given("apac-portability-ph", request=HEIR), outcome("REFUSE", "E_HEIR_NOT_RECOGNISED")),
        (given("apac-access-vn", request=HEIR), outcome("REFUSE", "E_HEIR_NOT_RECOGNISED")),
    ]),
    "S41": ("Malaysia: from controller to controller only", [
        (given(MY_PORT, received=TODAY), outcome("FULFIL", code=ABSENT), only("shes.email", "included"),
         only("web.access_event", "included"), only("web.usage_counters", "withheld", "NOT_PROVIDED"),
         only("shes.account_id", "withheld", "ASSIGNED_ID")),
        (given(MY_PORT, request=COPY),
         outcome("REFUSE", "E_NO_SUCH_RIGHT", offers=["apac-access-my"], reason=has("another controller only"))),
        (given(MY_PORT, request=NOBODY_ASKED), outcome("HOLD", "E_INCOMPLETE", reason=has("technically_feasible"))),
        # `auto`: a copy is the right of access, in 21 days and 14 more.
        (given(MY_PORT, request={**AUTO, **COPY}, received=TODAY),
         outcome("FULFIL", profile=by("apac-access-my"), due="2026-12-14", due_if_extended="2026-12-28")),
        (given(MY_PORT, request=AUTO), outcome("FULFIL", profile=by(MY_PORT))),
        # Before 2025-06-01 there was no such right.
        (given(MY_PORT, received="2025-05-31T23:00:00Z", now="2025-06-01T12:00:00Z",
               request={"delivery": {"expires": "2025-12-31T00:00:00Z"}}),
         outcome("REFUSE", "E_NOT_IN_FORCE", offers=["apac-access-my"])),
    ]),
    "S42": ("Thailand: by consent or contract", [
        (given("apac-portability-th"), outcome("FULFIL"), only("web.access_event", "included"),
         only("sec.login_attempt", "withheld", "BASIS_NOT_PORTABLE", reference=has("24(3)"),
              see_also="apac-access-th")),
        (given("apac-portability-th", map=USES_BY_INTEREST),
         line("web.access_event", "withheld", "BASIS_NOT_PORTABLE")),
        (given("apac-access-th", map=USES_BY_INTEREST), only("web.access_event", "included")),
        (given("apac-portability-th", map=INTERESTS_STATED, sql=STATED), only("infer.interests", "included")),
        (given("apac-portability-th", map=INTERESTS_STATED, sql=WITHDRAWN),
         only("infer.interests", "withheld", "BASIS_NOT_PORTABLE"), holds_no("stated-by-siriporn")),
        # Malaysia and the Philippines have no such gate.
        (given(MY_PORT, map=USES_BY_INTEREST), only("web.access_event", "included")),
        (given("apac-portability-ph", map=USES_BY_INTEREST), only("web.access_event", "included")),
    ]),
    "S43": ("a parent in the United States", [
        (given(COPPA), outcome("FULFIL", code=ABSENT), only("shes.email", "included"),
         only("auth.birth_date", "included"), only("web.access_event", "included"), only("web.cookie_id", "included"),
         only("web.usage_counters", "withheld", "NOT_PROVIDED"), only("disc.log", "withheld", "NOT_PROVIDED"),
         # The child's words, without her brother's address.
         only("support.message_by_subject", "masked", "THIRD_PERSON_RIGHTS"), holds_no("max.brooks@mail.example"),
         told("notice.sensitive_minor"), told("accompany.parent_may_stop")),
        # Not the parent, or not shown to be one.
        (given(COPPA, request={"requester": {"evidence": ["parental_responsibility"]}}),
         outcome("REFUSE", "E_AGENT_NOT_RECOGNISED", reason=has("parent_verification_312_5"))),
        *((given(COPPA, request={"requester": {"kind": kind}}), outcome("REFUSE", code))
          for kind, code in (("subject", "E_AGENT_NOT_RECOGNISED"), ("agent", "E_AGENT_NOT_RECOGNISED"),
                             ("heir", "E_HEIR_NOT_RECOGNISED"))),
        # Thirteen on the day of receipt, and the day before.
        (given(COPPA, sql=THIRTEEN), outcome("REFUSE", "E_AGENT_NOT_RECOGNISED")),
        (given(COPPA, received="2026-11-21T09:00:00Z", sql=THIRTEEN), outcome("FULFIL")),
        # A copy only, and only in the United States.
        (given(COPPA, request=SENT), outcome("REFUSE", "E_NO_SUCH_RIGHT")),
        (given(COPPA, request={"subject": {"residence": "SE", "country": "SE"}}), outcome("REFUSE", "E_NO_SUCH_RIGHT")),
        # `auto`: beside what the policy promises everybody; a child of ten does not ask alone.
        (given(COPPA, request=AUTO),
         outcome("FULFIL", profile="row-policy-baseline/2026.11+us-coppa-parent-review/2026.11"),
         only("support.message_by_subject", "masked", "THIRD_PERSON_RIGHTS")),
        (given(COPPA, request={**AUTO, "requester": {"kind": "subject"}}), outcome("HOLD", "E_GUARDIAN_REQUIRED")),
        # The state's law, where it knows the parent, and this one.
        (given(COPPA, request={**AUTO, "subject": {"residence": "US-CO", "country": "US-CO"}}),
         outcome("FULFIL", profile="us-co-access/2026.11+us-coppa-parent-review/2026.11")),
    ]),
    "S44": ("Canada outside Quebec", [
        (given("ca-pipeda-access", received=TODAY),
         outcome("FULFIL", due="2026-12-23", tell_extension_by="2026-12-23", due_if_extended="2027-01-22",
                 appeal=appeals_to("opc", "court")),
         only("support.message_by_subject", "included"),
         only("support.message_by_others", "masked", "THIRD_PERSON_RIGHTS", reference=has("9(1)")),
         holds_no("k.osei@post.example", "Noor Haddad"), told("accompany.provision_records")),
        (given("ca-pipeda-access", decisions=None),
         outcome("HOLD", "E_REVIEW", review=["sec.login_attempt"])),
        # No answer in the time is a refusal (s. 8(5)).
        (given("ca-pipeda-access", received="2026-10-01T09:00:00Z"), outcome("DEEMED_REFUSED", due="2026-10-31")),
        (given("ca-pipeda-access", request={**AUTO, "subject": {"country": "CA"}}),
         outcome("FULFIL", profile=by("ca-pipeda-access"))),
        (given("ca-pipeda-access", request=SENT), outcome("REFUSE", "E_NO_SUCH_RIGHT")),
        # Quebec has its own law, by name and by `auto`.
        (given("ca-qc-s27-access", request={"right": "ca-pipeda-access"}, decisions=None),
         outcome("REFUSE", "E_NO_SUCH_RIGHT")),
        (given("ca-qc-s27-access", request=AUTO), outcome("FULFIL", profile=by("ca-qc-s27-access"))),
    ]),
    "S45": ("a gatekeeper's duty", [
        (given(DMA), outcome("REFUSE", "E_RIGHT_NOT_OFFERED", offers=["gdpr-art20-portability", "gdpr-art15-access"],
                             reason=has("does not have"))),
        (given(DMA, map={"controller": {"facts": {"gatekeeper": "no"}}}), outcome("REFUSE", "E_RIGHT_NOT_OFFERED")),
        # What a gatekeeper's bundle may be.
        (given(DMA, map=GATEKEEPER), outcome("FULFIL", code=ABSENT, due=ABSENT), only("shes.email", "included"),
         records("usage", 4, {"kind": "view"}), only("web.usage_counters", "withheld", "NOT_PROVIDED"),
         only("sec.login_attempt", "withheld", "SECURITY_DATA")),
        (given(DMA, map=GATEKEEPER, request={"requester": {"kind": "agent"}}),
         outcome("HOLD", "E_AGENT_NO_PERMISSION", reason=has("end_user_authorisation"))),
        (given(DMA, map=GATEKEEPER, request={"requester": {"kind": "agent", "evidence": ["end_user_authorisation"]}}),
         outcome("FULFIL")),
        # It is nobody's `auto`.
        (given(DMA, map=GATEKEEPER, request=AUTO), outcome("FULFIL", profile=by("gdpr-art20-portability"))),
    ]),
    "S46": ("India before its law", [
        (given("apac-access-in"), outcome("REFUSE", "E_NOT_IN_FORCE", offers=["apac-access-generic"])),
        (given("apac-access-in", request=AUTO), outcome("FULFIL", profile=by("apac-access-generic"))),
        *((given("apac-access-in", received=received, now="2027-05-14T12:00:00Z", request=AUTO),
           outcome("FULFIL", profile=by(profile), due=due))
          for received, profile, due in (("2027-05-12T23:59:59Z", "apac-access-generic", "2027-06-11"),
                                         ("2027-05-13T00:00:00Z", "apac-access-in", "2027-06-12"))),
        # Whoever is under eighteen is a child there.
        (given("apac-access-in", received="2027-06-01T09:00:00Z", now="2027-06-02T12:00:00Z",
               sql="UPDATE sony_auth SET birth_date = '2010-01-01' WHERE shes_id = 'shes-6526afd1';"),
         outcome("HOLD", "E_GUARDIAN_REQUIRED")),
    ]),
}
