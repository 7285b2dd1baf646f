//! What administrators did.

use axum::extract::State;
use leptos::prelude::*;
use motcua_casework::admin::{Detail, Done, Kind, log};
use motcua_texts::Lang;
use motcua_texts::admin::{act as acts, log as texts};

use super::staff::{agency_name, role_name};
use super::{frame, title};
use crate::components::{Column, EmptyState, PageHeading, Row, Table};
use crate::format;
use crate::render::page;
use crate::urls::AdminLog;
use crate::web::{App, PageResult, SignedInOfficer};

/// Shows it.
pub(super) async fn show(State(app): State<App>, SignedInOfficer(officer, visitor): SignedInOfficer) -> PageResult {
    let lang = visitor.lang;
    let done = log(&app.desk, &officer).await?;
    Ok(page(visitor.context(), &frame::about(texts::title(lang)), || {
        let list = if done.is_empty() {
            view! { <EmptyState title=texts::none(lang) text=texts::none_text(lang) /> }.into_any()
        } else {
            table(&app, &done, lang)
        };
        view! {
            {frame::tabs(lang, AdminLog::ROUTE)}
            <PageHeading text=texts::title(lang) />
            {list}
        }
    }))
}

fn table(app: &App, done: &[Done], lang: Lang) -> AnyView {
    let columns = vec![
        Column::new(texts::at(lang)).nowrap(),
        Column::new(texts::by(lang)),
        Column::new(texts::act(lang)),
        Column::new(texts::subject(lang)),
        Column::new(texts::detail(lang)),
    ];
    let rows = done
        .iter()
        .map(|it| {
            Row::new(vec![
                format::date_time(lang, it.at).into(),
                it.by.as_str().into(),
                act(&it.act, lang).into(),
                subject(app, it, lang).into(),
                detail(app, it, lang).into(),
            ])
        })
        .collect();
    view! { <Table caption=texts::title(lang) columns=columns rows=rows dense=true /> }.into_any()
}

/// The person, the procedure or the file by its name.
fn subject(app: &App, done: &Done, lang: Lang) -> String {
    if let Some(person) = &done.person {
        return person.clone();
    }
    let text = done.subject.split_once('/');
    let named = text.and_then(|(kind, name)| Some(title(app, Kind::parse(kind)?, name, lang)));
    named.unwrap_or_else(|| done.subject.clone())
}

fn detail(app: &App, done: &Done, lang: Lang) -> String {
    let with = |words: String, why: &str| match why {
        "" => words,
        why => format!("{words}: {why}"),
    };
    match &done.detail {
        Detail::Post { role, agency, why } => {
            let post = format!("{}, {}", role_name(app, role, lang), agency_name(app, agency, lang));
            with(post, why)
        }
        Detail::Version { version, from } => texts::version(lang, format::date(*from), version.to_string()),
        Detail::Day { day, why } => {
            let day = format::date(*day);
            let words = match done.act.as_str() {
                "ask" => texts::from(lang, day),
                _ => texts::last_day(lang, day),
            };
            with(words, why)
        }
        Detail::Words(words) => words.clone(),
    }
}

fn act(act: &str, lang: Lang) -> &'static str {
    match act {
        "begin" => acts::begin(lang),
        "save" => acts::save(lang),
        "discard" => acts::discard(lang),
        "ask" => acts::ask(lang),
        "send_back" => acts::send_back(lang),
        "publish" => acts::publish(lang),
        "ask_end" => acts::ask_end(lang),
        "confirm_end" => acts::confirm_end(lang),
        "take_back_end" => acts::take_back_end(lang),
        "add_member" => acts::add_member(lang),
        "give_post" => acts::give_post(lang),
        "end_post" => acts::end_post(lang),
        "close" => acts::close(lang),
        "reopen" => acts::reopen(lang),
        "invite" => acts::invite(lang),
        "accept" => acts::accept(lang),
        _ => acts::other(lang),
    }
}
