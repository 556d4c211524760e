#include "holdall/schemas/record_types.h"

#include <algorithm>
#include <array>

#include "holdall/core/base/text.h"
#include "holdall/schemas/patterns.h"

namespace holdall {
namespace {

using enum FieldType;
using Choice = std::string_view;

constexpr std::array kLedgerKinds = {Choice{"item"}, Choice{"notice"}, Choice{"section"}};
constexpr std::array kOutcomes = {Choice{"included"}, Choice{"empty"},     Choice{"not_collected"},
                                  Choice{"masked"},   Choice{"existence"}, Choice{"withheld"},
                                  Choice{"expired"},  Choice{"elsewhere"}, Choice{"failed"}};
constexpr std::array kProvenances = {Choice{"provided"},    Choice{"observed"}, Choice{"assigned"}, Choice{"directed"},
                                     Choice{"third_party"}, Choice{"authored"}, Choice{"derived"},  Choice{"inferred"}};
constexpr std::array kTopics = {
    Choice{"controller"}, Choice{"purpose"},  Choice{"category"}, Choice{"recipient"}, Choice{"retention"},
    Choice{"source"},     Choice{"transfer"}, Choice{"right"},    Choice{"complaint"}, Choice{"automated_decision"}};

constexpr std::array kLedger = {
    FieldSpec{"kind", kChoice, true, "What this line accounts for.", {}, kLedgerKinds},
    FieldSpec{"section", kName, false, "section: its name."},
    FieldSpec{"schema", kName, false, "section: the IRI of its record schema."},
    FieldSpec{"records", kInteger, false, "section: how many records it has."},
    FieldSpec{"item", kName, false, "item: the data item's id in the controller's data map."},
    FieldSpec{"outcome", kChoice, false, "item: what became of it.", {}, kOutcomes},
    FieldSpec{"count", kInteger, false, "item: how many values that outcome covers."},
    FieldSpec{"code", kName, false, "item: why it was not delivered as it stands."},
    FieldSpec{"reference", kName, false, "item: the rule or article behind the outcome.", "dpv:Justification"},
    FieldSpec{"pointers", kNames, false, "item: where its values are, as section#/member."},
    FieldSpec{"see_also", kName, false, "item: the right that would give it."},
    FieldSpec{"controller", kName, false, "item: who holds it instead.", "dpv:DataController"},
    FieldSpec{"category", kName, false, "item: the controller's data category.", "dpv:hasPersonalData"},
    FieldSpec{"provenance", kChoice, false, "item: how the controller came by it.", "dpv:hasDataSource", kProvenances},
    FieldSpec{"basis", kName, false, "item: legal basis of its processing.", "dpv:hasLegalBasis"},
    FieldSpec{"purposes", kNames, false, "item: keys of the purpose notices.", "dpv:hasPurpose"},
    FieldSpec{"recipients", kNames, false, "item: keys of the recipient notices.", "dpv:hasRecipient"},
    FieldSpec{"retention", kName, false, "item: key of the retention notice.", "dpv:hasStorageCondition"},
    FieldSpec{"topic", kChoice, false, "notice: what it tells.", "dpv:hasNotice", kTopics},
    FieldSpec{"key", kName, false, "notice: the key that items refer to."},
    FieldSpec{"text", kAny, false, "notice: {language: text}."},
    FieldSpec{"details", kAny, false, "notice: machine-readable particulars."},
};

constexpr std::array kVerification = {
    FieldSpec{"method", kName, true, "How the requester was authenticated."},
    FieldSpec{"at", kTimestamp, true, "When."},
    FieldSpec{"level", kName, true, "Assurance reached."},
};
constexpr std::array kRequester = {
    FieldSpec{"kind", kName, true, "subject, agent, guardian or heir."},
    FieldSpec{"verification", kObject, true, "How identity was established.", {}, {}, kVerification},
    FieldSpec{"evidence", kAny, false, "References to evidence the controller keeps."},
};
constexpr std::array kRequestStates = {Choice{"open"},    Choice{"in_progress"}, Choice{"fulfilled"},
                                       Choice{"revoked"}, Choice{"denied"},      Choice{"expired"}};
constexpr std::array kRequest = {
    FieldSpec{"binding", kName, true, "Tells the issuer, and nobody else, exactly which request this was."},
    FieldSpec{"received", kTimestamp, true, "When the controller received the request."},
    FieldSpec{"right", kName, true, "The rights profile that was applied, with its version.", "dpv:hasRight"},
    FieldSpec{"requested", kName, true, "The right as it was asked for."},
    FieldSpec{"requester", kObject, true, "Who asked.", {}, {}, kRequester},
    FieldSpec{"residence", kCountry, false, "Claimed residence."},
    FieldSpec{"country", kCountry, false, "Country of the account."},
    FieldSpec{"mode", kName, true, "copy or transfer."},
    FieldSpec{"audience", kUri, false, "transfer: the receiving controller."},
    FieldSpec{"expires", kTimestamp, false, "transfer: until when it may be imported."},
    FieldSpec{"options", kAny, false, "Options of the request."},
    FieldSpec{"issued", kTimestamp, false, "When it was written, as it says itself."},
    FieldSpec{"protocol", kName, false, "Protocol and version by which it came."},
    FieldSpec{"agent", kName, false, "Who sent it for the person."},
    FieldSpec{"agent_request", kName, false, "The agent's own number of the request."},
    FieldSpec{"relationships", kNames, false, "How the person says to know the controller."},
    FieldSpec{"expected_by", kTimestamp, false, "When the answer was promised."},
    FieldSpec{"status", kChoice, false, "What became of it.", {}, kRequestStates},
    FieldSpec{"reason", kName, false, "Why it has that status.", "dpv:Justification"},
};

constexpr std::array kIdentifiers = {
    FieldSpec{"type", kName, true, "email, phone, account_id, idp_subject, account_link, password, token …",
              "pd:Identifier"},
    FieldSpec{"value", kText, false, "The identifier; absent where only its existence is told.", "pd:Identifier"},
    FieldSpec{"held", kBoolean, false, "true: a credential of this type is held; its value never leaves."},
    FieldSpec{"use", kName, false, "What it is used for: sign_in, contact, recovery …"},
    FieldSpec{"provider", kName, false, "Identity provider or service it belongs to."},
    FieldSpec{"scope", kText, false, "Scope of a token."},
    FieldSpec{"device", kText, false, "Device a token was issued to.", "pd:DeviceBased"},
    FieldSpec{"automatic", kBoolean, false, "Whether a link was made without the person's doing."},
    FieldSpec{"issued", kTimestamp, false, "Issued, collected or linked at."},
    FieldSpec{"expires", kTimestamp, false, "Expires at."},
    FieldSpec{"ended", kTimestamp, false, "Revoked or unlinked at."},
};
constexpr std::array kProfile = {
    FieldSpec{"source", kName, false, "Where this set of fields comes from: account, sign_in, an identity provider."},
    FieldSpec{"display_name", kText, false, "Name shown to others.", "pd:Name"},
    FieldSpec{"given_name", kText, false, "Given name.", "pd:Name"},
    FieldSpec{"family_name", kText, false, "Family name.", "pd:Name"},
    FieldSpec{"birth_date", kDate, false, "Date of birth.", "pd:BirthDate"},
    FieldSpec{"country", kCountry, false, "Country or region.", "pd:Country"},
    FieldSpec{"postal_code", kText, false, "Postal code.", "pd:PhysicalAddress"},
    FieldSpec{"language", kLanguage, false, "Preferred language.", "pd:Language"},
    FieldSpec{"status", kName, false, "State of the account."},
    FieldSpec{"created", kTimestamp, false, "Account created at."},
    FieldSpec{"deleted", kTimestamp, false, "Account deleted at."},
    FieldSpec{"purge_after", kTimestamp, false, "End of the archive period."},
    FieldSpec{"legal_hold", kText, false, "Why deletion is suspended."},
};

constexpr std::array kConsentStates = {Choice{"requested"},   Choice{"deferred"}, Choice{"refused"},
                                       Choice{"given"},       Choice{"deemed"},   Choice{"renewed"},
                                       Choice{"withdrawn"},   Choice{"revoked"},  Choice{"expired"},
                                       Choice{"invalidated"}, Choice{"unknown"}};
constexpr std::array kConsentTypes = {Choice{"implied"}, Choice{"expressed"}, Choice{"explicit"}};
constexpr std::array kConsentSchemas = {Choice{"https://w3id.org/dpv/schema/dpv-27560#record"},
                                        Choice{"https://w3id.org/dpv/schema/dpv-27560#record-eu-gdpr"}};
constexpr std::array kConsentNotice = {
    FieldSpec{"version", kName, false, "Version of the notice."},
    FieldSpec{"language", kLanguage, false, "Language it was shown in.", "dct:language"},
    FieldSpec{"url", kUri, false, "Where it can be read."},
    FieldSpec{"sha256", kSha256, false, "Digest of its text."},
};
constexpr std::array kConsentData = {
    FieldSpec{"category", kName, true, "A category of data, best an IRI of pd:.", "dpv:hasPersonalData"},
    FieldSpec{"optional", kBoolean, false, "false: the purpose cannot do without it.", "dpv:hasNecessity"},
    FieldSpec{"sensitive", kBoolean, false, "The source counts it as sensitive.", "dpv:SensitivePersonalData"},
    FieldSpec{"special", kBoolean, false, "A special category in law.", "dpv:SpecialCategoryPersonalData"},
};
constexpr std::array kConsentStorage = {
    FieldSpec{"locations", kNames, false, "Where data are kept: countries or places.", "dpv:StorageLocation"},
    FieldSpec{"retention", kText, false, "For how long.", "dpv:StorageDuration"},
};
constexpr std::array kConsentWithdrawal = {
    FieldSpec{"url", kUri, false, "Where it can be withdrawn.", "dpv:isExercisedAt"},
    FieldSpec{"description", kText, false, "How it can be withdrawn."},
};
constexpr std::array kConsentPurposes = {
    FieldSpec{"description", kText, true, "The purpose as the notice tells it.", "dpv:Purpose"},
    FieldSpec{"category", kName, false, "What kind of purpose, best an IRI of dpv:.", "skos:broader"},
    FieldSpec{"legal_basis", kName, false, "What makes the processing lawful, best an IRI.", "dpv:hasLegalBasis"},
    FieldSpec{"data", kObjects, false, "The data concerned.", "dpv:hasPersonalData", {}, kConsentData},
    FieldSpec{"controllers", kNames, false, "Who decides: ids of parties.", "dpv:hasDataController"},
    FieldSpec{"recipients", kNames, false, "Who else gets the data; empty: nobody.", "dpv:hasRecipient"},
    FieldSpec{"source", kText, false, "How the data are collected.", "dpv:hasDataSource"},
    FieldSpec{"processing", kNames, false, "What is done with them.", "dpv:hasProcessing"},
    FieldSpec{"storage", kObject, false, "Where and how long.", "dpv:hasStorageCondition", {}, kConsentStorage},
    FieldSpec{"service", kName, false, "The service the purpose belongs to.", "dpv:hasService"},
    FieldSpec{"withdrawal", kObject, false, "How to withdraw.", "dpv:hasConsentControl", {}, kConsentWithdrawal},
};
constexpr std::array kConsentParties = {
    FieldSpec{"id", kName, true, "By which controllers, authority and events name it."},
    FieldSpec{"name", kName, true, "Its name.", "dpv:hasName"},
    FieldSpec{"address", kText, false, "Postal address.", "dpv:hasAddress"},
    FieldSpec{"contact", kText, false, "Where to turn to.", "dpv:hasContact"},
    FieldSpec{"type", kName, false, "controller, processor, authority, subject …"},
    FieldSpec{"role", kName, false, "Its part in this consent."},
    FieldSpec{"email", kText, false, "E-mail address.", "dpv:hasContact"},
    FieldSpec{"url", kUri, false, "Site.", "dpv:hasContact"},
    FieldSpec{"phone", kText, false, "Telephone number.", "dpv:hasContact"},
};
constexpr std::array kConsentEvents = {
    FieldSpec{"at", kTimestamp, true, "When the state was indicated.", "dpv:isIndicatedAtTime"},
    FieldSpec{"state", kChoice, true, "The state that began.", "dpv:hasConsentStatus", kConsentStates},
    FieldSpec{"type", kChoice, false, "How plainly it was said.", "dpv:hasLegalBasis", kConsentTypes},
    FieldSpec{"by", kName, false, "Who indicated it: subject, or the id of a party.", "dpv:isIndicatedBy"},
    FieldSpec{"method", kName, false, "How it was indicated.", "dpv:hasIndicationMethod"},
    FieldSpec{"source", kName, false, "Where it was indicated: an app, a site."},
    FieldSpec{"validity", kName, false, "ISO 8601 duration, time until which, or the event that ends it.",
              "dpv:hasDuration"},
    FieldSpec{"notice", kName, false, "Version of the notice then."},
};
constexpr std::array kConsents = {
    FieldSpec{"conforms_to", kChoice, false, "Only where nothing that ISO/IEC TS 27560 makes mandatory is missing.",
              "dct:conformsTo", kConsentSchemas},
    FieldSpec{"subject", kName, false, "Opaque identifier of the person.", "dpv:hasDataSubject"},
    FieldSpec{"purpose", kName, true, "What was consented to: the controller's key.", "dpv:hasPurpose"},
    FieldSpec{"purposes", kObjects, false, "What the notice said about it.", "dpv:hasPurpose", {}, kConsentPurposes},
    FieldSpec{"state", kChoice, true, "State of the last event.", "dpv:hasConsentStatus", kConsentStates},
    FieldSpec{"state_at", kTimestamp, true, "Time of the last event.", "dpv:isIndicatedAtTime"},
    FieldSpec{"controller", kName, false, "The controller the consent names.", "dpv:hasDataController"},
    FieldSpec{"jurisdiction", kName, false, "Jurisdiction.", "dpv:hasJurisdiction"},
    FieldSpec{"notice", kObject, false, "The notice of the last event.", "dpv:hasNotice", {}, kConsentNotice},
    FieldSpec{"rights", kNames, false, "Rights the notice named, best IRIs.", "dpv:hasRight"},
    FieldSpec{"authority", kName, false, "Supervisory authority: id of a party.", "dpv:hasAuthority"},
    FieldSpec{"parties", kObjects, false, "Who is named above, once each.", "dpv:hasEntity", {}, kConsentParties},
    FieldSpec{"events", kObjects, true, "The whole history, oldest first.", "dpv:ConsentRecord", {}, kConsentEvents},
};
constexpr std::array kPreferences = {
    FieldSpec{"kind", kName, true, "setting, optout, objection, signal.", "pd:PrivacyPreference"},
    FieldSpec{"key", kName, true, "Name of the setting or topic of the opt-out."},
    FieldSpec{"value", kText, false, "Its value.", "pd:Preference"},
    FieldSpec{"raw", kText, false, "The signal as it was received.", "pd:PrivacyPreference"},
    FieldSpec{"updated", kTimestamp, false, "Since when.", "dct:date"},
};
constexpr std::array kUsage = {
    FieldSpec{"kind", kName, true, "view, sign_in, counter …", "pd:ServiceConsumptionBehaviour"},
    FieldSpec{"at", kTimestamp, false, "When it happened."},
    FieldSpec{"period", kName, false, "Period of a counter."},
    FieldSpec{"object", kText, false, "What was used.", "pd:BrowsingBehaviour"},
    FieldSpec{"status", kText, false, "Result."},
    FieldSpec{"metric", kName, false, "What a counter counts."},
    FieldSpec{"count", kInteger, false, "Value of a counter.", "pd:ServiceConsumptionBehaviour"},
    FieldSpec{"ip", kText, false, "IP address.", "pd:IPAddress"},
    FieldSpec{"user_agent", kText, false, "User agent.", "pd:UserAgent"},
    FieldSpec{"cookie", kText, false, "Cookie identifier.", "pd:Identifier"},
    FieldSpec{"country", kCountry, false, "Approximate location.", "pd:Location"},
    FieldSpec{"privacy_signal", kBoolean, false, "Global Privacy Control was sent.", "pd:PrivacyPreference"},
    FieldSpec{"detail", kText, false, "Further particulars.", "pd:Interaction"},
};
constexpr std::array kDevices = {
    FieldSpec{"device_id", kText, false, "Device identifier.", "pd:DeviceBased"},
    FieldSpec{"kind", kName, false, "Kind of device.", "pd:DeviceBased"},
    FieldSpec{"model", kText, false, "Model.", "pd:DeviceBased"},
    FieldSpec{"ad_id", kText, false, "Advertising identifier.", "pd:UID"},
    FieldSpec{"linked", kTimestamp, false, "Linked at."},
    FieldSpec{"unlinked", kTimestamp, false, "Unlinked at."},
};
constexpr std::array kCommunications = {
    FieldSpec{"kind", kName, true, "case, message, rights_request, case_file.", "pd:Communication"},
    FieldSpec{"at", kTimestamp, false, "When."},
    FieldSpec{"case", kName, false, "The case it belongs to."},
    FieldSpec{"channel", kName, false, "How it came."},
    FieldSpec{"author", kName, false, "subject, agent or other."},
    FieldSpec{"staff", kText, false, "Staff member who wrote it.", "pd:Name"},
    FieldSpec{"body", kText, false, "The text.", "pd:Communication"},
    FieldSpec{"routed_to", kText, false, "Company it was passed to.", "dpv:hasRecipient"},
    FieldSpec{"third_person_content", kBoolean, false, "The text may speak of other people."},
    FieldSpec{"status", kName, false, "State or outcome."},
    FieldSpec{"due", kTimestamp, false, "Answer due."},
    FieldSpec{"closed", kTimestamp, false, "Closed at."},
    FieldSpec{"detail", kAny, false, "Further particulars."},
};
constexpr std::array kInferences = {
    FieldSpec{"attribute", kName, true, "What was inferred.", "dpv:InferredPersonalData"},
    FieldSpec{"value", kText, false, "The inferred value.", "dpv:InferredPersonalData"},
    FieldSpec{"confidence", kNumber, false, "0 to 1."},
    FieldSpec{"model", kName, false, "What inferred it."},
    FieldSpec{"derived_from", kText, false, "From which data.", "dpv:hasDataSource"},
    FieldSpec{"consent", kText, false, "The consent record it rests on.", "dpv:ConsentRecord"},
    FieldSpec{"at", kTimestamp, false, "When."},
};
constexpr std::array kDisclosures = {
    FieldSpec{"recipient", kName, true, "Name of the recipient.", "dpv:hasRecipient"},
    FieldSpec{"role", kName, false, "processor, controller, authority, ad_vendor."},
    FieldSpec{"country", kCountry, false, "Where the recipient is."},
    FieldSpec{"safeguard", kText, false, "Transfer safeguard."},
    FieldSpec{"contact", kText, false, "Contact.", "dpv:hasContact"},
    FieldSpec{"at", kTimestamp, false, "When."},
    FieldSpec{"items", kNames, false, "Data items disclosed.", "dpv:hasPersonalData"},
    FieldSpec{"purpose", kText, false, "Why.", "dpv:hasPurpose"},
    FieldSpec{"sold_or_shared", kBoolean, false, "Sold or shared for cross-context behavioural advertising."},
};

constexpr std::array kRedactionKinds = {Choice{"e-mail"}, Choice{"phone"}, Choice{"number"},
                                        Choice{"person"}, Choice{"role"},  Choice{"typed"}};
constexpr std::array kRedactions = {
    FieldSpec{"section", kName, true, "Section of the record."},
    FieldSpec{"record", kName, true, "Its id."},
    FieldSpec{"field", kName, true, "JSON Pointer to the field in the record."},
    FieldSpec{
        "kind", kChoice, true, "What was replaced; typed: a mark that stood in the text already.", {}, kRedactionKinds},
    FieldSpec{"pseudonym", kName, false, "What stands for it in the mark."},
    FieldSpec{"role", kName, false, "role: what stands for the name."},
    FieldSpec{"count", kInteger, true, "How many times."},
    FieldSpec{"code", kName, false, "Why."},
    FieldSpec{"reference", kName, false, "The rule or article behind it.", "dpv:Justification"},
};

constexpr std::array kTypes = {
    RecordType{"contents", "Completeness ledger", "What is here, what is not, and why.", kLedger},
    RecordType{"request", "Request", "The rights request that this bundle answers.", kRequest},
    RecordType{"redactions", "Redactions",
               "What was replaced in texts because it tells of other people, without a value.", kRedactions},
    RecordType{"identifiers", "Identifiers", "What the controller knows the person by.", kIdentifiers},
    RecordType{"profile", "Profile", "What the person told, or had told, about themselves.", kProfile},
    RecordType{"consents", "Consents", "Consent records with their whole history.", kConsents},
    RecordType{"preferences", "Preferences", "Settings, opt-outs, objections and signals.", kPreferences},
    RecordType{"usage", "Usage", "Use of the service: events and counters.", kUsage},
    RecordType{"devices", "Devices", "Devices linked to the account.", kDevices},
    RecordType{"communications", "Communications", "Cases, messages and requests.", kCommunications},
    RecordType{"inferences", "Inferences", "What the controller concluded about the person.", kInferences},
    RecordType{"disclosures", "Disclosures", "Who received what, when and why.", kDisclosures},
};

}  // namespace

std::span<const RecordType> record_types() {
  return kTypes;
}

const RecordType* find_record_type(std::string_view section) {
  const auto* found =
      std::find_if(kTypes.begin(), kTypes.end(), [&](const RecordType& type) { return type.section == section; });
  return found == kTypes.end() ? nullptr : found;
}

bool is_extension_name(std::string_view section) {
  constexpr std::size_t kMost = 200;  // leaves room for `.K.jsonl` in an entry's name
  return section.size() <= kMost && pattern_named("extension")->matches(section) && !is_device_name(section);
}

std::string schema_iri(std::string_view section) {
  return "urn:holdall:schema:1:" + std::string(section);
}

}  // namespace holdall
