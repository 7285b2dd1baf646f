//! Withdrawing a dossier (PRC-16): at once while nobody has accepted it; afterwards an officer confirms, and until then one
//! may go on after all.

use axum::extract::{Path, State};
use axum_extra::extract::CookieJar;
use leptos::prelude::*;
use motcua_casework::citizen;
use motcua_casework::error::Error;
use motcua_domain::dossier::{OfferKind, Status};
use motcua_texts::citizen::dossier as texts;
use motcua_texts::group::withdraw as group_texts;

use crate::components::{BannerKind, Button, ButtonKind, PageHeading, Textarea};
use crate::render::{Page, page};
use crate::urls;
use crate::web::{App, Inputs, PageResult, SignedInCitizen, see_other};

/// Asks whether withdrawing is really meant, and why.
pub(super) async fn ask(
    State(app): State<App>,
    SignedInCitizen(citizen, visitor): SignedInCitizen,
    Path(code): Path<String>,
) -> PageResult {
    let lang = visitor.lang;
    let mine = citizen::dossier(&app.desk, &citizen, &code).await?;
    if !mine
        .offers
        .iter()
        .any(|offer| offer.kind == OfferKind::Withdraw && offer.blocked.is_none())
    {
        return Err(Error::NotFound.into());
    }
    let dossier = &mine.case.dossier;
    let subject = dossier.application.subject.clone();
    let group = mine.case.procedure.is_group();
    let confirmed = dossier.clock.is_some();
    let back = urls::Dossier { code }.url();
    let about = Page::citizen(texts::withdraw(lang))
        .section(urls::MyDossiers::ROUTE)
        .back(back.clone(), texts::back(lang));
    Ok(page(visitor.context(), &about, || {
        let text = if group {
            group_texts::text(lang)
        } else {
            texts::withdraw_text(lang)
        };
        let who = match (group, confirmed) {
            (true, _) => Some(group_texts::parts(lang)),
            (false, true) => Some(texts::withdraw_text_asked(lang)),
            (false, false) => None,
        };
        view! {
            <div class="mc-measure">
                <PageHeading text=texts::withdraw(lang) caption=subject />
                <p class="govuk-body">{text}</p>
                {who.map(|words| view! { <p class="govuk-body">{words}</p> })}
                <form method="post">
                    <Textarea
                        name="reason"
                        label=texts::withdraw_reason(lang)
                        hint=texts::withdraw_reason_hint(lang)
                        rows=3
                    />
                    <div class="govuk-button-group">
                        <Button text=texts::withdraw_button(lang) kind=ButtonKind::Warning />
                        <a class="govuk-link" href=back>{texts::keep(lang)}</a>
                    </div>
                </form>
            </div>
        }
    }))
}

/// Withdraws, or asks to.
pub(super) async fn withdraw(
    State(app): State<App>,
    SignedInCitizen(citizen, visitor): SignedInCitizen,
    Path(code): Path<String>,
    jar: CookieJar,
    inputs: Inputs,
) -> PageResult {
    let said = match citizen::withdraw(&app.desk, &citizen, &code, inputs.some("reason")).await? {
        Status::WithdrawalRequested => texts::withdraw_asked(visitor.lang),
        // A group ends when its parts have answered.
        Status::LinkedWaiting => group_texts::asked(visitor.lang),
        _ => texts::withdrawn(visitor.lang),
    };
    let url = urls::Dossier { code }.url();
    Ok(see_other(&app, jar, &url, Some((BannerKind::Success, said))))
}

/// Goes on after all.
pub(super) async fn take_back(
    State(app): State<App>,
    SignedInCitizen(citizen, visitor): SignedInCitizen,
    Path(code): Path<String>,
    jar: CookieJar,
) -> PageResult {
    citizen::take_back_withdrawal(&app.desk, &citizen, &code).await?;
    let said = texts::taken_back(visitor.lang);
    let url = urls::Dossier { code }.url();
    Ok(see_other(&app, jar, &url, Some((BannerKind::Success, said))))
}
