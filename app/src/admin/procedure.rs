//! A procedure: state, drawn workflow, checks, review marks, versions, what is being changed.

use axum::extract::{Path, State};
use chrono::NaiveDate;
use leptos::prelude::*;
use motcua_casework::admin::{Draft, End, Kind, Overview, VersionLine, check, procedure};
use motcua_domain::dossier::Officer;
use motcua_domain::procedure::ProcedureId;
use motcua_texts::Lang;
use motcua_texts::admin::{procedure as texts, state as states};

use super::edit::VERSION;
use super::{faults, frame, list};
use crate::citizen::drawn_workflow;
use crate::components::{
    Button, ButtonKind, ButtonLink, Card, Cell, Column, Details, EmptyState, PageHeading, Row, StepList, SummaryList,
    SummaryRow, Table, Tag, Tone, WithAside,
};
use crate::format;
use crate::render::page;
use crate::urls::{self, AdminBegin, AdminDifference, AdminEdit, AdminEnd, AdminPreview, Configuration};
use crate::web::{App, PageResult, SignedInOfficer};

/// Shows it.
pub(super) async fn show(
    State(app): State<App>,
    SignedInOfficer(officer, visitor): SignedInOfficer,
    Path(id): Path<String>,
) -> PageResult {
    let lang = visitor.lang;
    let seen = procedure(&app.desk, &officer, &ProcedureId::from(id.as_str())).await?;
    let mut found = seen.faults.clone();
    if let Some(draft) = &seen.draft {
        found.extend(check(&app.desk, &officer, Kind::Procedure, &id, &draft.text).await?);
    }
    let name = seen.procedure.name.get(lang).to_owned();
    let about = frame::about(name.clone()).back(Configuration::ROUTE, texts::all(lang));
    Ok(page(visitor.context(), &about, || {
        let steps = drawn_workflow(&app.desk.reference, &seen.procedure, lang);
        let aside = {
            let (id, draft, end, officer) = (id.clone(), seen.draft.clone(), seen.end.clone(), officer.clone());
            let (now, upcoming) = (seen.procedure.version, upcoming(&seen));
            move || {
                view! {
                    {match &draft {
                        Some(draft) => change(&id, draft, &officer, lang),
                        None => begin(&id, now, &upcoming, lang),
                    }}
                    {ending(&id, end.as_ref(), &officer, lang)}
                }
            }
        };
        let checks = if found.is_empty() {
            view! { <p class="govuk-body"><Tag tone=Tone::Green text=texts::sound(lang) /></p> }.into_any()
        } else {
            faults::list(&found, lang)
        };
        view! {
            {frame::tabs(lang, "")}
            <WithAside aside=aside>
                <PageHeading text=name caption=seen.procedure.id.to_string() />
                {facts(&seen, lang)}
                <h2 class="govuk-heading-m">{texts::checks(lang)}</h2>
                {checks}
                {marks(&seen, lang)}
                <h2 class="govuk-heading-m">{texts::workflow(lang)}</h2>
                <StepList steps=steps />
                {versions(&id, &seen.versions, lang)}
            </WithAside>
        }
    }))
}

fn facts(seen: &Overview, lang: Lang) -> AnyView {
    let procedure = &seen.procedure;
    let (tone, word) = list::tag(lang, seen.state);
    let preview = AdminPreview {
        id: procedure.id.to_string(),
        version: procedure.version.to_string(),
    };
    let public = urls::Procedure {
        id: procedure.id.to_string(),
    };
    let rows = vec![
        SummaryRow::new(texts::state(lang), view! { <Tag tone=tone text=word /> }),
        SummaryRow::new(texts::version(lang), procedure.version.to_string()),
        SummaryRow::new(texts::from(lang), format::date(procedure.valid_from)),
        SummaryRow::new(texts::ministry(lang), procedure.ministry.get(lang).to_owned()),
        SummaryRow::new(texts::fields(lang), procedure.form.fields().count().to_string())
            .action(preview.url(), texts::preview(lang)),
        SummaryRow::new(texts::page(lang), procedure.short_name().get(lang).to_owned())
            .action(public.url(), texts::open_page(lang)),
    ];
    view! { <SummaryList rows=rows dense=true /> }.into_any()
}

fn marks(seen: &Overview, lang: Lang) -> AnyView {
    if seen.procedure.review.is_empty() {
        return ().into_any();
    }
    let count = seen.procedure.review.len() as u64;
    let items = seen
        .procedure
        .review
        .iter()
        .map(|mark| {
            let at = (!mark.at.is_empty()).then(|| view! { <code>{mark.at.clone()}</code>": " });
            view! { <li>{at}{mark.note.clone()}</li> }.into_any()
        })
        .collect::<Vec<_>>();
    view! {
        <h2 class="govuk-heading-m">{texts::marks(lang, count)}</h2>
        <p class="govuk-body">{texts::marks_text(lang)}</p>
        <ul class="govuk-list govuk-list--bullet">{items}</ul>
    }
    .into_any()
}

