//! Which of several records of a register is meant: which of the twins, which notice, which parcel. And asking again what
//! did not answer.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use motcua_casework::drafts::{self, Draft};
use motcua_casework::error::Error;
use motcua_casework::reference::Reference;
use motcua_domain::facts::{Record, Reply};
use motcua_domain::form::{Answer, display, plain};
use motcua_domain::procedure::{Pick, Prefill, Procedure};
use motcua_texts::Lang;
use motcua_texts::citizen::records as texts;
use uuid::Uuid;

use crate::components::{Button, Choice, ErrorSummary, FieldError, PageHeading, Radios, Task, TaskStatus};
use crate::render::{Page, page};
use crate::urls;
use crate::web::{App, Halt, Inputs, PageResult, SignedInCitizen, Visitor};

/// The most values shown of a record.
const SHOWN: usize = 5;

/// What the applicant answers when none of the records is meant.
const NONE: &str = "none";

/// The values of each record by which people tell them apart, with the labels the form has for them: first those in which
/// the records differ.
fn words(
    reference: &Reference,
    procedure: &Procedure,
    fact: &str,
    records: &[Record],
    lang: Lang,
) -> Vec<Vec<(String, String)>> {
    let key = |prefill: &Prefill| match prefill {
        Prefill::Fact(path) => path.strip_prefix(fact)?.strip_prefix('.').map(str::to_owned),
        Prefill::Expr(expr) => match expr.variables().as_slice() {
            [path] => path.strip_prefix(fact)?.strip_prefix('.').map(str::to_owned),
            _ => None,
        },
        Prefill::Serving(_) => None,
    };
    let mut known: Vec<(String, &motcua_domain::procedure::Field)> = Vec::new();
    for field in procedure.form.fields() {
        if let Some(key) = field.prefill.iter().find_map(key)
            && known.iter().all(|(one, _)| *one != key)
        {
            known.push((key, field));
        }
    }
    let differs = |key: &str| records.windows(2).any(|pair| pair[0].get(key) != pair[1].get(key));
    known.sort_by_key(|(key, _)| !differs(key));
    let simple = |answer: &&Answer| !matches!(answer, Answer::Record(_) | Answer::Table(_));
    let of_record = |record: &Record| {
        let labelled = known.iter().filter_map(|(key, field)| {
            let answer = record.get(key).filter(simple)?;
            Some((
                field.label.get(lang).to_owned(),
                display(field, answer, reference, lang),
            ))
        });
        let labelled: Vec<_> = labelled.take(SHOWN).collect();
        if !labelled.is_empty() {
            return labelled;
        }
        let plainly = record.values().filter(simple).take(SHOWN);
        plainly
            .map(|answer| (String::new(), plain(answer, reference, lang)))
            .collect()
    };
    records.iter().map(of_record).collect()
}

/// A record as an answer to choose.
fn choice(value: String, words: Vec<(String, String)>) -> Choice {
    let mut words = words.into_iter();
    let title = words.next().map(|(_, value)| value).unwrap_or_default();
    let rest: Vec<String> = words
        .map(|(label, value)| {
            if label.is_empty() {
                value
            } else {
                format!("{label}: {value}")
            }
        })
        .collect();
    let choice = Choice::new(value, title);
    if rest.is_empty() {
        choice
    } else {
        choice.hint(rest.join(" · "))
    }
}

