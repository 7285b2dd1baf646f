//! The application as a list of tasks: what is missing, what need not be sent, when results will come, what it costs.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect};
use leptos::prelude::*;
use motcua_casework::drafts::{self, Draft};
use motcua_domain::application::{ConfirmationNeed, DocumentState, Review};
use motcua_domain::calendar::vietnam_date;
use motcua_domain::dossier::ConfirmationState;
use motcua_domain::form::{Origin, Seen, display};
use motcua_domain::procedure::{FieldType, Section};
use motcua_texts::Lang;
use motcua_texts::citizen::review::level;
use motcua_texts::citizen::{desk, tasks as texts};
use uuid::Uuid;

use super::super::group::choose;
use super::super::procedure::{limit_words, presences};
use super::cost::cost_view;
use super::desk::desk_name;
use super::eligibility::eligibility_view;
use super::records::record_tasks;
use crate::components::{
    Button, ButtonKind, ButtonLink, Card, Details, InsetText, PageHeading, Task, TaskList, TaskStatus, WithAside,
};
use crate::format;
use crate::render::{Page, page};
use crate::urls;
use crate::web::{App, PageResult, SignedInCitizen};

/// Shows it.
pub(super) async fn show(
    State(app): State<App>,
    SignedInCitizen(citizen, visitor): SignedInCitizen,
    Path(id): Path<Uuid>,
) -> PageResult {
    let lang = visitor.lang;
    let draft = Draft::open(&app.desk, &citizen, id).await?;
    let review = draft.review(&app.desk);
    let now = app.desk.now();
    let name = draft.procedure.name.get(lang).to_owned();
    let saved = if vietnam_date(draft.updated_at) == vietnam_date(now) {
        texts::saved_today(lang, format::time(draft.updated_at))
    } else {
        texts::saved(lang, format::date_time(lang, draft.updated_at))
    };
    let sections = draft
        .procedure
        .form
        .sections
        .iter()
        .filter(|section| {
            section
                .fields
                .iter()
                .any(|field| review.resolved.shown.contains(&field.id))
        })
        .map(|section| section_task(lang, &app, &draft, &review, section))
        .chain([desk_task(lang, &app, &draft, &review)])
        .collect::<Vec<_>>();
    let records = record_tasks(lang, &app, &draft);
    let documents = review
        .documents
        .iter()
        .filter(|(_, state)| !matches!(state, DocumentState::NotNeeded))
        .map(|(document, state)| {
            let href = urls::Document {
                draft: id.to_string(),
                document: document.id.clone(),
            }
            .url();
            let task = |status| Task::new(document.name.get(lang), status);
            match state {
                DocumentState::Held(_) => task(TaskStatus::Done).hint(texts::document::held(lang)),
                DocumentState::Awaited(_) => task(TaskStatus::Waiting)
                    .hint(texts::document::awaited(lang))
                    .href(href),
                DocumentState::Uploaded => task(TaskStatus::Done).hint(texts::document::uploaded(lang)).href(href),
                DocumentState::Missing | DocumentState::NotNeeded => task(TaskStatus::ToDo).href(href),
            }
        })
        .collect::<Vec<_>>();
    let confirmations = || {
        let views = review
            .confirmations
            .iter()
            .map(|need| confirmation_view(lang, id, need));
        views.collect::<Vec<_>>()
    };
    let ready = review.hindrance().is_none();
    let may_not_submit = citizen.held_back().is_some();
    let left = open_tasks(&review);
    let aside = aside(lang, &app, &draft, &review, now);
    let discard = urls::Discard { draft: id.to_string() }.url();
    let outage = || {
        (!review.unverified.is_empty()).then(|| {
            let action = urls::AskAgain { draft: id.to_string() }.url();
            view! {
                <Card title=texts::outage::title(lang) soft=true>
                    <p class="govuk-body">{texts::outage::text(lang)}</p>
                    <form method="post" action=action>
                        <Button text=texts::outage::again(lang) kind=ButtonKind::Secondary />
                    </form>
                </Card>
            }
        })
    };
    let about = Page::citizen(name.clone())
        .section(urls::MyDossiers::ROUTE)
        .back(urls::MyDossiers::ROUTE, texts::back(lang));
    Ok(page(visitor.context(), &about, || {
        let summary = if ready {
            texts::ready(lang).to_owned()
        } else {
            texts::left(lang, left)
        };
        let has_documents = !documents.is_empty();
        let parts = choose::view(lang, &app, &draft, &review);
        let (outage, confirmations) = (outage(), confirmations());
        let eligibility = eligibility_view(lang, &review.eligibility);
        let has_confirmations = !review.confirmations.is_empty();
        view! {
            <WithAside aside=aside>
                <PageHeading text=name caption=saved />
                <p class="govuk-body-l">{summary}</p>
                {may_not_submit.then(|| view! { <InsetText>{level(lang)}</InsetText> })}
                {outage}
                {eligibility}
                {parts}
                {(!records.is_empty()).then(|| view! { <TaskList id="records" items=records /> })}
                <h2 class="govuk-heading-m">{texts::information(lang)}</h2>
                <TaskList id="sections" items=sections />
                {has_documents
                    .then(|| {
                        view! {
                            <h2 class="govuk-heading-m">{texts::documents(lang)}</h2>
                            <TaskList id="documents" items=documents />
                        }
                    })}
                {has_confirmations
                    .then(|| {
                        view! {
                            <h2 class="govuk-heading-m">{texts::confirmations(lang)}</h2>
                            {confirmations}
                        }
                    })}
                <h2 class="govuk-heading-m">{texts::last(lang)}</h2>
                {if ready {
                    let href = urls::Review { draft: id.to_string() }.url();
                    view! { <ButtonLink href=href text=texts::submit(lang) /> }.into_any()
                } else {
                    let submit = Task::new(texts::submit(lang), TaskStatus::CannotStart);
                    view! { <TaskList id="submit" items=vec![submit] /> }.into_any()
                }}
                <p class="govuk-body">
                    <a class="govuk-link" href=discard>{texts::discard(lang)}</a>
                </p>
            </WithAside>
        }
    }))
}

