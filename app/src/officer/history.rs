//! Everything that happened to a dossier, in officers' words, the newest first.

use axum::extract::{Path, State};
use leptos::prelude::*;
use motcua_casework::officer::open;
use motcua_domain::dossier::{AssuranceLevel, Author, Event, EventBody, SupplementItem, Verdict};
use motcua_domain::facts::Reply;
use motcua_domain::procedure::Procedure;
use motcua_texts::Lang;
use motcua_texts::officer::event as texts;

use super::dossier::{self, Part};
use super::{why, words};
use crate::components::{Timeline, TimelineItem};
use crate::format;
use crate::web::{App, PageResult, SignedInOfficer};

/// Shows it.
pub(super) async fn show(
    State(app): State<App>,
    SignedInOfficer(officer, visitor): SignedInOfficer,
    Path(code): Path<String>,
) -> PageResult {
    let lang = visitor.lang;
    let opened = open(&app.desk, &officer, &code).await?;
    let events = opened.case.history(&app.desk).await?;
    Ok(dossier::show(&app, &visitor, &opened, Part::History, false, || {
        let items = events
            .iter()
            .rev()
            .map(|event| item(event, &opened.case.procedure, lang))
            .collect();
        view! { <h2 class="govuk-visually-hidden">{motcua_texts::officer::dossier::history(lang)}</h2> <Timeline items=items /> }
    }))
}

fn item(event: &Event, procedure: &Procedure, lang: Lang) -> TimelineItem {
    let (title, more) = told(&event.body, &event.by, procedure, lang);
    let mut item = TimelineItem::new(title, format::machine(event.at), format::date_time(lang, event.at));
    // Reaching a step follows from what somebody did before; nobody does it.
    if !matches!(event.body, EventBody::Entered { .. }) {
        item = item.by(author(&event.by, lang));
    }
    if more.is_empty() {
        return item;
    }
    let lines = more
        .into_iter()
        .map(|line| view! { <p class="govuk-body-s">{line}</p> }.into_any())
        .collect::<Vec<_>>();
    item.more(lines)
}

/// Who did it, with the level of the identity or the title in the office.
fn author(by: &Author, lang: Lang) -> String {
    match by {
        Author::Citizen { name, level, .. } => {
            let level = match level {
                AssuranceLevel::One => 1,
                AssuranceLevel::Two => 2,
            };
            texts::by_citizen(lang, level, name)
        }
        Author::Officer(officer) if officer.title.is_empty() => officer.name.clone(),
        Author::Officer(officer) => texts::by_officer(lang, &officer.name, &officer.title),
        Author::System => texts::by_system(lang).to_owned(),
    }
}

