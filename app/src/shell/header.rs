//! The band at the top: mark, name, navigation, account, language.

use super::{mark::mark, navigation};
use crate::{
    render::{Layout, Page, PageContext, UserKind},
    urls,
};
use leptos::prelude::*;
use motcua_texts::{common::product, shell as texts};

pub(super) fn header(context: &PageContext, page: &Page) -> impl IntoView + use<> {
    let lang = context.lang;
    let width = match page.layout {
        Layout::Citizen => "govuk-width-container mc-header__row",
        Layout::Officer => "govuk-width-container mc-wide mc-header__row",
    };
    let below = match (&context.user, &context.site.tagline) {
        (Some(user), tagline) => match (&user.kind, tagline) {
            (UserKind::Officer { unit, .. }, _) => unit.clone(),
            (UserKind::Citizen { .. }, Some(tagline)) => tagline.get(lang).to_owned(),
            (UserKind::Citizen { .. }, None) => product::tagline(lang).to_owned(),
        },
        (None, Some(tagline)) => tagline.get(lang).to_owned(),
        (None, None) => product::tagline(lang).to_owned(),
    };
    let home = match page.layout {
        Layout::Citizen => urls::Home {}.url(),
        Layout::Officer => urls::Queues {}.url(),
    };
    let other = lang.other();
    let switch = urls::with_query(
        &urls::Language {
            lang: other.as_str().to_owned(),
        }
        .url(),
        &[("back", urls::safe_back(&context.path))],
    );
    view! {
        <header class="mc-header">
            <div class=width>
                <a class="mc-mark" href=home>
                    {mark()}
                    <span class="mc-mark__text">
                        <span class="mc-mark__name">{product::name(lang)}</span>
                        <span class="mc-mark__below">{below}</span>
                    </span>
                </a>
                <nav class="mc-nav" aria-label=texts::nav::label(lang)>
                    <ul class="mc-nav__list">
                        {navigation::entries(context, page)}
                        {navigation::account(context)}
                        <li class="mc-nav__item">
                            <a
                                class="mc-nav__link"
                                href=switch
                                lang=other.as_str()
                                hreflang=other.as_str()
                                rel="nofollow"
                            >
                                {texts::language::switch(lang)}
                            </a>
                        </li>
                    </ul>
                </nav>
            </div>
        </header>
    }
}
