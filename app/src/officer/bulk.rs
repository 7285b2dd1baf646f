//! One act on the dossiers ticked in a queue: all that could be done is done, the rest is said line by line.

use axum::extract::{Path, State};
use axum_extra::extract::CookieJar;
use leptos::prelude::*;
use motcua_casework::case::Case;
use motcua_casework::error::Error;
use motcua_casework::officer::{Bulk, Missed, Picked, QUEUES, hand_over_all, take_all};
use motcua_texts::Lang;
use motcua_texts::officer::{bulk as texts, column as columns};

use super::{refused, why, words};
use crate::components::{BannerKind, Button, ButtonKind, Cell, Column, PageHeading, Row, Table};
use crate::render::{Page, page};
use crate::urls::{self, OfficeDossier, Queue, Queues};
use crate::web::{App, Halt, Inputs, PageResult, SignedInOfficer, see_other};

/// What may be done with several dossiers of a queue at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Act {
    Take,
    HandOver,
}

impl Act {
    const fn name(self) -> &'static str {
        match self {
            Act::Take => "take",
            Act::HandOver => "hand-over",
        }
    }

    fn label(self, lang: Lang) -> &'static str {
        match self {
            Act::Take => texts::take(lang),
            Act::HandOver => texts::hand_over(lang),
        }
    }

    fn done(self, lang: Lang, count: usize) -> String {
        let count = u64::try_from(count).unwrap_or_default();
        match self {
            Act::Take => texts::taken(lang, count),
            Act::HandOver => texts::handed_over(lang, count),
        }
    }
}

/// The acts of a queue, the most useful first.
fn acts(queue: &str) -> &'static [Act] {
    match queue {
        "reception" | "handling" | "signature" | "seal" => &[Act::Take],
        "return" => &[Act::HandOver, Act::Take],
        _ => &[],
    }
}

/// What a ticked line sends.
pub(super) fn value(code: &str, step: &str) -> String {
    format!("{code} {step}")
}

/// The name under which ticked lines are sent, if anything may be done with several of the queue.
pub(super) fn select(queue: &str) -> Option<&'static str> {
    (!acts(queue).is_empty()).then_some("pick")
}

/// The buttons below a queue.
pub(super) fn buttons(queue: &str, lang: Lang) -> Vec<AnyView> {
    acts(queue)
        .iter()
        .map(|act| {
            let (text, value) = (act.label(lang), act.name());
            view! { <Button text=text kind=ButtonKind::Secondary name="act" value=value /> }.into_any()
        })
        .collect()
}

/// Does it.
pub(super) async fn act(
    State(app): State<App>,
    SignedInOfficer(officer, visitor): SignedInOfficer,
    Path(queue): Path<String>,
    jar: CookieJar,
    inputs: Inputs,
) -> PageResult {
    let lang = visitor.lang;
    let queue = QUEUES.into_iter().find(|name| *name == queue).ok_or(Error::NotFound)?;
    let act = acts(queue).iter().find(|act| act.name() == inputs.get("act"));
    let act = *act.ok_or(Halt::BadRequest)?;
    let picked: Vec<Picked> = inputs
        .all("pick")
        .filter_map(|value| {
            let (code, step) = value.split_once(' ')?;
            Some(Picked {
                code: code.to_owned(),
                step: step.to_owned(),
            })
        })
        .collect();
    let back = urls::safe_back(inputs.get("back"));
    let back = if back == "/" {
        Queue {
            queue: queue.to_owned(),
        }
        .url()
    } else {
        back.to_owned()
    };
    if picked.is_empty() {
        let said = texts::none_chosen(lang);
        return Ok(see_other(&app, jar, &back, Some((BannerKind::Important, said))));
    }
    let bulk = match act {
        Act::Take => take_all(&app.desk, &officer, &picked).await,
        Act::HandOver => hand_over_all(&app.desk, &officer, &picked).await,
    };
    if bulk.missed.is_empty() {
        let said = act.done(lang, bulk.done.len());
        return Ok(see_other(&app, jar, &back, Some((BannerKind::Success, &said))));
    }
    let rows = missed(&app, &bulk, lang).await?;
    let count = u64::try_from(bulk.missed.len()).unwrap_or_default();
    let title = texts::title(lang, count);
    let done = match bulk.done.len() {
        0 => texts::none_done(lang).to_owned(),
        count => act.done(lang, count),
    };
    let name = words::queue_name(lang, queue);
    let about = Page::officer(title.clone()).section(Queues::ROUTE).back(back, name);
    Ok(page(visitor.context(), &about, || {
        let columns = vec![Column::new(columns::code(lang)).nowrap(), Column::new(texts::why(lang))];
        view! {
            <PageHeading text=title />
            <p class="govuk-body" role="status">{done}</p>
            <Table caption=texts::missed_caption(lang) columns=columns rows=rows dense=true />
        }
    }))
}

/// A line for each dossier that was left as it is.
async fn missed(app: &App, bulk: &Bulk, lang: Lang) -> Result<Vec<Row>, Error> {
    let mut rows = Vec::new();
    for (code, missed) in &bulk.missed {
        let reason = match missed {
            Missed::NotFound => texts::not_found(lang).to_owned(),
            Missed::TakenBy(name) => texts::taken_by(lang, name),
            Missed::Failed => texts::failed(lang).to_owned(),
            Missed::Refused(why) => {
                let case = Case::by_code(&app.desk, code).await?;
                why::words(lang, why, &case.procedure)
            }
        };
        let code = code.chars().take(64).collect::<String>();
        let cell = match missed {
            Missed::NotFound => Cell::Text(code),
            _ => Cell::link(OfficeDossier { code: code.clone() }.url(), code),
        };
        rows.push(Row::new(vec![cell, refused::capital(&reason).into()]));
    }
    Ok(rows)
}
