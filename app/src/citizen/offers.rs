//! Offers on the home page: asked for by the citizen, one look-up at a time.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect};
use leptos::prelude::*;
use motcua_casework::citizen::{OfferState, Offering, ask_offer};
use motcua_domain::form::plain;
use motcua_domain::procedure::ProcedureId;
use motcua_texts::Lang;
use motcua_texts::citizen::offer as texts;

use crate::components::{Button, ButtonKind, NotificationBanner};
use crate::format;
use crate::urls;
use crate::web::{App, PageResult, SignedInCitizen};

/// An offer, or the question whether one may look for it.
pub(super) fn offer_view(lang: Lang, app: &App, offering: &Offering) -> Option<AnyView> {
    let procedure = &offering.procedure;
    let offer = procedure.offer.as_ref()?;
    let id = procedure.id.to_string();
    let ask = urls::AskOffer { id: id.clone() }.url();
    let asked = |said: String| {
        let (question, consent) = (offer.question.get(lang).to_owned(), offer.consent.get(lang).to_owned());
        let first = matches!(offering.state, OfferState::Unasked);
        let (button, consent) = if first {
            (texts::look(lang), Some(consent))
        } else {
            (texts::again(lang), None)
        };
        view! {
            <section class="mc-offer">
                <h2 class="govuk-heading-m">{question}</h2>
                <p class="govuk-body">{said}{consent}</p>
                <form method="post" action=ask.clone()>
                    <Button text=button kind=ButtonKind::Secondary />
                </form>
            </section>
        }
        .into_any()
    };
    Some(match &offering.state {
        OfferState::Unasked => asked(String::new()),
        OfferState::Nothing { asked_at } => asked(texts::nothing(lang, format::date_time(lang, *asked_at))),
        OfferState::Unavailable { asked_at } => asked(texts::unavailable(lang, format::date_time(lang, *asked_at))),
        OfferState::Found { said } => {
            let lists = app.desk.reference.as_ref();
            let said: Vec<String> = said.iter().map(|answer| plain(answer, lists, lang)).collect();
            let (title, text) = (offer.title.get(lang).to_owned(), offer.text.get(lang).to_owned());
            let name = procedure.name.get(lang).to_owned();
            let apply = urls::Apply { id }.url();
            view! {
                <NotificationBanner title=texts::for_you(lang) id="offer">
                    <p class="govuk-notification-banner__heading">{title}</p>
                    {(!said.is_empty()).then(|| view! { <p class="govuk-body"><strong>{said.join(" · ")}</strong></p> })}
                    <p class="govuk-body">{text}</p>
                    <form method="post" action=apply>
                        <Button text=texts::begin(lang, name) />
                    </form>
                </NotificationBanner>
            }
            .into_any()
        }
    })
}

/// Looks, because the citizen said so.
pub(super) async fn ask(
    State(app): State<App>,
    SignedInCitizen(citizen, _): SignedInCitizen,
    Path(id): Path<String>,
) -> PageResult {
    ask_offer(&app.desk, &citizen, &ProcedureId::from(id.as_str())).await?;
    Ok(Redirect::to(urls::Home::ROUTE).into_response())
}
