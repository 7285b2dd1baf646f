//! Reference data: agencies, roles, days off, as they hold today, and the files in which they are changed.

use axum::extract::State;
use chrono::{Datelike as _, NaiveDate};
use leptos::prelude::*;
use motcua_casework::admin::{File, Kind, files};
use motcua_casework::reference::Agency;
use motcua_domain::calendar::{Day, WorkingCalendar, vietnam_date};
use motcua_texts::Lang;
use motcua_texts::admin::reference as texts;

use super::frame;
use crate::components::{Button, ButtonKind, Cell, Column, Details, PageHeading, Row, Table, Tag, Tone};
use crate::format;
use crate::render::page;
use crate::urls::{AdminBegin, AdminDifference, AdminEdit, AdminReference};
use crate::web::{App, PageResult, SignedInOfficer};

/// What a file holds, in words.
pub(super) fn file_name(file: &str, lang: Lang) -> String {
    match file {
        "agencies.yaml" => texts::agencies(lang),
        "roles.yaml" => texts::roles(lang),
        "holidays.yaml" => texts::holidays(lang),
        "office_hours.yaml" => texts::hours(lang),
        other => return other.to_owned(),
    }
    .to_owned()
}

/// Shows them.
pub(super) async fn show(State(app): State<App>, SignedInOfficer(officer, visitor): SignedInOfficer) -> PageResult {
    let lang = visitor.lang;
    let all = files(&app.desk, &officer).await?;
    Ok(page(visitor.context(), &frame::about(texts::title(lang)), || {
        let all_agencies = agencies(app.desk.reference.agencies(), lang);
        let all_roles = roles(&app, lang);
        view! {
            {frame::tabs(lang, AdminReference::ROUTE)}
            <PageHeading text=texts::title(lang) />
            <p class="govuk-body">{texts::text(lang)}</p>
            {file_table(&all, officer.who.id, lang)}
            <h2 class="govuk-heading-m">{texts::holidays(lang)}</h2>
            {holidays(&app, lang)}
            <h2 class="govuk-heading-m">{texts::agencies(lang)}</h2>
            <Details summary=texts::agencies_count(lang, app.desk.reference.agencies().len() as u64)>
                {all_agencies}
            </Details>
            <h2 class="govuk-heading-m">{texts::roles(lang)}</h2>
            <Details summary=texts::roles_count(lang, app.desk.reference.roles().len() as u64)>{all_roles}</Details>
        }
    }))
}

fn file_table(all: &[File], officer: uuid::Uuid, lang: Lang) -> AnyView {
    let columns = vec![
        Column::new(texts::file(lang)),
        Column::new(texts::version(lang)),
        Column::new(texts::change(lang)),
    ];
    let rows = all.iter().map(|file| row(file, officer, lang)).collect();
    view! { <Table caption=texts::files(lang) columns=columns rows=rows dense=true /> }.into_any()
}

fn row(file: &File, officer: uuid::Uuid, lang: Lang) -> Row {
    let (kind, name) = (Kind::Reference.name().to_owned(), file.name.to_owned());
    let version = match &file.published {
        None => texts::from_program(lang).to_owned(),
        Some((by, at)) => texts::published(lang, format::date_time(lang, *at), by, file.version.to_string()),
    };
    let change = match &file.draft {
        None => {
            let action = AdminBegin { kind, name }.url();
            let label = texts::begin(lang, file_name(file.name, lang));
            view! {
                <form method="post" action=action>
                    <Button text=label kind=ButtonKind::Secondary />
                </form>
            }
            .into_any()
        }
        Some(draft) => {
            let approve = draft.waiting && !draft.is_of(officer);
            let (tone, word) = if draft.waiting {
                (Tone::Yellow, motcua_texts::admin::state::waiting(lang))
            } else {
                (Tone::Purple, motcua_texts::admin::state::draft(lang))
            };
            let (href, text) = if approve {
                (AdminDifference { kind, name }.url(), texts::approve(lang))
            } else {
                (AdminEdit { kind, name }.url(), texts::go_on(lang))
            };
            let by = texts::by(lang, format::date_time(lang, draft.edited_at), &draft.edited_by_name);
            view! { <Tag tone=tone text=word />" "{by}<br /><a class="govuk-link" href=href>{text}</a> }.into_any()
        }
    };
    Row::new(vec![
        Cell::view(view! { {file_name(file.name, lang)}<br /><code class="govuk-body-s">{file.name}</code> }),
        version.into(),
        Cell::View(change),
    ])
}