/// The registers that know several records: which one is meant is to be said, and may be changed.
pub(super) fn record_tasks(lang: Lang, app: &App, draft: &Draft) -> Vec<Task> {
    let several = draft
        .procedure
        .facts
        .iter()
        .filter(|(_, def)| def.pick == Pick::Applicant);
    several
        .filter_map(|(name, _)| {
            let fact = draft.body.facts.get(name)?;
            let Reply::Known { records, chosen } = &fact.reply else {
                return None;
            };
            if records.len() < 2 {
                return None;
            }
            let href = urls::ChooseRecord {
                draft: draft.id.to_string(),
                fact: name.clone(),
            };
            let title = texts::task(lang, fact.register.name(lang));
            Some(match chosen {
                None => Task::new(title, TaskStatus::ToDo).href(href.url()),
                Some(chosen) => {
                    let words = words(&app.desk.reference, &draft.procedure, name, records, lang);
                    let first = words
                        .into_iter()
                        .nth(*chosen)
                        .and_then(|words| words.into_iter().next());
                    let task = Task::new(title, TaskStatus::Done).href(href.url());
                    match first {
                        Some((_, value)) => task.hint(value),
                        None => task,
                    }
                }
            })
        })
        .collect()
}

/// Shows the records.
pub(super) async fn show(
    State(app): State<App>,
    SignedInCitizen(citizen, visitor): SignedInCitizen,
    Path((id, fact)): Path<(Uuid, String)>,
) -> PageResult {
    let draft = Draft::open(&app.desk, &citizen, id).await?;
    render(&app, &visitor, &draft, &fact, false)
}

fn render(app: &App, visitor: &Visitor, draft: &Draft, fact: &str, missing: bool) -> Result<Response, Halt> {
    let lang = visitor.lang;
    let Some(known) = draft.body.facts.get(fact) else {
        return Err(Error::NotFound.into());
    };
    let Reply::Known { records, chosen } = &known.reply else {
        return Err(Error::NotFound.into());
    };
    let words = words(&app.desk.reference, &draft.procedure, fact, records, lang);
    let value = chosen.map(|chosen| chosen.to_string()).unwrap_or_default();
    let register = known.register.name(lang);
    let caption = draft.procedure.short_name().get(lang).to_owned();
    let list = urls::TaskList {
        draft: draft.id.to_string(),
    }
    .url();
    let status = if missing {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    let about = Page::citizen(texts::title(lang))
        .section(urls::MyDossiers::ROUTE)
        .back(list, texts::back(lang))
        .status(status)
        .with_errors(missing);
    Ok(page(visitor.context(), &about, || {
        let error = missing.then(|| texts::missing(lang));
        let errors = error.iter().map(|error| FieldError::new("record", *error)).collect();
        let mut options: Vec<Choice> = words
            .into_iter()
            .enumerate()
            .map(|(index, words)| choice(index.to_string(), words))
            .collect();
        options.push(Choice::new(NONE, texts::none(lang)).hint(texts::none_hint(lang)));
        view! {
            <div class="mc-measure">
                <ErrorSummary errors=errors />
                <PageHeading text=texts::title(lang) caption=caption />
                <form method="post">
                    <Radios
                        name="record"
                        legend=texts::which(lang)
                        hint=texts::hint(lang, register)
                        options=options
                        value=value
                        error=error
                    />
                    <Button text=texts::button(lang) />
                </form>
            </div>
        }
    }))
}

/// Keeps the choice.
pub(super) async fn choose(
    State(app): State<App>,
    SignedInCitizen(citizen, visitor): SignedInCitizen,
    Path((id, fact)): Path<(Uuid, String)>,
    inputs: Inputs,
) -> PageResult {
    let record = match inputs.get("record") {
        NONE => None,
        number => match number.parse::<usize>() {
            Ok(number) => Some(number),
            Err(_) => {
                let draft = Draft::open(&app.desk, &citizen, id).await?;
                return render(&app, &visitor, &draft, &fact, true);
            }
        },
    };
    drafts::choose_record(&app.desk, &citizen, id, &fact, record).await?;
    Ok(Redirect::to(&urls::TaskList { draft: id.to_string() }.url()).into_response())
}

/// Asks the registers again.
pub(super) async fn ask_again(
    State(app): State<App>,
    SignedInCitizen(citizen, _): SignedInCitizen,
    Path(id): Path<Uuid>,
) -> PageResult {
    drafts::ask_again(&app.desk, &citizen, id).await?;
    Ok(Redirect::to(&urls::TaskList { draft: id.to_string() }.url()).into_response())
}
