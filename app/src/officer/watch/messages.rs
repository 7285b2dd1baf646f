//! The log of messages to national systems, narrowed as wanted: kept in the address, so that it can be shared.

use axum::extract::{Query, State as Shared};
use chrono::{DateTime, TimeDelta, Utc};
use leptos::prelude::*;
use motcua_casework::connectors::System;
use motcua_casework::exchange::list::{Filter, open};
use motcua_casework::exchange::{Message, State, system_name};
use motcua_texts::watch::{column as columns, messages as texts, nav, state as states};
use motcua_texts::{Lang, number};
use serde::Deserialize;

use super::silent::role_name;
use super::words;
use crate::components::{
    Button, ButtonKind, Cell, Choice, Column, EmptyState, Link, PageHeading, Pagination, Row, Select, Table,
};
use crate::render::{Page, page};
use crate::urls::{MessagePage, Messages, OfficeMessages, Queues, with_query};
use crate::web::{App, PageResult, SignedInOfficer};

/// How many on a page.
const MOST: u32 = 50;
/// All states, as the log knows them.
const STATES: [State; 6] = [
    State::Waiting,
    State::Sent,
    State::Acknowledged,
    State::Confirmed,
    State::Refused,
    State::Discarded,
];
/// What stands for "open and overdue" in the address.
const OVERDUE: &str = "overdue";

/// The query; what it does not understand it leaves out.
#[derive(Clone, Debug, Default, Deserialize)]
pub(in crate::officer) struct Wanted {
    #[serde(default)]
    system: String,
    #[serde(default)]
    state: String,
    #[serde(default)]
    age: String,
    #[serde(default)]
    after: String,
}

impl Wanted {
    fn filter(&self, now: DateTime<Utc>) -> Filter {
        let age = match self.age.as_str() {
            "1h" => Some(TimeDelta::hours(1)),
            "1d" => Some(TimeDelta::days(1)),
            "3d" => Some(TimeDelta::days(3)),
            _ => None,
        };
        Filter {
            system: System::from_id(&self.system),
            state: STATES.into_iter().find(|state| state.id() == self.state),
            overdue: self.state == OVERDUE,
            before: age.map(|age| now - age),
            after: place(&self.after),
        }
    }

    fn is_narrow(&self) -> bool {
        [&self.system, &self.state, &self.age].iter().any(|it| !it.is_empty())
    }

    fn url(&self, after: &str) -> String {
        let query = [
            ("system", self.system.as_str()),
            ("state", &self.state),
            ("age", &self.age),
            ("after", after),
        ];
        with_query(&Messages {}.url(), &query)
    }
}

/// A place in the list as it stands in an address.
fn place(text: &str) -> Option<(DateTime<Utc>, uuid::Uuid)> {
    let (at, id) = text.split_once('_')?;
    Some((DateTime::from_timestamp_micros(at.parse().ok()?)?, id.parse().ok()?))
}

fn place_of(message: &Message) -> String {
    format!("{}_{}", message.created_at.timestamp_micros(), message.id)
}

/// Shows them.
pub(in crate::officer) async fn show(
    Shared(app): Shared<App>,
    SignedInOfficer(officer, visitor): SignedInOfficer,
    Query(wanted): Query<Wanted>,
) -> PageResult {
    let lang = visitor.lang;
    let filter = wanted.filter(app.desk.now());
    let mut found = open(&app.desk, &officer, &filter, MOST + 1).await?;
    let more = found.len() > MOST as usize;
    found.truncate(MOST as usize);
    let next = found.last().filter(|_| more).map(|last| wanted.url(&place_of(last)));
    let start = (!wanted.after.is_empty()).then(|| wanted.url(""));
    let about = Page::officer(nav::messages(lang))
        .section(Queues::ROUTE)
        .back(Queues {}.url(), nav::back(lang));
    Ok(page(visitor.context(), &about, || {
        let list = if found.is_empty() {
            let back = start.map(|href| Link::new(href, texts::first_page(lang)));
            view! { <EmptyState title=texts::none(lang) text=texts::none_text(lang) action=back /> }.into_any()
        } else {
            let turns = start.is_some() || next.is_some();
            let bar = turns.then(|| view! { <Pagination previous=start next=next /> });
            view! { {table(&app, &found, true, lang)} {bar} }.into_any()
        };
        view! {
            <PageHeading text=nav::messages(lang) />
            <p class="govuk-body">{texts::lead(lang)}</p>
            {super::tabs(&Messages {}.url(), lang)}
            {form(&wanted, lang)}
            {list}
        }
    }))
}