/// An event as a title and what else there is to say.
fn told(body: &EventBody, by: &Author, procedure: &Procedure, lang: Lang) -> (String, Vec<String>) {
    let time = |at| format::date_time(lang, at);
    let step = |id: &str| words::step_name(lang, procedure, id);
    let system = |id: &str| {
        let named = words::system_of(lang, procedure, id);
        named.unwrap_or_else(|| texts::some_system(lang).to_owned())
    };
    match body {
        EventBody::Submitted(_) => (texts::submitted(lang).to_owned(), Vec::new()),
        EventBody::Entered { step: id, due, .. } => (
            texts::entered(lang, step(id)),
            due.map(|due| texts::entered_due(lang, time(due))).into_iter().collect(),
        ),
        EventBody::Taken { step: id } => (texts::taken(lang, step(id)), Vec::new()),
        EventBody::Checked { document, verdict } => {
            let name = why::document_name(lang, document, procedure);
            match verdict {
                Verdict::Accepted => (texts::checked_good(lang, name), Vec::new()),
                Verdict::Faulty { reason } => (texts::checked_bad(lang, name), vec![reason.clone()]),
            }
        }
        EventBody::Left {
            step: id,
            exit,
            reason,
            legal,
        } => {
            let title = texts::left(lang, words::exit_label(lang, procedure, id, exit), step(id));
            let legal = legal.as_ref().map(|legal| texts::legal(lang, legal));
            (title, reason.clone().into_iter().chain(legal).collect())
        }
        EventBody::Accepted { limit, due } => (
            texts::accepted(lang, limit.to_text(lang)),
            vec![texts::accepted_due(lang, time(*due))],
        ),
        EventBody::SupplementRequested {
            items,
            reason,
            until,
            beyond_lawful,
        } => {
            let mut more = vec![reason.clone()];
            more.extend(items.iter().map(|item| supplement_item(item, procedure, lang)));
            more.push(texts::supplement_until(lang, time(*until)));
            if *beyond_lawful {
                more.push(texts::beyond(lang).to_owned());
            }
            (texts::supplement_requested(lang).to_owned(), more)
        }
        EventBody::Supplemented {
            changes,
            documents,
            dues,
            ..
        } => {
            let files: usize = documents.values().map(Vec::len).sum();
            let same = files == 0 && changes.answers.is_empty() && changes.removed.is_empty();
            let mut more = if same {
                vec![texts::supplemented_same(lang).to_owned()]
            } else {
                vec![texts::supplemented_what(lang, changes.answers.len(), files)]
            };
            more.extend(dues.due.or(dues.answer_due).map(|due| texts::new_due(lang, time(due))));
            (texts::supplemented(lang).to_owned(), more)
        }
        EventBody::Resumed { dues, .. } => {
            let due = dues.due.or(dues.answer_due);
            let more = due.map(|due| texts::new_due(lang, time(due)));
            (texts::resumed(lang).to_owned(), more.into_iter().collect())
        }
        EventBody::Replied {
            step: id,
            keep,
            refused,
        } => match refused {
            Some(said) => (texts::replied_refused(lang, step(id), system(id)), vec![said.clone()]),
            None => {
                let label = |name: &String| {
                    let field = procedure.form.field(name);
                    field.map_or_else(
                        || words::given_name(lang, procedure, name),
                        |field| field.label.get(lang).to_owned(),
                    )
                };
                let names = keep.keys().map(label).collect::<Vec<_>>().join(", ");
                let more = if names.is_empty() {
                    Vec::new()
                } else {
                    vec![texts::replied_kept(lang, names)]
                };
                (texts::replied(lang, step(id), system(id)), more)
            }
        },
        EventBody::Verified { answer, changes, .. } => {
            let more = match (&answer.reply, changes.answers.len()) {
                (Reply::Several { records }, _) => vec![texts::verified_several(lang, records.len())],
                (Reply::Nothing | Reply::Mismatch { .. }, _) => vec![texts::verified_nothing(lang).to_owned()],
                (_, 0) => Vec::new(),
                (_, count) => vec![texts::verified_changes(lang, count as u64)],
            };
            let register = answer.register.name(lang);
            let title = match by {
                Author::System => texts::verified(lang, register),
                _ => texts::record_chosen(lang, register),
            };
            (title, more)
        }
        EventBody::WithdrawalRequested { reason } => (
            texts::withdrawal_requested(lang).to_owned(),
            reason.clone().into_iter().collect(),
        ),
        EventBody::WithdrawalTakenBack => (texts::withdrawal_taken_back(lang).to_owned(), Vec::new()),
        EventBody::Signed => (texts::signed(lang).to_owned(), Vec::new()),
        EventBody::Issued(content) => (texts::issued(lang, content.name.get(lang), &content.number), Vec::new()),
        EventBody::Extended { due, reason } => (texts::extended(lang, time(*due)), vec![reason.clone()]),
        EventBody::PartAdded { step: id, .. } => (texts::part_added(lang, step(id)), Vec::new()),
        EventBody::PartOpened { step: id, code, .. } => (texts::part_opened(lang, code, step(id)), Vec::new()),
        EventBody::PartEnded {
            step: id,
            outcome,
            reason,
            legal,
            ..
        } => {
            let legal = legal.as_ref().map(|legal| texts::legal(lang, legal));
            let mut more = vec![words::outcome(lang, *outcome).to_owned()];
            more.extend(reason.clone().into_iter().chain(legal));
            (texts::part_ended(lang, step(id)), more)
        }
        EventBody::WithdrawalAsked { reason } => (
            texts::withdrawal_asked(lang).to_owned(),
            reason.clone().into_iter().collect(),
        ),
        EventBody::Ended { outcome, reason } => (
            words::outcome(lang, *outcome).to_owned(),
            reason.clone().into_iter().collect(),
        ),
    }
}

fn supplement_item(item: &SupplementItem, procedure: &Procedure, lang: Lang) -> String {
    let (name, note) = match item {
        SupplementItem::Document { id, note } => (why::document_name(lang, id, procedure), note),
        SupplementItem::Field { id, note } => {
            let field = procedure.form.field(id);
            (
                field.map_or_else(|| id.clone(), |field| field.label.get(lang).to_owned()),
                note,
            )
        }
    };
    format!("{name}: {note}")
}
