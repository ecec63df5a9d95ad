using static Countyworks.Server.Privacy.AtRest;

namespace Countyworks.Server.Privacy;

/// <summary>
/// What the product holds of people: every column of text or bytes is listed, as personal or not, and <c>docs/privacy.md</c> is written from it. A new column
/// has to be put on one of the lists; a test says so.
/// </summary>
public static class PersonalData
{
    private const string Account = "until the account is erased", Contact = "retention.request.contactMonths after the end (24), or as the requester wishes",
        Ever = "as long as the matter", Words = "until the requester has it erased", Wish = "until its owner removes it or erases the account";

    /// <summary>Of what appears to nobody.</summary>
    internal const string Nowhere = "nowhere";

    /// <summary>The personal ones.</summary>
    public static readonly IReadOnlyList<PersonalColumn> Columns =
    [
        new("request", "sealed_contact", "name and phone of a requester", "to ask back and to answer",
            "masked to the desk, the dispatcher and the units that have it; whole for an hour to those who say why (journalled); never to a unit complained about; "
            + "its owner's /my/data; the SMS folder of the county's gateway", Contact, Sealed),
        new("request", "phone_index", "the phone, as a blind index", "a caller's earlier requests at the desk", Nowhere, Contact, Hashed),
        new("request", "contact_name", "a name written before contacts were sealed", "emptied by the job request_contacts_sealing", "as sealed_contact", "until the job has run", Open),
        new("request", "contact_phone", "a phone written before contacts were sealed", "emptied by the job request_contacts_sealing", "as sealed_contact", "until the job has run", Open),
        new("request", "text", "the requester's own words", "to be handled", "staff who may see the request; whoever has number and code; search of staff; never public", Words, Open),
        new("request", "address", "where the trouble is, in words: not where the requester lives", "to find it", "as text", Words, Open),
        new("request", "rating_remark", "the requester's words on the answer", "to judge the answer", "as text", Words, Open),
        new("request", "answer", "what was answered; may name people", "the answer", "as text", Ever, Open),
        new("request", "tracking_code", "opens the tracking page", "to look without an account", "its requester; the desk that filed it", Ever, Open),
        new("matter", "title", "the first words, long numbers left out", "lists of staff", "staff who may see the matter, its requester; public only of proposals, which are written to be read", Words, Open),
        new("fact", "remark", "what somebody wrote with a deed", "the record", "as the fact's audience says; reasons of reveals to auditors", "until erased, with its salt", Open),
        new("fact", "salt", "keeps the commitment from being guessed", "the seal", Nowhere, "erased with the remark", Open),
        new("person", "name", "as a person is called", "who acts, who asks", "administrators, the desk that looks up a caller, its owner; of staff: colleagues", Account, Open),
        new("person", "sealed_contact", "phone and e-mail", "notices, signing in", "masked to administrators; whole to its owner", Account, Sealed),
        new("person", "phone_index", "the phone, as a blind index", "the desk's look-up of a caller", Nowhere, Account, Hashed),
        new("person", "phone", "a phone written before contacts were sealed", "emptied by the job contacts_sealing", "as sealed_contact", "until the job has run", Open),
        new("person", "email", "an e-mail written before contacts were sealed", "emptied by the job contacts_sealing", "as sealed_contact", "until the job has run", Open),
        new("account", "user_name", "what is typed at sign-in", "signing in", "administrators, its owner", Account, Open),
        new("account", "password_hash", "the password, by PBKDF2 with a salt", "signing in", Nowhere, Account, Hashed),
        new("authenticator", "secret", "the secret of an authenticator app", "the second means", "its owner, once", Wish, Sealed),
        new("recovery_code", "code_hash", "a recovery code", "the second means", Nowhere, Wish, Hashed),
        new("recovery", "code_hash", "the code of a recovery letter", "recovering access", Nowhere, Account, Hashed),
        new("passkey", "name", "what its owner calls a device", "the second means", "its owner", Wish, Open),
        new("passkey", "credential_id", "names a key of its owner's device", "the second means", "its owner's browser", Wish, Open),
        new("provider_link", "subject_hash", "as whom the county's own sign-on knows somebody, as a blind index", "signing in there", Nowhere, Wish, Hashed),
        new("session", "device", "browser and system of a sign-in", "to recognise one's own", "its owner", Account, Open),
        new("session", "token_hash", "a sign-in", "staying signed in", Nowhere, Account, Hashed),
        new("sign_in_attempt", "key_hash", "where failures came from", "against guessing", Nowhere, "15 minutes", Hashed),
        new("kept_attempts", "key_hash", "where calls came from, or whose", "limits on calls", Nowhere, "an hour", Hashed),
        new("shift", "phone", "the duty phone of a shift", "to be reached", "everybody while the shift lasts; the roster's staff", "as long as the roster", Open),
        new("hand_over", "note", "what the next shift has to know; may name people", "the hand-over", "the two shifts, the roster's keepers", "as long as the roster", Open),
        new("notice", "arguments", "what a notice names: numbers, units", "telling people", "its owner", Account, Open),
        new("notice_channel", "address", "a web address of its owner's software", "telling people", "its owner", Wish, Open),
        new("message", "body", "what waits to be sent; addresses sealed", "sending", "the gateway, the mail server, the software it is for", "seven days after delivery", Open),
        new("message", "error", "what a mail server said", "repair", Nowhere, "seven days after delivery", Open),
        new("invitation", "code_hash", "the code of a letter to an owner", "joining", Nowhere, "until used or ended", Hashed),
        new("village_member", "name", "a member of a village collective", "the register of members and shares", "staff who see the register; never public", "as long as the register", Open),
        new("village_member", "number", "the member's number in the register", "the register's root, the list of a dividend", "as name", "as long as the register", Open),
        new("village_member", "household", "the member's household, by number", "the register", "as name", "as long as the register", Open),
        new("village_holding", "holder", "who holds a part of a village company's capital; may be a person", "whose the company is", "everybody", "as long as the company", Open),
        new("village_related_party", "name", "a person or enterprise related to a village company", "contracts with it are flagged", "staff who see the register", "as long as the company", Open),
        new("village_contract", "counterparty", "with whom a village company has a contract; may be a person", "the public bill", "everybody", "as long as the company", Open),
        new("fund_payment", "moved_why", "why a payment was moved to another home; may name people, though it is asked not to", "the owners of both homes read why", "the owners of both homes; staff who see the fund", "as long as the fund", Open),
        new("fund_remittance", "sealed_words", "who sent money to a community fund or was paid from it by the bank, and what was written with it", "to find whose payment it is; to see every line of a statement", "the fund's treasurer", "as long as the fund", Sealed),
        new("fund_remittance", "payer_index", "who sent it, as a blind index", "whoever paid for a home before is proposed for it again", Nowhere, "as long as the fund", Hashed),
        new("unit_title", "buyer", "which units are of one owner, as a keyed hash of the code in the list that was taken in", "one owner is one head in a vote", Nowhere, "as long as the unit", Hashed),
        new("ballot", "commitment", "what the receipt of a ballot opens; beside it stand who cast it and what it says", "a later ballot replaces an earlier one; the count", "the ballot list, without voter, unit and time; its owner's /my/data", "as long as the vote", Hashed),
        new("proposal", "text", "a topic in its author's words", "to be discussed", "everybody, the author's name masked", "as long as the matter: others decided on it", Open),
        new("proposal_version", "text", "a proposal; may name people", "to be discussed and voted on", "everybody", "as long as the matter: it was voted on", Open),
        new("proposal_version", "why", "why a proposal was changed; may name people", "to be discussed and voted on", "everybody", "as long as the matter: it was voted on", Open),
        new("proposal_file", "name", "what a drawing was called", "to recognise it", "everybody", "as long as the matter: it was voted on", Open),
        new("contribution", "text", "what somebody said in a deliberation", "to be heard, and answered by an expert", "everybody, its author's name masked; when hidden, its author and moderators", "until its author has it erased", Open),
        new("contribution", "hidden_words", "what a moderator said to what was hidden", "moderation with visible reasons", "everybody", "as long as the matter", Open),
        new("expert", "name", "an expert's name, as it stood when they were named", "experts answer by name", "everybody", "as long as the matter: it was voted on", Open),
        new("expert", "field", "an expert's field and organisation", "experts answer by name", "everybody", "as long as the matter: it was voted on", Open),
        new("result_report", "text", "what came of a proposal; may name people", "the owners read what was done", "everybody", "as long as the matter", Open),
        new("import_rejection", "cells", "a row that could not be imported", "to be put right", "whoever imports", "with the batch", Sealed),
        new("import_batch", "notes", "what is to know of rows: no cells of contacts", "to be put right", "whoever imports", "with the batch", Open),
        new("stored_file", "name", "what a file was called", "to recognise it", "whoever may see the file", "retention.request.fileMonths after the end (60)", Open),
        new("stored_file", "sha256", "names a file; pictures lose their metadata", "to find it", Nowhere, "retention.request.fileMonths after the end (60)", Open),
        new("answer", "result", "what a repeated call is answered; no contacts", "once only", "whoever repeats the call", "30 days", Open),
        new("open311_call", "media_url", "the picture other software names", "to be looked at", "staff who may see the request", Ever, Open),
    ];

