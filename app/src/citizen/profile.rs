//! What is known about the person who signed in, and their way to everything else.

use axum::extract::State;
use leptos::prelude::*;
use motcua_domain::dossier::AssuranceLevel;
use motcua_texts::citizen::profile as texts;

use crate::components::{PageHeading, SummaryList, SummaryRow};
use crate::render::{Page, page};
use crate::urls;
use crate::web::{App, PageResult, SignedInCitizen};

/// Shows it.
pub(super) async fn show(State(_): State<App>, SignedInCitizen(citizen, visitor): SignedInCitizen) -> PageResult {
    let lang = visitor.lang;
    let id = citizen.personal_id.as_str();
    // The whole number is on the person's card; on a screen the last digits are enough to recognise it.
    let masked = format!("•••• •••• {}", id.get(8..).unwrap_or_default());
    let level = match citizen.level {
        AssuranceLevel::One => texts::level_one(lang),
        AssuranceLevel::Two => texts::level_two(lang),
    };
    let rows = vec![
        SummaryRow::new(texts::name(lang), citizen.name.clone()),
        SummaryRow::new(texts::number(lang), masked),
        SummaryRow::new(texts::level(lang), level),
    ];
    let about = Page::citizen(texts::title(lang)).section(urls::Profile::ROUTE);
    Ok(page(visitor.context(), &about, || {
        view! {
            <div class="mc-measure">
                <PageHeading text=texts::title(lang) />
                <SummaryList rows=rows />
                <ul class="govuk-list">
                    <li><a class="govuk-link" href=urls::AccessLog::ROUTE>{texts::log(lang)}</a></li>
                    <li><a class="govuk-link" href=urls::Confirmations::ROUTE>{texts::confirmations(lang)}</a></li>
                </ul>
                <form method="post" action=urls::SignOut::ROUTE>
                    <button class="mc-link-button" type="submit" name="all" value="yes">{texts::sign_out_all(lang)}</button>
                </form>
            </div>
        }
    }))
}