/// How many things the applicant must still do.
fn open_tasks(review: &Review<'_>) -> u64 {
    let sections = review
        .resolved
        .blocking()
        .map(|problem| problem.section.as_str())
        .collect::<std::collections::BTreeSet<_>>()
        .len();
    let documents = review
        .documents
        .iter()
        .filter(|(_, state)| *state == DocumentState::Missing)
        .count();
    let confirmations = review
        .confirmations
        .iter()
        .filter(|need| need.state != Some(ConfirmationState::Given))
        .count();
    let open = sections + documents + confirmations + usize::from(review.choice.is_some());
    u64::try_from(open).unwrap_or_default()
}

fn section_task(lang: Lang, app: &App, draft: &Draft, review: &Review<'_>, section: &Section) -> Task {
    let href = urls::Section {
        draft: draft.id.to_string(),
        section: section.id.clone(),
    }
    .url();
    let open = review
        .resolved
        .of_section(&section.id)
        .filter(|problem| problem.severity == motcua_domain::procedure::Severity::Block);
    let missing = open.count();
    let visited = draft.body.visited.contains(&section.id);
    let status = match (missing, visited) {
        (0, _) => TaskStatus::Done,
        (_, true) => TaskStatus::Problem,
        (_, false) => TaskStatus::ToDo,
    };
    let known = section.fields.iter().filter_map(|field| {
        let origin = review.resolved.origins.get(&field.id)?;
        matches!(origin, Origin::Register { .. }).then_some(())
    });
    let known = u64::try_from(known.count()).unwrap_or_default();
    let known = (known > 0).then(|| texts::known(lang, known));
    let gist = gist(lang, app, review, section);
    let hint: Vec<String> = [gist, known].into_iter().flatten().collect();
    let task = Task::new(section.title.get(lang), status).href(href);
    if hint.is_empty() {
        task
    } else {
        task.hint(hint.join(" · "))
    }
}

/// The value by which people recognise a section: whom it is about, else where, else what was chosen.
fn gist(lang: Lang, app: &App, review: &Review<'_>, section: &Section) -> Option<String> {
    type Telling = fn(&FieldType) -> bool;
    let telling: [Telling; 4] = [
        |kind| matches!(kind, FieldType::PersonName),
        |kind| matches!(kind, FieldType::Date),
        |kind| matches!(kind, FieldType::Address | FieldType::Commune),
        |kind| matches!(kind, FieldType::Choice { .. }),
    ];
    telling.into_iter().find_map(|tells| {
        section
            .fields
            .iter()
            .filter(|field| tells(&field.kind))
            .find_map(|field| {
                let answer = review.resolved.answers.get(&field.id)?;
                Some(display(field, answer, app.desk.reference.as_ref(), lang))
            })
    })
}

/// Where the application is handed in: chosen already, may be changed.
fn desk_task(lang: Lang, app: &App, draft: &Draft, review: &Review<'_>) -> Task {
    let href = urls::ChooseDesk {
        draft: draft.id.to_string(),
    }
    .url();
    match draft.desks(&app.desk, review) {
        Some(desks) => Task::new(desk::receives(lang), TaskStatus::Done)
            .href(href)
            .hint(desk_name(&app.desk.reference, &desks.receiving, lang)),
        None => Task::new(desk::receives(lang), TaskStatus::CannotStart).hint(texts::desk_unknown(lang)),
    }
}

