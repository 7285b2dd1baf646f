//! The queues of an officer, the next legal breach first.

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use chrono::DateTime;
use leptos::prelude::*;
use motcua_casework::admin::is_administrator;
use motcua_casework::error::Error;
use motcua_casework::officer::{Inbox, Line, Place, QUEUES, inbox};
use motcua_domain::calendar::{WorkingCalendar, vietnam_date};
use motcua_domain::dossier::Officer;
use motcua_domain::procedure::{Act, StepKind};
use motcua_texts::Lang;
use motcua_texts::officer::{column as columns_texts, filter as filter_texts, queue as texts, search as search_texts};

use super::filter::{self, Wanted};
use super::{bulk, clock, watch, words};
use crate::components::{
    Button, Cell, Column, EmptyState, Link, PageHeading, Pagination, Queue as QueueLink, Row, SideQueues, Table,
    TimeState,
};
use crate::format;
use crate::render::{Page, page};
use crate::urls::{Bulk, Configuration, OfficeDossier, Queue, Queues, TakeNext};
use crate::web::{App, PageResult, SignedInOfficer, Visitor};

use super::search::SearchForm;

/// Shows the first queue that holds something.
pub(super) async fn show_first(
    State(app): State<App>,
    SignedInOfficer(officer, visitor): SignedInOfficer,
    Query(wanted): Query<Wanted>,
) -> PageResult {
    if is_administrator(&officer) {
        return Ok(Redirect::to(Configuration::ROUTE).into_response());
    }
    let own = own_queues(&app, &officer);
    let filter = wanted.filter();
    let mut found = inbox(&app.desk, &officer, None, &filter, place(&wanted.after)).await?;
    // With nothing to do anywhere, an officer sees the queue of their own work, not somebody else's.
    if found.lines.is_empty()
        && !own.contains(&found.queue)
        && let Some(first) = own.first()
    {
        found = inbox(&app.desk, &officer, Some(first), &filter, None).await?;
    }
    Ok(render(&app, &visitor, &officer, &own, &wanted, &found))
}

/// Shows one queue.
pub(super) async fn show(
    State(app): State<App>,
    SignedInOfficer(officer, visitor): SignedInOfficer,
    Path(queue): Path<String>,
    Query(wanted): Query<Wanted>,
) -> PageResult {
    let Some(queue) = QUEUES.into_iter().find(|name| *name == queue) else {
        return Err(Error::NotFound.into());
    };
    let found = inbox(&app.desk, &officer, Some(queue), &wanted.filter(), place(&wanted.after)).await?;
    let own = own_queues(&app, &officer);
    Ok(render(&app, &visitor, &officer, &own, &wanted, &found))
}

/// The queues in which the officer's roles have work at all.
fn own_queues(app: &App, officer: &Officer) -> Vec<&'static str> {
    let today = vietnam_date(app.desk.now());
    let procedures = app.desk.catalogue.all_current(today);
    let mut acts: Vec<Act> = procedures
        .iter()
        .flat_map(|procedure| procedure.flow().steps())
        .filter_map(|step| match &step.does {
            StepKind::Task { role, act } if officer.posts.iter().any(|post| post.role == *role) => Some(*act),
            _ => None,
        })
        .collect();
    acts.sort_unstable();
    acts.dedup();
    let mut own: Vec<&'static str> = acts.iter().map(|act| words::queue_of(*act)).collect();
    if acts.iter().any(|act| matches!(act, Act::Receive | Act::Handle)) {
        own.push("supplement");
    }
    if acts.contains(&Act::Handle) {
        own.push("calling");
    }
    own
}

/// A place in a queue as it stands in an address.
fn place(text: &str) -> Option<Place> {
    let (at, id) = text.split_once('_')?;
    Some(Place(
        DateTime::from_timestamp_micros(at.parse().ok()?)?,
        id.parse().ok()?,
    ))
}

fn place_text(Place(at, id): &Place) -> String {
    format!("{}_{id}", at.timestamp_micros())
}

