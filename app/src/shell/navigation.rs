//! Where one can go, and the account.

use crate::{
    render::{Layout, Page, PageContext, UserKind},
    urls,
};
use leptos::prelude::*;
use motcua_texts::shell::{account as account_texts, nav};

/// The entries of the navigation, the present one marked.
pub(super) fn entries(context: &PageContext, page: &Page) -> impl IntoView + use<> {
    let lang = context.lang;
    let administrator =
        matches!(&context.user, Some(user) if matches!(user.kind, UserKind::Officer { administrator: true, .. }));
    let mut entries = match page.layout {
        Layout::Citizen => vec![
            (urls::Procedures::ROUTE, nav::procedures(lang)),
            (urls::Track::ROUTE, nav::track(lang)),
            (urls::MyDossiers::ROUTE, nav::my_dossiers(lang)),
        ],
        Layout::Officer => vec![
            (urls::Queues::ROUTE, nav::my_work(lang)),
            (urls::OfficeDossiers::ROUTE, nav::dossiers(lang)),
        ],
    };
    if administrator && page.layout == Layout::Officer {
        // Whoever configures the system reads no dossiers.
        entries = vec![(urls::Configuration::ROUTE, nav::configuration(lang))];
    }
    let section = page.section;
    entries
        .into_iter()
        .map(|(route, text)| {
            let current = (section == Some(route)).then_some("true");
            view! {
                <li class="mc-nav__item">
                    <a class="mc-nav__link" href=route aria-current=current>{text}</a>
                </li>
            }
        })
        .collect_view()
}

/// Sign in, or the menu of the account; it opens without script.
pub(super) fn account(context: &PageContext) -> AnyView {
    let lang = context.lang;
    let Some(user) = &context.user else {
        let href = urls::with_query(urls::SignIn::ROUTE, &[("back", urls::safe_back(&context.path))]);
        return view! {
            <li class="mc-nav__item"><a class="mc-nav__link" href=href rel="nofollow">{nav::sign_in(lang)}</a></li>
        }
        .into_any();
    };
    let links = match user.kind {
        UserKind::Citizen { .. } => vec![
            (urls::Profile::ROUTE, account_texts::profile(lang)),
            (urls::Confirmations::ROUTE, account_texts::confirmations(lang)),
            (urls::AccessLog::ROUTE, account_texts::access_log(lang)),
        ],
        // What the State knows about a person is the citizen's page.
        UserKind::Officer { .. } => Vec::new(),
    };
    let links = links
        .into_iter()
        .map(|(href, text)| view! { <li><a class="mc-account__link" href=href>{text}</a></li> })
        .collect_view();
    view! {
        <li class="mc-nav__item">
            <details class="mc-account">
                <summary class="mc-nav__link mc-account__name">
                    <span class="govuk-visually-hidden">{account_texts::label(lang)}": "</span>
                    {user.name.clone()}
                </summary>
                <ul class="mc-account__menu">
                    {links}
                    <li>
                        <form method="post" action=urls::SignOut::ROUTE>
                            <button class="mc-account__link" type="submit">{account_texts::sign_out(lang)}</button>
                        </form>
                    </li>
                </ul>
            </details>
        </li>
    }
    .into_any()
}
