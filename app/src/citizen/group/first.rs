//! What stands first on the page of a group: whether anything is asked of the applicant, or how it ended.

use chrono::{DateTime, Utc};
use motcua_casework::linked::{Group, PartStanding, PartView};
use motcua_casework::silence::Level;
use motcua_domain::dossier::Outcome;
use motcua_texts::Lang;
use motcua_texts::group::first as texts;

use crate::format;

/// The words that stand out, and the rest.
pub(super) fn words(lang: Lang, group: &Group, now: DateTime<Utc>) -> (&'static str, String) {
    let dossier = &group.mine.case.dossier;
    match dossier.outcome {
        Some(Outcome::Completed) => return (texts::completed(lang), texts::completed_text(lang).to_owned()),
        Some(Outcome::PartiallyCompleted) if dossier.withdrawing.is_some() => {
            return (
                texts::withdrawn_rest(lang),
                texts::withdrawn_rest_text(lang, refused(lang, group)),
            );
        }
        Some(Outcome::PartiallyCompleted) => {
            return (texts::partly(lang), texts::partly_text(lang, refused(lang, group)));
        }
        Some(Outcome::Rejected | Outcome::NotEligible) => {
            return (texts::refused(lang), texts::refused_text(lang, refused(lang, group)));
        }
        Some(Outcome::Withdrawn) => return (texts::withdrawn(lang), String::new()),
        Some(Outcome::Stopped) => return (texts::stopped(lang), String::new()),
        None => {}
    }
    let asked = group.parts.iter().find_map(|part| {
        let case = part.case.as_ref().filter(|case| case.dossier.outcome.is_none())?;
        case.dossier.supplement.as_ref().map(|asked| (part, asked))
    });
    if let Some((part, asked)) = asked {
        let until = format::promise(lang, asked.until, now);
        let text = texts::supplement_text(lang, part.name.get(lang), until);
        return (texts::supplement(lang), text);
    }
    if dossier.withdrawing.is_some() {
        return (texts::withdrawing(lang), texts::withdrawing_text(lang).to_owned());
    }
    if group.parts.iter().any(is_refused) {
        return (texts::going_on(lang), texts::going_on_text(lang, refused(lang, group)));
    }
    let silent = group.parts.iter().find(|part| is_silent(part));
    if let Some(agency) = silent.and_then(|part| part.agency_name.as_ref()) {
        return (texts::silent(lang), texts::silent_text(lang, agency.get(lang)));
    }
    // The group's time, or that of a part whose own was moved.
    let going = group.parts.iter().filter(|part| part.standing == PartStanding::Going);
    let last = going
        .filter_map(|part| part.due.as_ref())
        .chain(&group.due)
        .map(|due| due.at)
        .max();
    let text = last.map(|due| {
        let promise = format::promise(lang, due, now);
        if due < now {
            texts::late_text(lang, promise)
        } else {
            texts::nothing_text(lang, promise)
        }
    });
    (texts::nothing(lang), text.unwrap_or_default())
}

/// Whether the applicant was told that the part does not move.
pub(super) fn is_silent(part: &PartView) -> bool {
    // What has its result may still wait to be fetched: that is no silence.
    part.standing == PartStanding::Going
        && part
            .reminded
            .as_ref()
            .is_some_and(|notice| notice.level == Level::Citizen)
}

fn is_refused(part: &PartView) -> bool {
    matches!(part.standing, PartStanding::Ended(outcome) if outcome != Outcome::Completed)
}

/// The names of the parts without a result.
fn refused(lang: Lang, group: &Group) -> String {
    let names = group
        .parts
        .iter()
        .filter(|part| is_refused(part))
        .map(|part| part.name.get(lang));
    names.collect::<Vec<_>>().join(", ")
}
