//! Something to know that does not belong to the content of the page.

use super::Words;
use leptos::prelude::*;
use motcua_texts::shell::banner;

/// Why a banner is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BannerKind {
    /// Worth knowing.
    #[default]
    Important,
    /// What was asked has been done.
    Success,
}

/// A banner.
#[component]
pub fn NotificationBanner(
    /// Why it is shown.
    #[prop(optional)]
    kind: BannerKind,
    /// Its title; a fixed one when left out.
    #[prop(optional, into)]
    title: Words,
    /// The `id` of the title, unique on the page.
    #[prop(default = "banner-title")]
    id: &'static str,
    /// What is said.
    children: Children,
) -> impl IntoView {
    let lang = super::lang();
    let (class, role, usual) = match kind {
        BannerKind::Important => ("govuk-notification-banner", "region", banner::important(lang)),
        BannerKind::Success => (
            "govuk-notification-banner govuk-notification-banner--success",
            "alert",
            banner::success(lang),
        ),
    };
    view! {
        <div class=class role=role aria-labelledby=id>
            <div class="govuk-notification-banner__header">
                <h2 class="govuk-notification-banner__title" id=id>
                    {title.into_option().unwrap_or(usual.into())}
                </h2>
            </div>
            <div class="govuk-notification-banner__content">{children()}</div>
        </div>
    }
}
