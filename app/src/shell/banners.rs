//! Messages above the content: demonstration, whom one acts for, the service, what has just been done.

use crate::{
    components::NotificationBanner,
    render::{Layout, Page, PageContext, UserKind},
};
use leptos::prelude::*;
use motcua_texts::shell::{account, banner};

/// The bands under the header.
pub(super) fn banners(context: &PageContext, page: &Page) -> impl IntoView + use<> {
    let lang = context.lang;
    let width = match page.layout {
        Layout::Citizen => "govuk-width-container",
        Layout::Officer => "govuk-width-container mc-wide",
    };
    let demo = context.site.demo.then(|| {
        view! {
            <div class="mc-band mc-band--demo" role="region" aria-label=banner::demo(lang)>
                <div class=width>
                    <strong class="govuk-tag govuk-tag--yellow">{banner::demo(lang)}</strong>
                    " "
                    {banner::demo_text(lang)}
                </div>
            </div>
        }
    });
    let service = context.site.service_message.as_ref().map(|message| {
        view! {
            <div class="mc-band mc-band--service" role="region" aria-label=banner::service(lang)>
                <div class=width>{message.get(lang).to_owned()}</div>
            </div>
        }
    });
    let acting_for = match context.user.as_ref().map(|user| &user.kind) {
        Some(UserKind::Citizen { acting_for: Some(name) }) => Some(view! {
            <div class="mc-band mc-band--acting" role="region" aria-label=account::label(lang)>
                <div class=width>
                    <strong>{account::acting_for(lang, name)}</strong>
                </div>
            </div>
        }),
        _ => None,
    };
    (demo, service, acting_for)
}

/// What has just been done.
pub(super) fn flash(context: &PageContext) -> impl IntoView + use<> {
    context.flash.clone().map(|flash| {
        view! {
            <NotificationBanner kind=flash.kind id="flash">
                <p class="govuk-notification-banner__heading">{flash.text}</p>
            </NotificationBanner>
        }
    })
}
