//! Why something cannot be done, in words: for officers beside their buttons, for citizens beside theirs.

use motcua_domain::dossier::Why;
use motcua_domain::procedure::Procedure;
use motcua_texts::Lang;
use motcua_texts::officer::why as texts;

use crate::format;

/// The reason as half a sentence: "waiting for the applicant's supplement". The procedure gives documents and registers
/// their names.
pub(crate) fn words(lang: Lang, why: &Why, procedure: &Procedure) -> String {
    match why {
        Why::NotTheirs => texts::not_theirs(lang).to_owned(),
        Why::NotTheirRole => texts::not_their_role(lang).to_owned(),
        Why::LevelTooLow { .. } => texts::level_too_low(lang).to_owned(),
        Why::NotNow => texts::not_now(lang).to_owned(),
        Why::Ended => texts::ended(lang).to_owned(),
        Why::ChangedMeanwhile { by, at } if by.is_empty() => texts::changed_system(lang, format::date_time(lang, *at)),
        Why::ChangedMeanwhile { by, at } => texts::changed(lang, by, format::date_time(lang, *at)),
        Why::Problems(problems) => texts::problems(lang, problems.len() as u64),
        Why::DocumentsMissing(ids) => texts::documents_missing(lang, documents(lang, ids, procedure)),
        Why::ConfirmationsMissing(ids) => texts::confirmations_missing(lang, confirmations(lang, ids, procedure)),
        Why::ChoiceMissing(fact) => texts::choice_missing(lang, register(lang, fact, procedure)),
        Why::DocumentsUnchecked(ids) => {
            texts::documents_unchecked(lang, ids.len() as u64, documents(lang, ids, procedure))
        }
        Why::DocumentsFaulty(ids) => texts::documents_faulty(lang, documents(lang, ids, procedure)),
        Why::Unverified(facts) => {
            let mut names: Vec<String> = facts.iter().map(|fact| register(lang, fact, procedure)).collect();
            names.dedup();
            texts::unverified(lang, names.join(", "))
        }
        Why::ReasonMissing => texts::reason_missing(lang).to_owned(),
        Why::LegalBasisMissing => texts::legal_missing(lang).to_owned(),
        Why::NothingToSupplement => texts::nothing_to_supplement(lang).to_owned(),
        Why::SupplementUsed => texts::supplement_used(lang).to_owned(),
        Why::SamePerson => texts::same_person(lang).to_owned(),
        Why::ExtendedAlready => texts::extended_already(lang).to_owned(),
        Why::TooLateToExtend => texts::too_late_to_extend(lang).to_owned(),
        Why::NotSigned => texts::not_signed(lang).to_owned(),
        Why::BadDate => texts::bad_date(lang).to_owned(),
        Why::NoSupplementOpen => texts::no_supplement_open(lang).to_owned(),
        Why::AwaitingSupplement => texts::awaiting_supplement(lang).to_owned(),
        Why::PartNotChosen => texts::part_not_chosen(lang).to_owned(),
        Why::WithdrawalAsked => texts::withdrawal_asked(lang).to_owned(),
        Why::SignedAlready => texts::signed_already(lang).to_owned(),
    }
}

/// The name of a document.
pub(crate) fn document_name(lang: Lang, id: &str, procedure: &Procedure) -> String {
    let known = procedure.documents.iter().find(|document| document.id == id);
    known.map_or_else(|| id.to_owned(), |document| document.name.get(lang).to_owned())
}

fn documents(lang: Lang, ids: &[String], procedure: &Procedure) -> String {
    ids.iter()
        .map(|id| document_name(lang, id, procedure))
        .collect::<Vec<_>>()
        .join(", ")
}

fn confirmations(lang: Lang, ids: &[String], procedure: &Procedure) -> String {
    let name = |id: &String| {
        let known = procedure
            .confirmations
            .iter()
            .find(|confirmation| confirmation.id == *id);
        known.map_or_else(|| id.clone(), |confirmation| confirmation.text.get(lang).to_owned())
    };
    ids.iter().map(name).collect::<Vec<_>>().join("; ")
}

pub(super) fn register(lang: Lang, fact: &str, procedure: &Procedure) -> String {
    let known = procedure.facts.get(fact);
    known.map_or_else(|| fact.to_owned(), |fact| fact.register.name(lang).to_owned())
}
