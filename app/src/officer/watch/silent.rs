//! All that is silent: whom it concerns, since when, who is responsible and was told, what to do.

use axum::extract::{Path, State};
use axum_extra::extract::CookieJar;
use leptos::prelude::*;
use motcua_casework::error::Error;
use motcua_casework::exchange::systems::systems;
use motcua_casework::exchange::{Message, system_name};
use motcua_casework::outbox::JobId;
use motcua_casework::silence::{self, Level, SilentJob, SilentStep};
use motcua_texts::Lang;
use motcua_texts::watch::{column as columns, job as jobs, nav, silent as texts, todo, told};

use super::systems::certificates_that_end;
use super::words;
use crate::components::{BannerKind, Button, ButtonKind, Cell, Column, EmptyState, PageHeading, Row, Table, Tag, Tone};
use crate::format;
use crate::render::{Page, page};
use crate::urls::{MessagePage, OfficeDossier, Queues, ReleaseJob, Silent};
use crate::web::{App, PageResult, SignedInOfficer, see_other};

/// Shows it.
pub(in crate::officer) async fn show(
    State(app): State<App>,
    SignedInOfficer(officer, visitor): SignedInOfficer,
) -> PageResult {
    let lang = visitor.lang;
    let found = silence::silent(&app.desk, &officer).await?;
    // Who runs the system is told of a certificate before it ends wherever they look for what stands still.
    let views = match found.runs_the_system {
        true => systems(&app.desk, &officer).await?,
        false => Vec::new(),
    };
    let about = Page::officer(nav::silent(lang))
        .section(Queues::ROUTE)
        .back(Queues {}.url(), nav::back(lang));
    let nothing = found.steps.is_empty() && found.jobs.is_empty() && found.messages.is_empty();
    let released = found.runs_the_system;
    Ok(page(visitor.context(), &about, || {
        let steps = (!found.steps.is_empty()).then(|| {
            let rows = found.steps.iter().map(|step| step_row(&app, step, lang)).collect();
            view! {
                <Table
                    caption=texts::steps(lang, found.steps.len() as u64)
                    caption_shown=true
                    columns=step_columns(lang)
                    rows=rows
                    dense=true
                />
            }
        });
        let messages = (!found.messages.is_empty()).then(|| {
            let rows = found
                .messages
                .iter()
                .map(|message| message_row(&app, message, lang))
                .collect();
            view! {
                <Table
                    caption=texts::messages(lang, found.messages.len() as u64)
                    caption_shown=true
                    columns=message_columns(lang)
                    rows=rows
                    dense=true
                />
            }
        });
        let jobs = (!found.jobs.is_empty()).then(|| {
            let rows = found.jobs.iter().map(|job| job_row(job, released, lang)).collect();
            view! {
                <Table
                    caption=texts::jobs(lang, found.jobs.len() as u64)
                    caption_shown=true
                    columns=job_columns(lang)
                    rows=rows
                    dense=true
                />
            }
        });
        let empty = nothing.then(|| {
            let text = match found.watches {
                true => texts::none_text(lang),
                false => texts::none_of_yours(lang),
            };
            view! { <EmptyState title=texts::none(lang) text=text /> }
        });
        let most = (!nothing).then(|| view! { <p class="govuk-body-s">{texts::at_most(lang)}</p> });
        let ending = certificates_that_end(&views, lang);
        view! {
            {ending}
            <PageHeading text=nav::silent(lang) />
            <p class="govuk-body">{texts::lead(lang)}</p>
            {super::tabs(&Silent {}.url(), lang)}
            {empty}
            {steps}
            {messages}
            {jobs}
            {most}
        }
    }))
}

fn step_columns(lang: Lang) -> Vec<Column> {
    vec![
        Column::new(columns::dossier(lang)).nowrap(),
        Column::new(columns::step(lang)),
        Column::new(columns::since(lang)),
        Column::new(columns::who(lang)),
        Column::new(columns::told(lang)),
        Column::new(columns::todo(lang)),
    ]
}

fn step_row(app: &App, step: &SilentStep, lang: Lang) -> Row {
    let who = step.officer.clone().unwrap_or_else(|| role_name(app, &step.role, lang));
    let todo = match step.officer {
        _ if step.calls => todo::step_calls(lang),
        Some(_) => todo::step_mine(lang),
        None => todo::step_untaken(lang),
    };
    let href = OfficeDossier {
        code: step.code.clone(),
    }
    .url();
    Row::new(vec![
        Cell::link(href, step.code.clone()),
        format!("{} · {}", step.step.get(lang), step.procedure.get(lang)).into(),
        format::date_time(lang, step.deadline).into(),
        format!("{who}, {}", step.agency_name.get(lang)).into(),
        was_told(step, lang).into(),
        todo.into(),
    ])
}