fn render(
    app: &App,
    visitor: &Visitor,
    officer: &Officer,
    own: &[&'static str],
    wanted: &Wanted,
    found: &Inbox,
) -> Response {
    let lang = visitor.lang;
    let now = app.desk.now();
    let name = words::queue_name(lang, found.queue);
    let about = Page::officer(name).section(Queues::ROUTE);
    if officer.posts.is_empty() {
        return page(visitor.context(), &about, || {
            view! {
                <PageHeading text=texts::no_posts(lang) />
                <p class="govuk-body">{texts::no_posts_text(lang)}</p>
            }
        });
    }
    let side = found
        .queues
        .iter()
        .filter(|queue| queue.tasks > 0 || queue.name == found.queue || own.contains(&queue.name))
        .map(|queue| QueueLink {
            // Another queue is looked at in the same way.
            href: wanted.url(
                &Queue {
                    queue: queue.name.to_owned(),
                }
                .url(),
                "",
            ),
            name: words::queue_name(lang, queue.name).to_owned(),
            count: u64::try_from(queue.tasks).unwrap_or_default(),
            urgent: queue.overdue > 0,
            current: queue.name == found.queue,
        })
        .collect();
    let calendar = app.desk.calendar(officer.posts.first().map(|post| &post.agency));
    let rows: Vec<Row> = found
        .lines
        .iter()
        .map(|line| row(line, lang, &calendar, now, found.queue))
        .collect();
    let takes = !matches!(found.queue, "supplement" | "calling" | "withdrawal") && !rows.is_empty();
    let here = Queue {
        queue: found.queue.to_owned(),
    }
    .url();
    let next = found.next.as_ref().map(|place| wanted.url(&here, &place_text(place)));
    let start = (!wanted.after.is_empty()).then(|| wanted.url(&here, ""));
    let narrow = wanted.filter().is_narrow();
    let several = Bulk {
        queue: found.queue.to_owned(),
    }
    .url();
    let stay = wanted.url(&here, &wanted.after);
    let overdue = match u64::try_from(found.overdue).unwrap_or_default() {
        0 => texts::none_overdue(lang).to_owned(),
        count @ 1..100 => texts::overdue(lang, count),
        _ => texts::overdue_many(lang).to_owned(),
    };
    let take_next = takes.then(|| {
        TakeNext {
            queue: found.queue.to_owned(),
        }
        .url()
    });
    let lead = texts::lead(lang, format::time(now));
    page(visitor.context(), &about, || {
        let filters = filter::form(app, officer, &here, wanted, lang);
        let take = take_next.map(|action| {
            view! {
                <form method="post" action=action>
                    <Button text=texts::take_next(lang) key="N" />
                </form>
            }
        });
        let list = if rows.is_empty() {
            let back = start.clone().map(|href| Link::new(href, texts::first_page(lang)));
            let (title, text) = match narrow {
                true => (filter_texts::nothing(lang), filter_texts::nothing_text(lang)),
                false => (texts::empty(lang), texts::empty_text(lang)),
            };
            view! { <EmptyState title=title text=text action=back /> }.into_any()
        } else {
            let select = bulk::select(found.queue);
            let buttons = bulk::buttons(found.queue, lang);
            let turns = start.is_some() || next.is_some();
            let bar = (turns || !buttons.is_empty()).then(|| {
                let paging = turns.then(|| view! { <Pagination previous=start next=next /> });
                view! { <div class="mc-bar">{buttons} {paging}</div> }
            });
            view! {
                <form method="post" action=several>
                    <input type="hidden" name="back" value=stay />
                    <Table
                        caption=texts::caption(lang, name)
                        columns=columns(lang)
                        rows=rows
                        dense=true
                        select=select
                    />
                    {bar}
                </form>
            }
            .into_any()
        };
        view! {
            <div class="mc-desk">
                <div>
                    <SideQueues
                        queues=side
                        filters_heading=motcua_texts::watch::nav::label(lang)
                        filters=watch::links(lang)
                    />
                    <SearchForm />
                </div>
                <div>
                    <div class="mc-head">
                        <PageHeading text=name />
                        {take}
                    </div>
                    <p class="govuk-body">{lead} " " <strong>{overdue}</strong></p>
                    {filters}
                    {list}
                </div>
            </div>
        }
    })
}

fn columns(lang: Lang) -> Vec<Column> {
    vec![
        Column::new(columns_texts::code(lang)).nowrap(),
        Column::new(columns_texts::procedure(lang)),
        Column::new(columns_texts::subject(lang)),
        Column::new(columns_texts::channel(lang)),
        Column::new(columns_texts::step(lang)),
        Column::new(columns_texts::officer(lang)),
        Column::new(columns_texts::due(lang)),
    ]
}

fn row(line: &Line, lang: Lang, calendar: &WorkingCalendar, now: DateTime<chrono::Utc>, queue: &str) -> Row {
    let (state, text) = if line.stuck {
        (TimeState::Late, texts::stuck(lang).to_owned())
    } else {
        match queue {
            "supplement" | "payment" => clock::standing(lang),
            "return" => (
                TimeState::Ok,
                texts::ready_since(lang, format::date(vietnam_date(line.due))),
            ),
            _ => clock::left(lang, calendar, now, line.due),
        }
    };
    Row::new(vec![
        Cell::link(
            OfficeDossier {
                code: line.code.clone(),
            }
            .url(),
            line.code.clone(),
        ),
        line.procedure.get(lang).into(),
        line.subject.as_str().into(),
        words::channel_name(lang, &line.channel).into(),
        line.step.get(lang).into(),
        line.officer.as_deref().unwrap_or(search_texts::untaken(lang)).into(),
        Cell::Time(state, text),
    ])
    .select(bulk::value(&line.code, &line.step_id), line.code.clone())
}

#[cfg(test)]
mod tests {
    use super::{place, place_text};

    #[test]
    fn a_place_is_read_as_it_is_written() {
        let text = "1795000000123456_01939d3e-7a1f-7000-8000-000000000001";
        assert_eq!(place(text).as_ref().map(place_text).as_deref(), Some(text));
        for wrong in [
            "",
            "_",
            "x_y",
            "99999999999999999999_01939d3e-7a1f-7000-8000-000000000001",
            "1_'",
        ] {
            assert!(place(wrong).is_none(), "{wrong:?}");
        }
    }
}
