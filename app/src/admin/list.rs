//! The procedures with their state and review marks.

use axum::extract::{Query, State};
use leptos::prelude::*;
use motcua_casework::admin::{Filter, Listed, State as Standing, procedures};
use motcua_texts::Lang;
use motcua_texts::admin::{list as texts, state as states};
use serde::Deserialize;

use super::frame;
use crate::components::{
    Button, ButtonKind, Cell, Choice, Column, EmptyState, PageHeading, Row, Select, Table, Tag, TextInput, Tone,
    WarningText, Width,
};
use crate::format;
use crate::render::page;
use crate::urls::{AdminProcedure, Configuration};
use crate::web::{App, PageResult, SignedInOfficer};

/// What is looked for.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Wanted {
    #[serde(default)]
    q: String,
    #[serde(default)]
    ministry: String,
    #[serde(default)]
    state: String,
}

/// The states by which the list can be narrowed.
const STATES: [&str; 6] = ["published", "draft", "waiting", "upcoming", "retired", "review"];

fn state_name(lang: Lang, state: &str) -> &'static str {
    match state {
        "published" => states::published(lang),
        "draft" => states::draft(lang),
        "waiting" => states::waiting(lang),
        "upcoming" => states::upcoming(lang),
        "retired" => states::retired(lang),
        _ => states::review(lang),
    }
}

/// A state as a tag.
pub(super) fn tag(lang: Lang, state: Standing) -> (Tone, &'static str) {
    match state {
        Standing::Published => (Tone::Green, states::published(lang)),
        Standing::Upcoming => (Tone::Blue, states::upcoming(lang)),
        Standing::Retired => (Tone::Grey, states::retired(lang)),
    }
}

fn some(text: &str) -> Option<String> {
    let text: String = text.trim().chars().take(200).collect();
    (!text.is_empty()).then_some(text)
}

/// Shows them.
pub(super) async fn show(
    State(app): State<App>,
    SignedInOfficer(officer, visitor): SignedInOfficer,
    Query(wanted): Query<Wanted>,
) -> PageResult {
    let lang = visitor.lang;
    let filter = Filter {
        words: some(&wanted.q).unwrap_or_default(),
        ministry: some(&wanted.ministry),
        state: some(&wanted.state),
    };
    let found = procedures(&app.desk, &officer, &filter).await?;
    let mut ministries: Vec<(String, String)> = app
        .desk
        .catalogue
        .all()
        .iter()
        .map(|it| (it.ministry.vi.clone(), it.ministry.get(lang).to_owned()))
        .collect();
    ministries.sort();
    ministries.dedup();
    let broken: Vec<String> = app.desk.catalogue.faults().iter().map(ToString::to_string).collect();
    Ok(page(visitor.context(), &frame::about(texts::title(lang)), || {
        let narrow = filter != Filter::default();
        let options = ministries.into_iter().map(|(value, label)| Choice::new(value, label));
        let options: Vec<Choice> = options.collect();
        let states: Vec<Choice> = STATES.map(|state| Choice::new(state, state_name(lang, state))).into();
        let clear = narrow.then(|| {
            view! { <a class="govuk-link mc-filter__clear" href=Configuration::ROUTE>{texts::clear(lang)}</a> }
        });
        let broken = (!broken.is_empty()).then(|| {
            let lines = broken
                .into_iter()
                .map(|line| view! { <li><code>{line}</code></li> }.into_any());
            let lines = lines.collect::<Vec<_>>();
            view! {
                <WarningText text=texts::broken(lang) />
                <ul class="govuk-list govuk-list--bullet govuk-body-s">{lines}</ul>
            }
        });
        view! {
            {frame::tabs(lang, Configuration::ROUTE)}
            <PageHeading text=texts::title(lang) />
            {broken}
            <form class="mc-filter" method="get" action=Configuration::ROUTE role="search">
                <TextInput name="q" label=texts::words(lang) value=filter.words.clone() kind="search" width=Width::Twenty />
                <Select
                    name="ministry"
                    label=texts::ministry(lang)
                    options=options
                    value=filter.ministry.clone().unwrap_or_default()
                    empty=texts::any_ministry(lang)
                />
                <Select
                    name="state"
                    label=texts::state(lang)
                    options=states
                    value=filter.state.clone().unwrap_or_default()
                    empty=texts::any_state(lang)
                />
                <Button text=texts::button(lang) kind=ButtonKind::Secondary />
                {clear}
            </form>
            <div role="status">{table(found, lang)}</div>
        }
    }))
}

fn table(found: Vec<Listed>, lang: Lang) -> AnyView {
    if found.is_empty() {
        return view! { <EmptyState title=texts::none(lang) text=texts::none_text(lang) /> }.into_any();
    }
    let count = texts::count(lang, found.len() as u64);
    let columns = vec![
        Column::new(texts::procedure(lang)),
        Column::new(texts::ministry(lang)),
        Column::new(texts::version(lang)).numeric(),
        Column::new(texts::state(lang)),
        Column::new(texts::marks(lang)).numeric(),
    ];
    let rows = found.into_iter().map(|it| row(&it, lang)).collect();
    view! { <Table caption=count caption_shown=true columns=columns rows=rows dense=true /> }.into_any()
}

fn row(listed: &Listed, lang: Lang) -> Row {
    let procedure = &listed.procedure;
    let href = AdminProcedure {
        id: procedure.id.to_string(),
    }
    .url();
    let (tone, word) = tag(lang, listed.state);
    let draft = listed.draft.as_ref().map(|draft| {
        let (tone, word) = if draft.waiting {
            (Tone::Yellow, states::waiting(lang))
        } else {
            (Tone::Purple, states::draft(lang))
        };
        view! { " "<Tag tone=tone text=word /> }
    });
    let next = listed.next.map(|day| {
        let words = texts::next(lang, format::date(day));
        view! { <br /><span class="govuk-body-s">{words}</span> }
    });
    let marks = procedure.review.len();
    let marks = if marks == 0 { String::new() } else { marks.to_string() };
    Row::new(vec![
        Cell::view(view! {
            <a class="govuk-link" href=href>{procedure.name.get(lang).to_owned()}</a>
            <br />
            <code class="govuk-body-s">{procedure.id.to_string()}</code>
        }),
        procedure.ministry.get(lang).into(),
        procedure.version.to_string().into(),
        Cell::view(view! { <Tag tone=tone text=word />{draft}{next} }),
        marks.into(),
    ])
}