fn versions(id: &str, all: &[VersionLine], lang: Lang) -> AnyView {
    if all.is_empty() {
        return view! { <EmptyState title=texts::no_versions(lang) text="" /> }.into_any();
    }
    let columns = vec![
        Column::new(texts::version(lang)),
        Column::new(texts::from(lang)).nowrap(),
        Column::new(texts::to(lang)).nowrap(),
        Column::new(texts::dossiers(lang)).numeric(),
        Column::new(texts::by(lang)),
    ];
    let rows = all
        .iter()
        .map(|line| {
            let version = line.procedure.version.to_string();
            let preview = AdminPreview {
                id: id.to_owned(),
                version: version.clone(),
            };
            let by = match &line.published {
                None => texts::from_program(lang).to_owned(),
                Some((authors, approver, at)) => {
                    let at = format::date_time(lang, *at);
                    texts::published_by(lang, approver, at, authors.join(", "))
                }
            };
            Row::new(vec![
                Cell::link(preview.url(), version),
                format::date(line.procedure.valid_from).into(),
                line.last_day.map(format::date).unwrap_or_default().into(),
                motcua_texts::number(lang, line.dossiers).into(),
                by.into(),
            ])
        })
        .collect();
    view! {
        <h2 class="govuk-heading-m">{texts::versions(lang)}</h2>
        <p class="govuk-body">{texts::versions_text(lang)}</p>
        <Table caption=texts::versions(lang) columns=columns rows=rows dense=true />
    }
    .into_any()
}

/// The versions that begin after the one shown, with their first days.
fn upcoming(seen: &Overview) -> Vec<(u32, NaiveDate)> {
    let later = seen.versions.iter().map(|line| &line.procedure);
    later
        .filter(|it| it.valid_from > seen.procedure.valid_from)
        .map(|it| (it.version, it.valid_from))
        .collect()
}

/// The card to begin a change, from the version of today or from one that is to come.
fn begin(id: &str, now: u32, upcoming: &[(u32, NaiveDate)], lang: Lang) -> AnyView {
    let (kind, name) = (Kind::Procedure.name().to_owned(), id.to_owned());
    let action = AdminBegin { kind, name }.url();
    let later = upcoming
        .iter()
        .map(|(version, from)| {
            let text = texts::begin_upcoming(lang, format::date(*from));
            view! {
                <form method="post" action=action.clone()>
                    <input type="hidden" name=VERSION value=version.to_string() />
                    <Button text=text kind=ButtonKind::Secondary full_width=true />
                </form>
            }
        })
        .collect_view();
    view! {
        <Card title=texts::change(lang) soft=true>
            <p class="govuk-body-s">{texts::change_text(lang)}</p>
            <form method="post" action=action.clone()>
                <input type="hidden" name=VERSION value=now.to_string() />
                <Button text=texts::begin(lang) full_width=true />
            </form>
            {later}
        </Card>
    }
    .into_any()
}

/// The card of what is being changed.
fn change(id: &str, draft: &Draft, officer: &Officer, lang: Lang) -> AnyView {
    let kind = Kind::Procedure.name().to_owned();
    let name = id.to_owned();
    let (tone, word) = if draft.waiting {
        (Tone::Yellow, states::waiting(lang))
    } else {
        (Tone::Purple, states::draft(lang))
    };
    let at = format::date_time(lang, draft.edited_at);
    let changed = texts::changed_by(lang, at, &draft.edited_by_name);
    let from = draft.valid_from.map(|day| {
        let words = texts::asked_for(lang, format::date(day));
        view! { <p class="govuk-body-s">{words}</p> }
    });
    let note = draft.note.clone().map(|note| {
        view! { <p class="govuk-body-s"><strong>{texts::sent_back(lang)}</strong>" "{note}</p> }
    });
    let edit = AdminEdit {
        kind: kind.clone(),
        name: name.clone(),
    }
    .url();
    let difference = AdminDifference { kind, name }.url();
    let approve = draft.waiting && !draft.is_of(officer.who.id);
    let (first, second) = if approve {
        ((difference, texts::look_and_approve(lang)), (edit, texts::open(lang)))
    } else {
        ((edit, texts::open(lang)), (difference, texts::difference(lang)))
    };
    view! {
        <Card title=texts::change(lang) soft=true>
            <p class="govuk-body"><Tag tone=tone text=word /></p>
            <p class="govuk-body-s">{changed}</p>
            {from}
            {note}
            <ButtonLink href=first.0 text=first.1 />
            <p class="govuk-body"><a class="govuk-link" href=second.0>{second.1}</a></p>
        </Card>
    }
    .into_any()
}

fn ending(id: &str, end: Option<&End>, officer: &Officer, lang: Lang) -> AnyView {
    let Some(end) = end else {
        let href = AdminEnd { id: id.to_owned() }.url();
        return view! {
            <Card title=texts::end(lang)>
                <p class="govuk-body-s govuk-!-margin-bottom-0">
                    <a class="govuk-link" href=href>{texts::ask_end(lang)}</a>
                </p>
            </Card>
        }
        .into_any();
    };
    let confirm = (end.confirmed.is_none() && end.asked_by != officer.who.id).then(|| {
        let action = urls::AdminEndConfirm { id: id.to_owned() }.url();
        view! {
            <form method="post" action=action>
                <Button text=texts::confirm_end(lang) kind=ButtonKind::Warning full_width=true />
            </form>
        }
    });
    let said = match &end.confirmed {
        Some((by, at)) => texts::end_confirmed(lang, format::date_time(lang, *at), by),
        None => texts::end_asked(lang, format::date_time(lang, end.asked_at), &end.asked_by_name),
    };
    let action = urls::AdminEndTakeBack { id: id.to_owned() }.url();
    let (day, reason) = (texts::ends_on(lang, format::date(end.last_day)), end.reason.clone());
    view! {
        <Card title=texts::end(lang)>
            <p class="govuk-body">{day}</p>
            <p class="govuk-body-s">{said}</p>
            <Details summary=texts::why(lang)>{reason}</Details>
            {confirm}
            <form method="post" action=action>
                <Button text=texts::take_back_end(lang) kind=ButtonKind::Secondary full_width=true />
            </form>
        </Card>
    }
    .into_any()
}