    /// <summary>Columns of text or bytes that are about no person: table, then columns.</summary>
    public static readonly IReadOnlyList<string> Others =
    [
        "answer key body_hash command", "api_key key_hash tail", "article title text category keywords", "ask reason", "assignment ended_by", "bank_reading account document", "bound_vote hash", "budget_line name", "calendar_year file",
        "category code name_zh name_en keywords", "disclosure hash", "fact kind data commitment", "forwarded_request remote_token remote_id remote_status error", "forwarded_update update_id",
        "forwarding_rule authority category place_path base_url jurisdiction_id api_key service_code", "import_batch file_name profile failed_for", "import_rejection refusal",
        "indicator_sum indicator category", "invitation place_path", "kept_attempts name moments", "lease job holder error", "ledger code name", "ledger_account code name", "ledger_closure root items",
        "fund code place_path", "fund_contract manager", "fund_expense number what vendor quote_hash invoice_hash", "fund_month list_hash", "fund_paper hash", "fund_payment number key moved_paper", "fund_remittance key", "fund_year share_root",
        "ledger_entry key body_hash memo evidence", "ledger_leg account", "matter kind number category place_path stage next_mark excluded_for reminded_mark",
        "matter_file purpose", "matter_link relation", "matter_mark mark", "matter_pause reason", "message topic", "notice key link", "occupancy place_path",
        "open311_call repeat_hash", "open311_key name key_hash place_path", "organisation name place_path code", "passkey public_key transports", "payment_provider secret fingerprint", "place path code name pinyin",
        "post place_path title", "proposal_file media_type sha256", "proposal_version title part hash", "reply_template kind move category title text", "request source source_number counted_category", "request_update stage",
        "routing_rule category place_path note", "seal_head root key note", "seal_tile root hashes", "search_entry kind place_path", "series name",
        "service_attribute category code description_zh description_en hint_zh hint_en choices", "setting name value", "shift place_path", "spend_authority reference document", "stored_file media_type", "stored_profile name profile",
        "charging_session number", "session_import file_name document report", "village_asset code name", "village_company name credit_code collective place_path", "village_contract counterparty_code subject document",
        "village_decision number question document", "village_file document", "village_register_freeze root", "village_related_party code",
        "unit_title place_path", "vote number place_path question document document_hash roll_root list_root",
    ];

    /// <summary>What no column holds although people might expect it.</summary>
    public static readonly IReadOnlyList<string> NotHeld =
    [
        "Identity numbers: nothing asks for one. One that somebody writes into their words is left out of titles.",
        "Home addresses: that a person owns or rents a unit is kept as a link to the unit, with its days, and ends with the account.",
        "Contacts in logs, traces, page titles, error pages, addresses, the figures, their exports, the public API and Open311.",
        "Open rows in a backup: sealed columns are sealed there too. A backup without a passphrase holds the keys as well, so whoever has it can open them.",
    ];
}