fn confirmation_view(lang: Lang, draft: Uuid, need: &ConfirmationNeed<'_>) -> AnyView {
    let action = urls::AskConfirmation {
        draft: draft.to_string(),
        name: need.def.id.clone(),
    }
    .url();
    let person = need.person.as_ref().map_or_else(String::new, |(_, name)| name.clone());
    let complete = need.def.shows.iter().all(|field| need.shown.contains_key(field));
    let (status, button) = match need.state {
        None if !complete => (texts::confirmation::later(lang, &person), None),
        None if need.outdated => (
            texts::confirmation::outdated(lang, &person),
            Some(texts::confirmation::again(lang)),
        ),
        None => (
            texts::confirmation::not_asked(lang, &person),
            Some(texts::confirmation::ask(lang)),
        ),
        Some(ConfirmationState::Asked) => (
            texts::confirmation::asked(lang, &person),
            Some(texts::confirmation::again(lang)),
        ),
        Some(ConfirmationState::Given) => (texts::confirmation::given(lang, &person), None),
        Some(ConfirmationState::Declined) => (
            texts::confirmation::declined(lang, &person),
            Some(texts::confirmation::again(lang)),
        ),
    };
    let known = need.person.is_some();
    let given = need.state == Some(ConfirmationState::Given);
    let text = need.def.text.get(lang).to_owned();
    let person = texts::confirmation::reads(lang, person);
    view! {
        <div class="mc-box">
            <p class="govuk-body"><strong>{status}</strong></p>
            {button
                .filter(|_| known)
                .map(|label| {
                    view! {
                        <form method="post" action=action>
                            <Button text=label kind=ButtonKind::Secondary />
                        </form>
                    }
                })}
            {(!given)
                .then(|| view! { <p class="govuk-body-s govuk-!-margin-bottom-0">{person}" "<q>{text}</q></p> })}
        </div>
    }
    .into_any()
}

fn aside(
    lang: Lang,
    app: &App,
    draft: &Draft,
    review: &Review<'_>,
    now: chrono::DateTime<chrono::Utc>,
) -> impl FnOnce() -> AnyView + Send + use<> {
    let held: Vec<String> = review
        .documents
        .iter()
        .filter(|(_, state)| matches!(state, DocumentState::Held(_)))
        .map(|(document, _)| document.name.get(lang).to_owned())
        .collect();
    let limit = review.limit;
    let longer = review.longer.map(|longer| longer.why.get(lang).to_owned());
    let unsure = draft
        .procedure
        .is_unsure("time_limit")
        .then(|| texts::aside::limit_unsure(lang));
    let seen = Seen {
        answers: &review.resolved.answers,
        facts: &draft.body.facts,
        today: vietnam_date(now),
    };
    let presences = presences(&app.desk.reference, &draft.procedure, Some(&seen), lang);
    let calendar = app.desk.calendar(None);
    // If the desk accepted it this minute: an honest "if", with the lines of the reckoning.
    let due = calendar.due(now, limit, &[]);
    let promise = format::promise(lang, due.at, now);
    let lines: Vec<String> = due.lines.iter().map(|line| line.to_text(lang)).collect();
    let limit = limit_words(limit, lang);
    let cost = cost_view(lang, &draft.procedure, &review.cost);
    move || {
        let held = (!held.is_empty()).then(|| {
            view! {
                <h2 class="govuk-heading-s">{texts::aside::held(lang)}</h2>
                <p class="govuk-body-s">{texts::aside::held_text(lang, held.join(", "))}</p>
            }
        });
        let lines = lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
        let presences = (!presences.is_empty()).then(|| {
            let items = presences
                .into_iter()
                .map(|text| view! { <li>{text}</li> })
                .collect_view();
            view! {
                <h2 class="govuk-heading-s">{texts::aside::presence(lang)}</h2>
                <ul class="govuk-list govuk-body-s">{items}</ul>
            }
        });
        let more = [longer, unsure.map(str::to_owned)].into_iter().flatten();
        let more = more
            .map(|text| view! { <p class="govuk-body-s">{text}</p> })
            .collect_view();
        view! {
            <div class="mc-card mc-card--soft">
                {held}
                <h2 class="govuk-heading-s">{texts::aside::when(lang)}</h2>
                <p class="govuk-body-s">{texts::aside::limit(lang, limit)}</p>
                {more}
                <p class="govuk-body-s">{texts::aside::if_accepted_now(lang)}" "<strong>{promise}</strong></p>
                <Details summary=texts::aside::how(lang)>
                    <ul class="govuk-list govuk-body-s">{lines}</ul>
                </Details>
                {presences}
                <h2 class="govuk-heading-s">{texts::aside::fee(lang)}</h2>
                {cost}
            </div>
        }
        .into_any()
    }
}

/// Asks the other person.
pub(super) async fn ask_confirmation(
    State(app): State<App>,
    SignedInCitizen(citizen, _): SignedInCitizen,
    Path((id, name)): Path<(Uuid, String)>,
) -> PageResult {
    drafts::ask_confirmation(&app.desk, &citizen, id, &name).await?;
    Ok(Redirect::to(&urls::TaskList { draft: id.to_string() }.url()).into_response())
}
