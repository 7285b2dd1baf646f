//! Values with their names: what was answered, what the State already knows.

use super::{Link, Provenance, ProvenanceNote};
use leptos::prelude::*;

/// A name, a value, where it comes from, and what can be done about it.
pub struct SummaryRow {
    key: String,
    value: AnyView,
    source: Option<Provenance>,
    actions: Vec<Link>,
}

impl SummaryRow {
    /// A row.
    pub fn new(key: impl Into<String>, value: impl IntoView + 'static) -> Self {
        Self {
            key: key.into(),
            value: value.into_any(),
            source: None,
            actions: Vec::new(),
        }
    }

    /// Says where the value comes from.
    #[must_use]
    pub fn source(mut self, source: Provenance) -> Self {
        self.source = Some(source);
        self
    }

    /// Adds a link, such as "change" or "wrong?".
    #[must_use]
    pub fn action(mut self, href: impl Into<String>, text: impl Into<String>) -> Self {
        self.actions.push(Link::new(href, text));
        self
    }
}

/// A list of values.
#[component]
pub fn SummaryList(
    /// The rows.
    rows: Vec<SummaryRow>,
    /// Without lines, for the side of a page.
    #[prop(optional)]
    plain: bool,
    /// Denser, for officers' pages.
    #[prop(optional)]
    dense: bool,
) -> impl IntoView {
    let class = match (plain, dense) {
        (true, true) => "govuk-summary-list govuk-summary-list--no-border mc-dense",
        (true, false) => "govuk-summary-list govuk-summary-list--no-border",
        (false, true) => "govuk-summary-list mc-dense",
        (false, false) => "govuk-summary-list",
    };
    let any_actions = rows.iter().any(|row| !row.actions.is_empty());
    let rows = rows
        .into_iter()
        .map(|row| {
            let class = if any_actions && row.actions.is_empty() {
                "govuk-summary-list__row govuk-summary-list__row--no-actions"
            } else {
                "govuk-summary-list__row"
            };
            let several = row.actions.len() > 1;
            let key = row.key.clone();
            let links = row
                .actions
                .into_iter()
                .map(|Link { href, text }| {
                    let link = view! {
                        <a class="govuk-link" href=href>
                            {text}
                            <span class="govuk-visually-hidden">{format!(" ({key})")}</span>
                        </a>
                    };
                    if several {
                        view! { <li class="govuk-summary-list__actions-list-item">{link}</li> }.into_any()
                    } else {
                        link.into_any()
                    }
                })
                .collect::<Vec<_>>();
            let actions = match links.len() {
                0 => None,
                1 => Some(view! { <dd class="govuk-summary-list__actions">{links}</dd> }.into_any()),
                _ => Some(
                    view! {
                        <dd class="govuk-summary-list__actions">
                            <ul class="govuk-summary-list__actions-list">{links}</ul>
                        </dd>
                    }
                    .into_any(),
                ),
            };
            view! {
                <div class=class>
                    <dt class="govuk-summary-list__key">{row.key}</dt>
                    <dd class="govuk-summary-list__value">
                        {row.value}
                        {row.source.map(|source| view! { <ProvenanceNote provenance=source /> })}
                    </dd>
                    {actions}
                </div>
            }
        })
        .collect_view();
    view! { <dl class=class>{rows}</dl> }
}