/// The days off of this year and the next that are not past.
fn holidays(app: &App, lang: Lang) -> AnyView {
    let today = vietnam_date(app.desk.now());
    let calendar = app.desk.calendar(None);
    let last = today.with_year(today.year() + 1).unwrap_or(today);
    let days = today
        .iter_days()
        .take_while(|day| *day <= last)
        .filter_map(|day| Some((day, day_off(&calendar, day, lang)?)))
        .map(|(day, name)| {
            let date = format!("{}, {}", format::weekday(lang, day.weekday()), format::date(day));
            Row::new(vec![date.into(), name.into()])
        })
        .collect();
    let columns = vec![Column::new(texts::day(lang)).nowrap(), Column::new(texts::reason(lang))];
    view! { <Table caption=texts::holidays(lang) columns=columns rows=days dense=true /> }.into_any()
}

/// Why a day is off; none for working days and ordinary weekends.
fn day_off(calendar: &WorkingCalendar, day: NaiveDate, lang: Lang) -> Option<String> {
    let name = match calendar.day(day) {
        Day::Working | Day::Weekly(_) => return None,
        Day::WorkingInstead(_) => texts::works_instead(lang).to_owned(),
        Day::Off(off) => in_lang(&off.name_vi, &off.name_en, lang),
        Day::Fixed(holiday) => in_lang(&holiday.name_vi, &holiday.name_en, lang),
        Day::FixedCompensation(holiday) => texts::compensation(lang, in_lang(&holiday.name_vi, &holiday.name_en, lang)),
    };
    Some(name)
}

fn in_lang(vi: &str, en: &str, lang: Lang) -> String {
    match lang {
        Lang::Vi => vi,
        Lang::En => en,
    }
    .to_owned()
}

fn agencies(all: &[Agency], lang: Lang) -> AnyView {
    let columns = vec![
        Column::new(texts::code(lang)).nowrap(),
        Column::new(texts::name(lang)),
        Column::new(texts::from(lang)).nowrap(),
        Column::new(texts::to(lang)).nowrap(),
        Column::new(texts::successor(lang)),
    ];
    let rows = all
        .iter()
        .map(|agency| {
            Row::new(vec![
                agency.code.to_string().into(),
                agency.name.get(lang).into(),
                format::date(agency.valid_from).into(),
                agency.valid_to.map(format::date).unwrap_or_default().into(),
                agency
                    .successor
                    .as_ref()
                    .map(ToString::to_string)
                    .unwrap_or_default()
                    .into(),
            ])
        })
        .collect();
    view! { <Table caption=texts::agencies(lang) columns=columns rows=rows dense=true /> }.into_any()
}

fn roles(app: &App, lang: Lang) -> AnyView {
    let columns = vec![
        Column::new(texts::code(lang)),
        Column::new(texts::name(lang)),
        Column::new(texts::reads(lang)),
    ];
    let rows = app
        .desk
        .reference
        .roles()
        .iter()
        .map(|role| {
            let reads = if role.reads_dossiers {
                texts::yes(lang)
            } else {
                texts::no(lang)
            };
            Row::new(vec![
                role.code.as_str().into(),
                role.name.get(lang).into(),
                reads.into(),
            ])
        })
        .collect();
    view! { <Table caption=texts::roles(lang) columns=columns rows=rows dense=true /> }.into_any()
}
