//! The slips of a dossier under way: what is to be supplemented (Form 02), the apology for a date that is not kept
//! (Form 04), and through whose hands it went (Form 06).

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use motcua_casework::case::Case;
use motcua_domain::calendar::{Timeliness as InTime, vietnam_date};
use motcua_domain::dossier::{Author, Event, EventBody, SupplementItem as Asked};
use motcua_domain::procedure::{Act, Procedure};
use motcua_papers::{ApologyLetter, ControlRow, ControlSlip, Signer, SupplementItem, SupplementSlip, Timeliness};
use motcua_texts::{Lang, papers as texts};

use super::{head, party, procedure};
use crate::urls;
use crate::web::App;

/// Form 02 of the last request to supplement (PRC-8).
pub(crate) fn supplement_slip(app: &App, case: &Case, events: &[Event]) -> Option<SupplementSlip> {
    let (event, items, reason, until) = events.iter().rev().find_map(|event| match &event.body {
        EventBody::SupplementRequested {
            items, reason, until, ..
        } => Some((event, items, reason, until)),
        _ => None,
    })?;
    let address = urls::Supplement {
        code: case.dossier.application.code.to_string(),
    }
    .url();
    let receiving = &case.dossier.application.receiving;
    let desk = crate::citizen::desk_name(&app.desk.reference, receiving, Lang::Vi);
    Some(SupplementSlip {
        head: head(app, case, event.at)?,
        party: party(case),
        procedure: procedure(case),
        items: items.iter().map(|item| asked(item, &case.procedure)).collect(),
        reason: reason.clone(),
        deadline: Some(*until),
        ways: vec![
            texts::way_online(Lang::Vi, format!("{}{address}", app.desk.base_url)),
            texts::way_desk(Lang::Vi, desk),
        ],
        contact: Some(app.site.support_line.vi.clone()).filter(|line| !line.is_empty()),
        officer: signer(&event.by, texts::receiver(Lang::Vi)),
    })
}

fn asked(item: &Asked, procedure: &Procedure) -> SupplementItem {
    let (name, needed) = match item {
        Asked::Document { id, note } => {
            let known = procedure.documents.iter().find(|document| document.id == *id);
            (known.map(|document| document.name.vi.clone()), note)
        }
        Asked::Field { id, note } => (procedure.form.field(id).map(|field| field.label.vi.clone()), note),
    };
    SupplementItem {
        name: name.unwrap_or_default(),
        defect: None,
        needed: needed.clone(),
        copies: None,
        legal_basis: None,
    }
}

/// Form 04, once the head has apologised and set a new date (PRC-14).
pub(crate) fn apology_letter(app: &App, case: &Case, events: &[Event]) -> Option<ApologyLetter> {
    let clock = case.dossier.clock.as_ref()?;
    let (at, event, new_due, reason) = events
        .iter()
        .enumerate()
        .rev()
        .find_map(|(at, event)| match &event.body {
            EventBody::Extended { due, reason } => Some((at, event, *due, reason)),
            _ => None,
        })?;
    let first_due = events[..at].iter().rev().find_map(|event| match &event.body {
        EventBody::Accepted { due, .. } => Some(*due),
        EventBody::Supplemented { dues, .. } | EventBody::Resumed { dues, .. } => dues.due,
        _ => None,
    })?;
    let competent = &case.dossier.application.competent;
    let calendar = app.desk.calendar(Some(competent));
    let days = calendar.working_days_between(vietnam_date(first_due), vietnam_date(new_due));
    Some(ApologyLetter {
        head: head(app, case, event.at)?,
        party: party(case),
        procedure: procedure(case),
        received_on: vietnam_date(clock.accepted_at),
        time_limit: crate::citizen::limit_words(clock.limit, Lang::Vi),
        first_due,
        reason: reason.clone(),
        legal_basis: None,
        extension: texts::working_days(Lang::Vi, days.max(0)),
        new_due,
        signer: signer(&event.by, &app.desk.reference.agency_name(competent, Lang::Vi)),
    })
}

/// Form 06, from acceptance on: a row for each time the dossier was handed over.
pub(crate) fn control_slip(app: &App, case: &Case, events: &[Event]) -> Option<ControlSlip> {
    let dossier = &case.dossier;
    let clock = dossier.clock.as_ref()?;
    let accepted = clock.accepted_at;
    Some(ControlSlip {
        head: head(app, case, dossier.touched.1)?,
        party: party(case),
        procedure: procedure(case),
        settling: app.desk.reference.agency_name(&dossier.application.competent, Lang::Vi),
        cooperating: Vec::new(),
        received_at: accepted,
        due_at: Some(clock.due),
        rows: hand_overs(app, case, events),
    })
}

/// Who gave it to whom, oldest first. A step is named with whoever took it, as soon as somebody did.
fn hand_overs(app: &App, case: &Case, events: &[Event]) -> Vec<ControlRow> {
    let application = &case.dossier.application;
    let agency = |act: Option<Act>| match act {
        Some(Act::Receive | Act::Return) => app.desk.reference.agency_name(&application.receiving, Lang::Vi),
        _ => app.desk.reference.agency_name(&application.competent, Lang::Vi),
    };
    let mut limits: BTreeMap<&str, Option<DateTime<Utc>>> = BTreeMap::new();
    let mut from = case.dossier.applicant.clone();
    let mut in_time = None;
    let mut rows = Vec::new();
    for (at, event) in events.iter().enumerate() {
        match &event.body {
            EventBody::Entered { step, due, act, .. } => {
                limits.insert(step, *due);
                let taker = events[at..].iter().find_map(|later| match (&later.body, &later.by) {
                    (EventBody::Taken { step: taken } | EventBody::Left { step: taken, .. }, Author::Officer(who))
                        if taken == step =>
                    {
                        Some(who.name.clone())
                    }
                    _ => None,
                });
                rows.push(ControlRow {
                    from: from.clone(),
                    to: [Some(agency(*act)), taker]
                        .into_iter()
                        .flatten()
                        .collect::<Vec<_>>()
                        .join(", "),
                    at: event.at,
                    timeliness: in_time.take(),
                    note: Some(step_name(&case.procedure, step)),
                });
            }
            EventBody::Left { step, .. } => {
                from = match &event.by {
                    Author::System => texts::system(Lang::Vi).to_owned(),
                    by => by.name().to_owned(),
                };
                let due = limits.get(step.as_str()).copied().flatten();
                in_time = due.map(|due| match InTime::of(due, Some(event.at), event.at) {
                    InTime::Early => Timeliness::Before,
                    InTime::OnTime | InTime::PendingInTime => Timeliness::OnTime,
                    InTime::Overdue | InTime::PendingOverdue => Timeliness::Over,
                });
            }
            _ => {}
        }
    }
    rows
}

fn step_name(procedure: &Procedure, step: &str) -> String {
    let flow = procedure.flow();
    flow.number(step)
        .map_or_else(|| step.to_owned(), |number| flow.step(number).name.vi.clone())
}

/// Who signs a slip; the office where a system did it.
fn signer(by: &Author, otherwise: &str) -> Signer {
    match by {
        Author::Officer(officer) => Signer {
            title: if officer.title.is_empty() {
                otherwise.to_owned()
            } else {
                officer.title.clone()
            },
            name: officer.name.clone(),
            signed: None,
        },
        _ => Signer {
            title: otherwise.to_owned(),
            name: String::new(),
            signed: None,
        },
    }
}