fn form(wanted: &Wanted, lang: Lang) -> AnyView {
    let systems = System::ALL.map(|system| Choice::new(system.id(), system_name(system).get(lang)));
    let states = STATES.map(|state| Choice::new(state.id(), words::state_name(lang, state)));
    let overdue = Choice::new(OVERDUE, states::overdue(lang));
    let states: Vec<Choice> = std::iter::once(overdue).chain(states).collect();
    let ages = [
        ("1h", texts::older_hour(lang)),
        ("1d", texts::older_day(lang)),
        ("3d", texts::older_three_days(lang)),
    ]
    .map(|(value, label)| Choice::new(value, label));
    let clear = wanted.is_narrow().then(|| {
        view! { <a class="govuk-link mc-filter__clear" href=Messages::ROUTE>{texts::clear(lang)}</a> }
    });
    view! {
        <form class="mc-filter" method="get" action=Messages::ROUTE aria-label=texts::filter(lang)>
            <Select
                name="system"
                label=columns::system(lang)
                options=systems.into()
                value=wanted.system.clone()
                empty=texts::any_system(lang)
            />
            <Select
                name="state"
                label=texts::state(lang)
                options=states
                value=wanted.state.clone()
                empty=texts::any_state(lang)
            />
            <Select
                name="age"
                label=texts::age(lang)
                options=ages.into()
                value=wanted.age.clone()
                empty=texts::any_age(lang)
            />
            <Button text=texts::button(lang) kind=ButtonKind::Secondary />
            {clear}
        </form>
    }
    .into_any()
}

/// Messages as a table; of one dossier, whose code need not be repeated, or of many.
pub(super) fn table(app: &App, messages: &[Message], of_many: bool, lang: Lang) -> AnyView {
    let mut head = vec![
        Column::new(columns::what(lang)),
        Column::new(columns::state(lang)),
        Column::new(columns::age(lang)),
        Column::new(columns::attempts(lang)).numeric(),
        Column::new(columns::next(lang)),
        Column::new(columns::who(lang)),
    ];
    if of_many {
        head.insert(0, Column::new(columns::dossier(lang)).nowrap());
    }
    let rows = messages
        .iter()
        .map(|message| row(app, message, of_many, lang))
        .collect();
    view! { <Table caption=texts::caption(lang) columns=head rows=rows dense=true /> }.into_any()
}

fn row(app: &App, message: &Message, of_many: bool, lang: Lang) -> Row {
    let what = format!(
        "{} · {}",
        words::operation(lang, message),
        system_name(message.system).get(lang)
    );
    let page = MessagePage {
        id: message.id.to_string(),
    };
    let error = message.last_error.as_deref().map(|kind| words::error(lang, kind));
    let next = words::next_try(lang, message);
    let mut cells = vec![
        Cell::link(page.url(), what),
        Cell::view(view! {
            {words::state(message, lang)}
            {error.map(|error| view! { <br /> {error} })}
        }),
        words::age(lang, message.age).into(),
        number(lang, u64::try_from(message.attempts).unwrap_or_default()).into(),
        next.unwrap_or_default().into(),
        owner(app, message, lang).into(),
    ];
    if of_many {
        let code = message.dossier_code.clone();
        // A look-up for a draft has no dossier to lead to.
        let dossier = match message.owner.is_empty() {
            true => Cell::Text(String::new()),
            false => Cell::link(OfficeMessages { code: code.clone() }.url(), code),
        };
        cells.insert(0, dossier);
    }
    Row::new(cells)
}

fn owner(app: &App, message: &Message, lang: Lang) -> String {
    match message.owner.as_str() {
        "" => String::new(),
        role => role_name(app, role, lang),
    }
}

#[cfg(test)]
mod tests {
    use super::{Wanted, place};

    #[test]
    fn what_is_not_understood_narrows_nothing() {
        let wanted = Wanted {
            system: "'--".to_owned(),
            state: "lost".to_owned(),
            age: "-1d".to_owned(),
            after: "x_y".to_owned(),
        };
        let filter = wanted.filter(chrono::DateTime::UNIX_EPOCH);
        assert_eq!(filter, motcua_casework::exchange::list::Filter::default());
        assert!(place("99999999999999999999_01939d3e-7a1f-7000-8000-000000000001").is_none());
    }
}