/// Who was told so far, in a line.
fn was_told(step: &SilentStep, lang: Lang) -> String {
    if step.told.is_empty() {
        return told::nobody(lang).to_owned();
    }
    let lines = step.told.iter().map(|notice| {
        let time = format::date_time(lang, notice.at);
        match notice.level {
            Level::Responsible => told::responsible(lang, time),
            Level::Leader => told::leader(lang, time),
            Level::Citizen => told::citizen(lang, time),
        }
    });
    lines.collect::<Vec<_>>().join("; ")
}

/// What a role is called.
pub(super) fn role_name(app: &App, role: &str, lang: Lang) -> String {
    let known = app.desk.reference.role(role);
    known.map_or_else(|| role.to_owned(), |known| known.name.get(lang).to_owned())
}

fn message_columns(lang: Lang) -> Vec<Column> {
    vec![
        Column::new(columns::dossier(lang)).nowrap(),
        Column::new(columns::what(lang)),
        Column::new(columns::since(lang)),
        Column::new(columns::who(lang)),
        Column::new(columns::todo(lang)),
    ]
}

fn message_row(app: &App, message: &Message, lang: Lang) -> Row {
    let code = message.dossier_code.clone();
    let page = MessagePage {
        id: message.id.to_string(),
    };
    let what = format!(
        "{} · {}",
        words::operation(lang, message),
        system_name(message.system).get(lang)
    );
    let agency = message.agency.parse().map_or_else(
        |_| message.agency.clone(),
        |agency| app.desk.reference.agency_name(&agency, lang),
    );
    Row::new(vec![
        Cell::link(OfficeDossier { code: code.clone() }.url(), code),
        Cell::link(page.url(), what),
        format::date_time(lang, message.overdue_at).into(),
        format!("{}, {agency}", role_name(app, &message.owner, lang)).into(),
        todo::message(lang).into(),
    ])
}

fn job_columns(lang: Lang) -> Vec<Column> {
    vec![
        Column::new(columns::dossier(lang)).nowrap(),
        Column::new(columns::what(lang)),
        Column::new(columns::since(lang)),
        Column::new(columns::state(lang)),
        Column::new(columns::todo(lang)),
    ]
}

fn job_row(job: &SilentJob, may_release: bool, lang: Lang) -> Row {
    let dossier = match &job.code {
        Some(code) => Cell::link(OfficeDossier { code: code.clone() }.url(), code.clone()),
        None => jobs::no_dossier(lang).into(),
    };
    let what = job_name(lang, &job.kind);
    let (tone, state) = match job.parked {
        true => (Tone::Red, jobs::parked(lang)),
        false => (Tone::Yellow, jobs::late(lang)),
    };
    // Errors are in the words of the program: for whoever mends it, and nobody else.
    let error = job.last_error.clone().filter(|_| may_release);
    let release = (may_release && job.parked).then(|| {
        let action = ReleaseJob {
            job: job.id.0.to_string(),
        }
        .url();
        view! {
            <form method="post" action=action aria-label=todo::release_of(lang, &what)>
                <Button text=todo::release(lang) kind=ButtonKind::Secondary />
            </form>
        }
    });
    let todo = match job.parked {
        true => todo::job_parked(lang),
        false => todo::job_late(lang),
    };
    Row::new(vec![
        dossier,
        what.into(),
        format::date_time(lang, job.due_at).into(),
        Cell::view(view! {
            <Tag tone=tone text=state />
            {error.map(|error| view! { <br /> <span lang="en">{error}</span> })}
        }),
        Cell::view(view! { {todo} {release} }),
    ])
}

/// What a job does.
fn job_name(lang: Lang, kind: &str) -> String {
    let known = match kind {
        "notify" => jobs::notify(lang),
        "digest" => jobs::digest(lang),
        "open_part" => jobs::open_part(lang),
        "answer_group" => jobs::answer_group(lang),
        "withdraw_part" => jobs::withdraw_part(lang),
        "call" => jobs::call(lang),
        "verify" => jobs::verify(lang),
        "watch" => jobs::watch(lang),
        "await_supplement" => jobs::await_supplement(lang),
        "exchange_shepherd" => jobs::shepherd(lang),
        other => return jobs::other(lang, other),
    };
    known.to_owned()
}

/// Lets a job that was given up be tried again.
pub(in crate::officer) async fn release(
    State(app): State<App>,
    SignedInOfficer(officer, visitor): SignedInOfficer,
    Path(job): Path<i64>,
    jar: CookieJar,
) -> PageResult {
    let lang = visitor.lang;
    let said = match silence::release(&app.desk, &officer, JobId(job)).await {
        Ok(()) => (BannerKind::Success, todo::released(lang)),
        Err(Error::Refused(_)) => (BannerKind::Important, todo::released_before(lang)),
        Err(error) => return Err(error.into()),
    };
    Ok(see_other(&app, jar, &Silent {}.url(), Some(said)))
}
