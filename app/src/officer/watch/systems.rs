//! How each national system is, what waits for it, and how long our certificates last.

use axum::extract::State as Shared;
use leptos::prelude::*;
use motcua_casework::connectors::{Certificate, State, Urgency};
use motcua_casework::exchange::systems::{SystemView, systems};
use motcua_texts::watch::{column as columns, nav, systems as texts};
use motcua_texts::{Lang, number};

use super::words;
use crate::components::{Cell, Column, Details, EmptyState, NotificationBanner, PageHeading, Row, Table, Tag, Tone};
use crate::format;
use crate::render::{Page, page};
use crate::urls::{Messages, Queues, Systems, with_query};
use crate::web::{App, PageResult, SignedInOfficer};

/// Shows them.
pub(in crate::officer) async fn show(
    Shared(app): Shared<App>,
    SignedInOfficer(officer, visitor): SignedInOfficer,
) -> PageResult {
    let lang = visitor.lang;
    let (mut views, unused): (Vec<_>, Vec<_>) = systems(&app.desk, &officer).await?.into_iter().partition(is_in_use);
    // What needs somebody stands first.
    views.sort_by_key(|view| match view.state {
        State::Down => 0,
        State::Slow => 1,
        State::Up => 2,
    });
    let about = Page::officer(nav::systems(lang))
        .section(Queues::ROUTE)
        .back(Queues {}.url(), nav::back(lang));
    let lead = texts::lead(lang, format::time(app.desk.now()));
    Ok(page(visitor.context(), &about, || {
        let banner = certificates_that_end(&views, lang);
        let table = match views.is_empty() {
            true => view! { <EmptyState title=texts::none(lang) text=texts::none_text(lang) /> }.into_any(),
            false => {
                let rows = views.iter().map(|view| row(view, lang)).collect();
                view! { <Table caption=texts::caption(lang) columns=head(lang) rows=rows dense=true /> }.into_any()
            }
        };
        let others = (!unused.is_empty()).then(|| {
            let names = unused
                .iter()
                .map(|view| view! { <li>{view.name.get(lang).to_owned()}</li> })
                .collect_view();
            view! {
                <Details summary=texts::not_called(lang, unused.len() as u64)>
                    <ul class="govuk-list govuk-list--bullet">{names}</ul>
                </Details>
            }
        });
        view! {
            {banner}
            <PageHeading text=nav::systems(lang) />
            <p class="govuk-body">{lead}</p>
            {super::tabs(&Systems {}.url(), lang)}
            {table}
            {others}
        }
    }))
}

/// Whether there is anything to tell of a system: it was called, something waits for it, or it wants a certificate.
fn is_in_use(view: &SystemView) -> bool {
    view.since.is_some() || view.open > 0 || view.certificate.is_some()
}

/// Which of our certificates end soon, or have ended; nothing while all last.
pub(super) fn certificates_that_end(views: &[SystemView], lang: Lang) -> Option<AnyView> {
    let ending: Vec<AnyView> = views
        .iter()
        .filter_map(|view| said(view, lang))
        .map(|line| view! { <p class="govuk-body">{line}</p> }.into_any())
        .collect();
    let banner = (!ending.is_empty()).then(|| {
        view! {
            <NotificationBanner>
                <p class="govuk-notification-banner__heading">{texts::certificate_title(lang)}</p>
                {ending}
            </NotificationBanner>
        }
    });
    banner.map(IntoAny::into_any)
}

fn head(lang: Lang) -> Vec<Column> {
    vec![
        Column::new(columns::system(lang)),
        Column::new(columns::state(lang)),
        Column::new(columns::latency(lang)),
        Column::new(columns::open(lang)),
        Column::new(columns::oldest(lang)),
        Column::new(columns::certificate(lang)),
    ]
}

fn row(system: &SystemView, lang: Lang) -> Row {
    // What was never called is not known to be up.
    let (state, since) = match system.since {
        Some(since) => {
            let since = texts::since(lang, format::date_time(lang, since));
            (words::health(system.state, lang), since)
        }
        None => {
            let tag = view! { <Tag tone=Tone::Grey text=texts::unknown(lang) /> };
            (tag.into_any(), texts::never(lang).to_owned())
        }
    };
    let error = system.last_error.map(|kind| words::error(lang, kind));
    let open = match system.open {
        0 => Cell::from(texts::nothing(lang)),
        open => Cell::link(
            with_query(&Messages {}.url(), &[("system", system.system.id())]),
            texts::open(lang, number(lang, open), number(lang, system.overdue)),
        ),
    };
    let latency = system
        .latency_ms
        .map(|milliseconds| motcua_texts::watch::message::latency(lang, milliseconds));
    Row::new(vec![
        system.name.get(lang).into(),
        Cell::view(view! {
            {state}
            " "
            {since}
            {error.map(|error| view! { <br /> {error} })}
        }),
        latency.unwrap_or_default().into(),
        open,
        system
            .oldest
            .map(|oldest| format::date_time(lang, oldest))
            .unwrap_or_default()
            .into(),
        Cell::view(certificate(system.certificate.as_ref(), lang)),
    ])
}

fn certificate(certificate: Option<&Certificate>, lang: Lang) -> AnyView {
    let Some(certificate) = certificate else {
        return texts::no_certificate(lang).into_any();
    };
    let (tone, text) = match certificate.urgency {
        Urgency::None => (Tone::Green, texts::valid(lang)),
        Urgency::Within60Days => (Tone::Yellow, texts::renew(lang)),
        Urgency::Within30Days => (Tone::Orange, texts::renew_soon(lang)),
        Urgency::Within7Days => (Tone::Red, texts::renew_now(lang)),
        Urgency::Expired => (Tone::Red, texts::expired(lang)),
    };
    view! { <Tag tone=tone text=text /> " " {when(certificate, lang)} }.into_any()
}

fn when(certificate: &Certificate, lang: Lang) -> String {
    let date = format::date(format::local(certificate.ends_at).date());
    match certificate.urgency {
        Urgency::Expired => texts::ended(lang, date),
        _ => texts::ends(lang, date, certificate.days_left),
    }
}

/// What has to be said aloud of a certificate.
fn said(view: &SystemView, lang: Lang) -> Option<String> {
    let certificate = view.certificate.filter(|it| it.urgency > Urgency::None)?;
    let (name, when) = (view.name.get(lang), when(&certificate, lang));
    Some(match certificate.urgency {
        Urgency::Expired => texts::certificate_ended(lang, name, when),
        _ => texts::certificate_line(lang, name, when),
    })
}
