//! What was declared beside what the registers say.

use super::Words;
use leptos::prelude::*;

/// One item on both sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompareRow {
    /// What is compared.
    pub item: String,
    /// What the applicant declared.
    pub declared: String,
    /// What the register says, with its source; empty when no register knows.
    pub register: String,
    /// Whether they differ.
    pub differs: bool,
}

/// A table of both sides, differences marked by a sign and by colour.
#[component]
pub fn Compare(
    /// What the table is about, for those who cannot see it.
    #[prop(into)]
    caption: String,
    /// Headings of the three columns.
    headings: [String; 3],
    /// The word for "differs".
    #[prop(into)]
    differs: String,
    /// The items, by sections of the form.
    groups: Vec<(String, Vec<CompareRow>)>,
    /// What to say where no register knows.
    #[prop(default = "–".into(), into)]
    unknown: Words,
) -> impl IntoView {
    let head = headings
        .into_iter()
        .map(|heading| view! { <th scope="col" class="govuk-table__header">{heading}</th> })
        .collect_view();
    let unknown = unknown.as_str().to_owned();
    let row_view = |row: CompareRow| {
        let class = if row.differs {
            "govuk-table__cell mc-differs"
        } else {
            "govuk-table__cell"
        };
        let mark = row
            .differs
            .then(|| view! { <strong class="mc-differs__mark">{differs.clone()}</strong> });
        let register = if row.register.is_empty() {
            unknown.clone()
        } else {
            row.register
        };
        view! {
            <tr class="govuk-table__row">
                <th scope="row" class="govuk-table__header">{row.item}</th>
                <td class=class>{row.declared}</td>
                <td class=class>{register} {mark}</td>
            </tr>
        }
    };
    let bodies = groups
        .into_iter()
        .map(|(title, rows)| {
            let rows = rows.into_iter().map(&row_view).collect_view();
            view! {
                <tbody class="govuk-table__body">
                    <tr class="govuk-table__row">
                        <th scope="rowgroup" colspan="3" class="govuk-table__header mc-compare__group">{title}</th>
                    </tr>
                    {rows}
                </tbody>
            }
        })
        .collect_view();
    view! {
        <table class="govuk-table mc-dense mc-compare">
            <caption class="govuk-visually-hidden">{caption}</caption>
            <thead class="govuk-table__head"><tr class="govuk-table__row">{head}</tr></thead>
            {bodies}
        </table>
    }
}
