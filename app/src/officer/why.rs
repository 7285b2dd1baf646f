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
        why => alone(lang, why).unwrap_or_default(),
    }
}

/// The same where no procedure is at hand; none for reasons that tell names of the procedure.
pub(crate) fn alone(lang: Lang, why: &Why) -> Option<String> {
    let said = match why {
        Why::DocumentsMissing(_)
        | Why::ConfirmationsMissing(_)
        | Why::ChoiceMissing(_)
        | Why::DocumentsUnchecked(_)
        | Why::DocumentsFaulty(_)
        | Why::Unverified(_) => return None,
        Why::ChangedMeanwhile { by, at } if by.is_empty() => {
            return Some(texts::changed_system(lang, format::date_time(lang, *at)));
        }
        Why::ChangedMeanwhile { by, at } => return Some(texts::changed(lang, by, format::date_time(lang, *at))),
        Why::Problems(problems) => return Some(texts::problems(lang, problems.len() as u64)),
        Why::NotTheirs => texts::not_theirs(lang),
        Why::NotTheirRole => texts::not_their_role(lang),
        Why::LevelTooLow { .. } => texts::level_too_low(lang),
        Why::NotNow => texts::not_now(lang),
        Why::Ended => texts::ended(lang),
        Why::ReasonMissing => texts::reason_missing(lang),
        Why::LegalBasisMissing => texts::legal_missing(lang),
        Why::NothingToSupplement => texts::nothing_to_supplement(lang),
        Why::SupplementUsed => texts::supplement_used(lang),
        Why::SamePerson => texts::same_person(lang),
        Why::ExtendedAlready => texts::extended_already(lang),
        Why::TooLateToExtend => texts::too_late_to_extend(lang),
        Why::NotSigned => texts::not_signed(lang),
        Why::BadDate => texts::bad_date(lang),
        Why::NoSupplementOpen => texts::no_supplement_open(lang),
        Why::NothingSupplemented => texts::nothing_supplemented(lang),
        Why::AwaitingSupplement => texts::awaiting_supplement(lang),
        Why::PartNotChosen => texts::part_not_chosen(lang),
        Why::WithdrawalAsked => texts::withdrawal_asked(lang),
        Why::SignedAlready => texts::signed_already(lang),
        Why::AwaitingPayment => texts::awaiting_payment(lang),
    };
    Some(said.to_owned())
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
