//! A linked group as its applicant sees it: one application with all its parts, who has each and until when, what is asked,
//! what came of it, and everything that happened on one line of time.

pub(super) mod add;
pub(super) mod choose;
mod first;
mod part;
pub(crate) mod standing;
mod submitted;

pub(super) use submitted::parts_submitted;

use leptos::prelude::*;
use motcua_casework::linked::Group;
use motcua_domain::dossier::{Event, EventBody, OfferKind, Outcome};
use motcua_texts::Lang;
use motcua_texts::citizen::dossier as dossier_texts;
use motcua_texts::group as texts;

use super::{dossier, history};
use crate::components::{Card, Details, InsetText, PageHeading, Timeline, TimelineItem, WithAside};
use crate::format;
use crate::render::{Page, page};
use crate::urls;
use crate::web::{App, PageResult, Visitor};

/// Shows it.
pub(super) fn show(app: &App, visitor: &Visitor, group: &Group) -> PageResult {
    let lang = visitor.lang;
    let now = app.desk.now();
    let case = &group.mine.case;
    let application = &case.dossier.application;
    let code = application.code.to_string();
    let caption = dossier_texts::caption(lang, &code, format::date_time(lang, case.dossier.submitted_at));
    let subject = application.subject.clone();
    let name = case.procedure.short_name().get(lang).to_owned();
    let withdraw = group
        .mine
        .offers
        .iter()
        .any(|offer| offer.kind == OfferKind::Withdraw && offer.blocked.is_none());
    let lines: Vec<String> = group
        .due
        .iter()
        .flat_map(|due| &due.lines)
        .map(|line| line.to_text(lang))
        .collect();
    let secret = case.secret.clone();
    let withdraw_href = urls::Withdraw { code: code.clone() }.url();
    let about = Page::citizen(format!("{name} – {subject}"))
        .section(urls::MyDossiers::ROUTE)
        .back(urls::MyDossiers::ROUTE, dossier_texts::back(lang));
    Ok(page(visitor.context(), &about, || {
        let sections = dossier::declared(lang, app, case);
        let slips = dossier::slips(lang, &case.dossier, &code);
        let aside = move || {
            view! {
                <Card title=dossier_texts::secret(lang) soft=true>
                    <p class="govuk-body mc-secret">{secret}</p>
                    <p class="govuk-body-s">{dossier_texts::secret_text(lang)}</p>
                </Card>
                {slips}
                <Card title=dossier_texts::data_log(lang)>
                    <a class="govuk-link govuk-body-s" href=urls::AccessLog::ROUTE>{dossier_texts::data_log_link(lang)}</a>
                </Card>
                {withdraw
                    .then(|| {
                        view! {
                            <Card title=dossier_texts::withdraw(lang)>
                                <a class="govuk-link govuk-body-s" href=withdraw_href>{dossier_texts::withdraw_link(lang)}</a>
                            </Card>
                        }
                    })}
            }
        };
        let first = first::words(lang, group, now);
        let gate = group.parts.first().map(|part| part.step.clone());
        let parts: Vec<AnyView> = group
            .parts
            .iter()
            .map(|each| part::view(lang, app, &code, each, gate.as_deref() == Some(&each.step)))
            .collect();
        let events = timeline(lang, group);
        view! {
            <WithAside aside=aside>
                <PageHeading text=format!("{name} – {subject}") caption=caption />
                <InsetText><strong>{first.0}</strong>" "{first.1}</InsetText>
                {parts}
                {(!lines.is_empty())
                    .then(|| {
                        let lines = lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
                        view! {
                            <Details summary=dossier_texts::how(lang)>
                                <ul class="govuk-list govuk-body-s">{lines}</ul>
                            </Details>
                        }
                    })}
                <h2 class="govuk-heading-m">{texts::timeline(lang)}</h2>
                <Timeline items=events />
                <Details summary=dossier_texts::answers(lang)>{sections}</Details>
            </WithAside>
        }
    }))
}

/// Everything that happened to the group and its parts, newest first; what both tell is told once, by the part.
fn timeline(lang: Lang, group: &Group) -> Vec<TimelineItem> {
    let newest_first = group.timeline.iter().rev();
    newest_first
        .filter_map(|(step, event)| match step {
            Some(step) => {
                let part = group.parts.iter().find(|part| part.step == *step)?;
                let case = part.case.as_ref()?;
                // That it was opened is told by the group.
                if matches!(event.body, EventBody::Submitted(_)) {
                    return None;
                }
                let name = part.name.get(lang);
                history::item(lang, &case.procedure, &case.dossier, event, Some(name))
            }
            None => own(lang, group, event),
        })
        .collect()
}

/// An event of the group itself, unless a part tells it better.
fn own(lang: Lang, group: &Group, event: &Event) -> Option<TimelineItem> {
    let case = &group.mine.case;
    match &event.body {
        // Nobody accepts a group: its time runs from its submission.
        EventBody::Accepted { .. } | EventBody::Entered { .. } => None,
        EventBody::PartEnded { step, .. } | EventBody::Left { step, .. }
            if group.parts.iter().any(|part| part.step == *step && part.case.is_some()) =>
        {
            None
        }
        EventBody::Ended { outcome, .. } => Some(TimelineItem::new(
            ended(lang, *outcome),
            format::machine(event.at),
            format::date_time(lang, event.at),
        )),
        _ => history::item(lang, &case.procedure, &case.dossier, event, None),
    }
}

fn ended(lang: Lang, outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Completed => texts::ended::completed(lang),
        Outcome::PartiallyCompleted => texts::ended::partly(lang),
        Outcome::Rejected | Outcome::NotEligible => texts::ended::refused(lang),
        Outcome::Withdrawn => texts::ended::withdrawn(lang),
        Outcome::Stopped => texts::ended::stopped(lang),
    }
}
