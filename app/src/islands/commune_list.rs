//! The communes of a province as soon as it is chosen.

use leptos::{html, prelude::*};

/// A commune, as `/api/v1/provinces/{code}/communes` lists it.
#[cfg(feature = "hydrate")]
#[derive(serde::Deserialize)]
struct Commune {
    code: String,
    name: String,
}

/// The answer of that address.
#[cfg(feature = "hydrate")]
#[derive(serde::Deserialize)]
struct Communes {
    items: Vec<Commune>,
}

/// Refills the list of communes when another province is chosen.
#[island]
pub fn CommuneList(
    /// The `id` of the list of provinces.
    province: String,
    /// The `id` of the list of communes.
    commune: String,
) -> impl IntoView {
    let here = NodeRef::<html::Span>::new();
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| {
        if here.get().is_some() {
            watch(&province, &commune);
        }
    });
    #[cfg(not(feature = "hydrate"))]
    let _ = (province, commune);
    view! { <span hidden node_ref=here></span> }
}

#[cfg(feature = "hydrate")]
fn watch(province: &str, commune: &str) {
    use super::browser::{by_id, encoded, json, listen};
    use web_sys::HtmlSelectElement;

    let (Some(provinces), Some(communes)) = (
        by_id::<HtmlSelectElement>(province),
        by_id::<HtmlSelectElement>(commune),
    ) else {
        return;
    };
    let chosen = provinces.clone();
    listen(&provinces, "change", move |_| {
        let (chosen, communes) = (chosen.clone(), communes.clone());
        leptos::task::spawn_local(async move {
            let code = chosen.value();
            // The first entry says "choose".
            communes.set_length(1);
            if code.is_empty() {
                return;
            }
            let address = format!("/api/v1/provinces/{}/communes", encoded(&code));
            let Some(found) = json::<Communes>(&address).await else {
                return;
            };
            // Another province may have been chosen meanwhile.
            if chosen.value() != code {
                return;
            }
            for Commune { code, name } in found.items {
                if let Ok(option) = web_sys::HtmlOptionElement::new_with_text_and_value(&name, &code) {
                    let _ = communes.append_child(&option);
                }
            }
        });
    });
}
