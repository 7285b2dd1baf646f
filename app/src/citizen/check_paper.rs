//! Whether a paper is genuine: opened by the QR on it, shows no more than the paper itself.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use leptos::prelude::*;
use motcua_casework::citizen::check_paper;
use motcua_casework::error::Error;
use motcua_texts::citizen::check as texts;

use crate::components::{BannerKind, NotificationBanner, PageHeading, SummaryList, SummaryRow, WarningText};
use crate::format;
use crate::render::{Page, page};
use crate::web::{App, PageResult, Visitor};

/// Confirms or denies.
pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path((code, hash)): Path<(String, String)>,
) -> PageResult {
    let lang = visitor.lang;
    match check_paper(&app.desk, &code, &hash).await {
        Ok(paper) => {
            let content = paper.content;
            let short: String = hash.chars().take(16).collect();
            let rows = vec![
                SummaryRow::new(texts::paper(lang), content.name.get(lang).to_owned()),
                SummaryRow::new(texts::number(lang), content.number.clone()),
                SummaryRow::new(texts::agency(lang), content.agency_name.clone()),
                SummaryRow::new(
                    texts::signer(lang),
                    format!("{} – {}", content.signer_title, content.signer),
                ),
                SummaryRow::new(texts::issued(lang), format::date_time(lang, paper.issued_at)),
                SummaryRow::new(texts::hash(lang), short),
            ];
            Ok(page(visitor.context(), &Page::citizen(texts::title(lang)), || {
                view! {
                    <div class="mc-measure">
                        <NotificationBanner kind=BannerKind::Success title=texts::result(lang)>
                            <p class="govuk-notification-banner__heading">{texts::genuine(lang)}</p>
                        </NotificationBanner>
                        <PageHeading text=texts::title(lang) />
                        <SummaryList rows=rows />
                        <p class="govuk-body">{texts::compare(lang)}</p>
                    </div>
                }
            }))
        }
        Err(Error::NotFound) => {
            let about = Page::citizen(texts::title(lang)).status(StatusCode::NOT_FOUND);
            Ok(page(visitor.context(), &about, || {
                view! {
                    <div class="mc-measure">
                        <PageHeading text=texts::title(lang) />
                        <WarningText text=texts::unknown(lang) />
                        <p class="govuk-body">{texts::unknown_text(lang)}</p>
                    </div>
                }
            }))
        }
        Err(error) => Err(error.into()),
    }
}
