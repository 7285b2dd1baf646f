//! The applicant wants to withdraw what is accepted already: an officer confirms, and Form 05 is issued (PRC-16).

use axum::extract::{Path, State};
use axum_extra::extract::CookieJar;
use leptos::prelude::*;
use motcua_casework::error::Error;
use motcua_casework::officer::{confirm_withdrawal, open};
use motcua_domain::dossier::{Dossier, OfferKind};
use motcua_texts::Lang;
use motcua_texts::officer::{leave, withdrawal as texts};

use super::{refused, seen};
use crate::components::{BannerKind, Button, ButtonKind, InsetText, PageHeading, WarningText};
use crate::format;
use crate::render::{Page, page};
use crate::urls::{OfficeDossier, OfficeWithdrawal, Queues};
use crate::web::{App, Inputs, PageResult, SignedInOfficer, see_other};

/// What stands above a dossier while the wish waits.
pub(super) fn note(dossier: &Dossier, lang: Lang) -> Option<AnyView> {
    let wish = dossier.withdrawal.as_ref().filter(|_| dossier.outcome.is_none())?;
    let reason = match &wish.reason {
        Some(reason) => texts::reason(lang, reason),
        None => texts::no_reason(lang).to_owned(),
    };
    let asked = texts::asked(lang, format::date_time(lang, wish.asked_at));
    Some(
        view! {
            <InsetText>
                <p class="govuk-body"><strong>{texts::title(lang)}</strong></p>
                <p class="govuk-body">{asked} " " {reason}</p>
                <p class="govuk-body">{texts::text(lang)}</p>
            </InsetText>
        }
        .into_any(),
    )
}

/// Asks whether it is meant.
pub(super) async fn show(
    State(app): State<App>,
    SignedInOfficer(officer, visitor): SignedInOfficer,
    Path(code): Path<String>,
) -> PageResult {
    let lang = visitor.lang;
    let opened = open(&app.desk, &officer, &code).await?;
    let offered = opened
        .offers
        .iter()
        .any(|offer| offer.kind == OfferKind::ConfirmWithdrawal);
    if !offered {
        return Err(Error::NotFound.into());
    }
    let dossier = &opened.case.dossier;
    let back = OfficeDossier { code: code.clone() }.url();
    let about = Page::officer(texts::confirm(lang))
        .section(Queues::ROUTE)
        .back(back, leave::cancel(lang));
    let caption = format!("{code} · {}", dossier.application.subject);
    let action = OfficeWithdrawal { code }.url();
    let seen = dossier.seq.to_string();
    Ok(page(visitor.context(), &about, || {
        view! {
            <PageHeading text=texts::confirm(lang) caption=caption />
            {note(dossier, lang)}
            <WarningText text=texts::confirm_text(lang) />
            <form method="post" action=action>
                <input type="hidden" name="seen" value=seen />
                <Button text=texts::confirm(lang) kind=ButtonKind::Warning />
            </form>
        }
    }))
}

/// Confirms.
pub(super) async fn confirm(
    State(app): State<App>,
    SignedInOfficer(officer, visitor): SignedInOfficer,
    Path(code): Path<String>,
    jar: CookieJar,
    inputs: Inputs,
) -> PageResult {
    match confirm_withdrawal(&app.desk, &officer, &code, seen(&inputs)?).await {
        Ok(()) => {
            let said = texts::confirmed(visitor.lang);
            let url = OfficeDossier { code }.url();
            Ok(see_other(&app, jar, &url, Some((BannerKind::Success, said))))
        }
        Err(Error::Refused(refusal)) => refused::show(&app, &visitor, &code, refusal).await,
        Err(error) => Err(error.into()),
    }
}
