//! The State knows something and offers to act on it.

use super::NotificationBanner;
use leptos::prelude::*;

/// An offer made before anybody asked: what has happened, what is prepared, how long it takes.
#[component]
pub fn Offer(
    /// For whom, such as "for you".
    #[prop(into)]
    heading: String,
    /// What has happened.
    #[prop(into)]
    title: String,
    /// What is already prepared.
    #[prop(into)]
    text: String,
    /// Where to look and confirm.
    #[prop(into)]
    href: String,
    /// What the link says, with the time it takes.
    #[prop(into)]
    action: String,
    /// The `id` of the heading, unique on the page.
    #[prop(default = "offer")]
    id: &'static str,
) -> impl IntoView {
    view! {
        <NotificationBanner title=heading id=id>
            <p class="govuk-notification-banner__heading">{title}</p>
            <p class="govuk-body">
                {text}
                " "
                <a class="govuk-notification-banner__link" href=href>{action}</a>
            </p>
        </NotificationBanner>
    }
}
