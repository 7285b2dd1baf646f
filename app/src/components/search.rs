//! The search for procedures.

use super::Words;
use crate::{islands::SearchBox, urls};
use leptos::prelude::*;
use motcua_texts::{
    Lang,
    common::{action, search as texts},
};

/// The search field, suggesting procedures where script runs.
#[component]
pub fn Search(
    /// What was searched for.
    #[prop(optional, into)]
    value: Words,
) -> impl IntoView {
    let lang = super::lang();
    view! {
        <SearchBox
            action=urls::Procedures::ROUTE.to_owned()
            value=value.as_str().to_owned()
            label=texts::label(lang).to_owned()
            placeholder=texts::example(lang).to_owned()
            button=action::search(lang).to_owned()
            suggestions=texts::suggestions(lang).to_owned()
            english=lang == Lang::En
        />
    }
}
