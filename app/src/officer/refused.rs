//! What an officer asked for was not done: why, and what can be done now.

use axum::http::StatusCode;
use leptos::prelude::*;
use motcua_casework::case::Case;
use motcua_domain::dossier::{Refusal, Why};
use motcua_texts::Lang;
use motcua_texts::officer::conflict as texts;

use super::{actions, why};
use crate::components::{ButtonLink, PageHeading};
use crate::format;
use crate::render::{Page, page};
use crate::urls::{OfficeDossier, Queues};
use crate::web::{App, PageResult, Visitor};

/// Who changed the dossier first, and when, in a sentence; none for other refusals.
pub(super) fn changed(lang: Lang, why: &Why) -> Option<String> {
    match why {
        Why::ChangedMeanwhile { by, at } if by.is_empty() => {
            Some(texts::text_system(lang, format::date_time(lang, *at)))
        }
        Why::ChangedMeanwhile { by, at } => Some(texts::text(lang, by, format::date_time(lang, *at))),
        _ => None,
    }
}

/// A page of its own, for what was asked for by a button. The use case has refused, so it knows who asks.
pub(super) async fn show(app: &App, visitor: &Visitor, code: &str, refusal: Refusal) -> PageResult {
    let lang = visitor.lang;
    let case = Case::by_code(&app.desk, code).await?;
    let (title, text) = match changed(lang, &refusal.why) {
        Some(text) => (texts::title(lang), text),
        None => {
            let why = why::words(lang, &refusal.why, &case.procedure);
            (
                texts::refused(lang),
                format!("{} {}", texts::not_done(lang), capital(&why)),
            )
        }
    };
    let instead: Vec<String> = refusal
        .instead
        .iter()
        .map(|offer| actions::label(lang, &case.procedure, offer))
        .collect();
    let href = OfficeDossier { code: code.to_owned() }.url();
    let about = Page::officer(title)
        .section(Queues::ROUTE)
        .status(StatusCode::CONFLICT)
        .back(href.clone(), code.to_owned());
    Ok(page(visitor.context(), &about, || {
        let instead = (!instead.is_empty()).then(|| {
            let items = instead
                .into_iter()
                .map(|label| view! { <li>{label}</li> }.into_any())
                .collect::<Vec<_>>();
            view! {
                <h2 class="govuk-heading-s">{texts::instead(lang)}</h2>
                <ul class="govuk-list govuk-list--bullet">{items}</ul>
            }
        });
        view! {
            <PageHeading text=title />
            <p class="govuk-body" role="alert">{text}</p>
            <ButtonLink href=href text=texts::reload(lang) />
            {instead}
        }
    }))
}

/// Half a sentence as a whole one.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first
            .to_uppercase()
            .chain(letters)
            .chain(std::iter::once('.'))
            .collect(),
        None => String::new(),
    }
}
