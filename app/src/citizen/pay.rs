//! The way to the page where the applicant pays.

use axum::extract::{Path, State};
use axum::http::header::REFRESH;
use axum::response::{IntoResponse, Redirect};
use leptos::prelude::*;
use motcua_casework::citizen::{self, Payment};
use motcua_texts::Lang;
use motcua_texts::citizen::dossier as texts;

use crate::components::{ButtonLink, PageHeading};
use crate::format;
use crate::render::{Page, page};
use crate::urls;
use crate::web::{App, PageResult, SignedInCitizen};

/// Leads to the payment platform. Its order is made in the moment of submission: who is quicker waits here and is led on.
pub(super) async fn go(
    State(app): State<App>,
    SignedInCitizen(citizen, visitor): SignedInCitizen,
    Path(code): Path<String>,
) -> PageResult {
    let lang = visitor.lang;
    let mine = citizen::dossier(&app.desk, &citizen, &code).await?;
    let Some(payment) = mine.payment else {
        return Ok(Redirect::to(&urls::Dossier { code }.url()).into_response());
    };
    if let Some(place) = payment.page {
        return Ok(Redirect::to(&format!("{place}?lang={}", lang.as_str())).into_response());
    }
    let title = texts::pay::title(lang);
    let about = Page::citizen(title)
        .section(urls::MyDossiers::ROUTE)
        .back(urls::Dossier { code: code.clone() }.url(), texts::pay::back(lang));
    let again = urls::Pay { code }.url();
    let waiting = page(visitor.context(), &about, || {
        view! {
            <div class="mc-measure">
                <PageHeading text=title />
                <p class="govuk-body">{texts::pay::soon(lang)}</p>
                <ButtonLink href=again text=texts::pay::again(lang) />
            </div>
        }
    });
    Ok(([(REFRESH, "3")], waiting).into_response())
}

/// What is to be paid, and the way to the page where it is paid.
pub(super) fn asked(lang: Lang, code: &str, payment: &Payment) -> AnyView {
    let amount = format::money(lang, payment.amount.unsigned_abs());
    let href = urls::Pay { code: code.to_owned() }.url();
    view! {
        <p class="govuk-body">
            <strong>{texts::first::payment(lang, amount)}</strong>
            " "
            {texts::first::payment_text(lang)}
        </p>
        <ButtonLink href=href text=texts::pay::pay(lang) />
    }
    .into_any()
}
