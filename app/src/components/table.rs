//! A list with columns.

use super::{TimeState, Words};
use leptos::prelude::*;
use motcua_texts::common::table as texts;

/// Order of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// Smallest or earliest first.
    Ascending,
    /// Largest or latest first.
    Descending,
}

/// A column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Column {
    label: String,
    numeric: bool,
    nowrap: bool,
    sort: Option<(String, Option<Sort>)>,
}

impl Column {
    /// A column with its heading.
    pub fn new(label: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            ..Self::default()
        }
    }

    /// Of numbers: set flush right.
    #[must_use]
    pub fn numeric(mut self) -> Self {
        self.numeric = true;
        self
    }

    /// Of codes and times that must not break.
    #[must_use]
    pub fn nowrap(mut self) -> Self {
        self.nowrap = true;
        self
    }

    /// The heading is a link that sorts by this column; `now` is its present order, if the list is sorted by it.
    #[must_use]
    pub fn sort(mut self, href: impl Into<String>, now: Option<Sort>) -> Self {
        self.sort = Some((href.into(), now));
        self
    }

    fn class(&self, base: &'static str) -> String {
        let mut class = base.to_owned();
        if self.numeric {
            class.push(' ');
            class.push_str(base);
            class.push_str("--numeric");
        }
        if self.nowrap {
            class.push_str(" mc-nowrap");
        }
        class
    }
}

/// What stands in a row and column.
pub enum Cell {
    /// Words.
    Text(String),
    /// A link.
    Link {
        /// Where it leads.
        href: String,
        /// What it says.
        text: String,
    },
    /// Time left, in words.
    Time(TimeState, String),
    /// Anything else.
    View(AnyView),
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Cell::Text(text)
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Cell::Text(text.to_owned())
    }
}

impl Cell {
    /// A link.
    pub fn link(href: impl Into<String>, text: impl Into<String>) -> Self {
        Cell::Link {
            href: href.into(),
            text: text.into(),
        }
    }

    /// Anything else.
    pub fn view(view: impl IntoView + 'static) -> Self {
        Cell::View(view.into_any())
    }
}

/// A row.
pub struct Row {
    cells: Vec<Cell>,
    select: Option<(String, String)>,
}

impl Row {
    /// A row with a cell for each column.
    #[must_use]
    pub fn new(cells: Vec<Cell>) -> Self {
        Self { cells, select: None }
    }

    /// With a box to choose it: what the form sends, and the name of the row.
    #[must_use]
    pub fn select(mut self, value: impl Into<String>, name: impl Into<String>) -> Self {
        self.select = Some((value.into(), name.into()));
        self
    }
}

/// A table; on a narrow screen each row becomes a block with the headings repeated.
#[component]
pub fn Table(
    /// What it lists.
    #[prop(into)]
    caption: String,
    /// Whether the caption is seen, or only heard.
    #[prop(optional)]
    caption_shown: bool,
    /// The columns.
    columns: Vec<Column>,
    /// The rows.
    rows: Vec<Row>,
    /// Denser, for officers' pages.
    #[prop(optional)]
    dense: bool,
    /// Name under which the chosen rows are sent; without it there are no boxes.
    #[prop(optional, into)]
    select: Words,
) -> impl IntoView {
    let lang = super::lang();
    let select = select.into_option();
    let head = columns
        .iter()
        .map(|column| {
            let sort = column.sort.as_ref().and_then(|(_, now)| *now).map(|sort| match sort {
                Sort::Ascending => "ascending",
                Sort::Descending => "descending",
            });
            let label = match &column.sort {
                Some((href, _)) => view! {
                    <a class="mc-sort" href=href.clone() title=texts::sort_by(lang, &column.label)>
                        {column.label.clone()}
                    </a>
                }
                .into_any(),
                None => column.label.clone().into_any(),
            };
            view! {
                <th scope="col" class=column.class("govuk-table__header") aria-sort=sort role="columnheader">
                    {label}
                </th>
            }
        })
        .collect_view();
    let select_head = select.is_some().then(|| {
        view! {
            <th scope="col" class="govuk-table__header mc-table__select" role="columnheader">
                <span class="govuk-visually-hidden">{texts::select(lang)}</span>
            </th>
        }
    });
    let body = rows
        .into_iter()
        .map(|row| row_view(row, &columns, select.as_deref()))
        .collect_view();
    let class = if dense {
        "govuk-table mc-table mc-dense"
    } else {
        "govuk-table mc-table"
    };
    let caption_class = if caption_shown {
        "govuk-table__caption govuk-table__caption--m"
    } else {
        "govuk-visually-hidden"
    };
    // The roles are those a table has anyway; stacked as blocks, browsers would drop them.
    view! {
        <table class=class role="table">
            <caption class=caption_class>{caption}</caption>
            <thead class="govuk-table__head" role="rowgroup">
                <tr class="govuk-table__row" role="row">{select_head} {head}</tr>
            </thead>
            <tbody class="govuk-table__body" role="rowgroup">{body}</tbody>
        </table>
    }
}

fn row_view(row: Row, columns: &[Column], select: Option<&str>) -> impl IntoView + use<> {
    let lang = super::lang();
    let choice = select.map(|name| {
        let choice = row.select.map(|(value, row)| {
            view! {
                <input
                    class="mc-table__box"
                    type="checkbox"
                    name=name.to_owned()
                    value=value
                    aria-label=texts::select_row(lang, row)
                />
            }
        });
        view! { <td class="govuk-table__cell mc-table__select" role="cell">{choice}</td> }
    });
    let cells = row
        .cells
        .into_iter()
        .zip(columns)
        .map(|(cell, column)| {
            let class = column.class("govuk-table__cell");
            let content = match cell {
                // Nothing at all, not an empty text: then a narrow screen leaves its heading out, too.
                Cell::Text(text) if text.is_empty() => ().into_any(),
                Cell::Text(text) => text.into_any(),
                Cell::Link { href, text } => view! { <a class="govuk-link" href=href>{text}</a> }.into_any(),
                Cell::Time(state, text) => view! { <span class=state.class()>{text}</span> }.into_any(),
                // One piece, which stands beside its heading on a narrow screen.
                Cell::View(view) => view! { <div>{view}</div> }.into_any(),
            };
            view! { <td class=class role="cell" data-label=column.label.clone()>{content}</td> }
        })
        .collect_view();
    view! { <tr class="govuk-table__row" role="row">{choice} {cells}</tr> }
}
