//! What is different from the published version, word for word; here a second person approves it.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use leptos::prelude::*;
use motcua_casework::admin::{self as work, DiffLine, Draft, Mark};
use motcua_domain::dossier::Officer;
use motcua_texts::Lang;
use motcua_texts::admin::difference as texts;

use super::{faults, frame, home, kind, title};
use crate::components::{
    Button, ButtonKind, EmptyState, ErrorSummary, FieldError, InsetText, PageHeading, Tag, Textarea, Tone,
};
use crate::format;
use crate::render::page;
use crate::urls::{AdminEdit, AdminPublish, AdminSendBack};
use crate::web::{App, PageResult, SignedInOfficer, Visitor};

/// Shows it.
pub(super) async fn show(
    State(app): State<App>,
    SignedInOfficer(officer, visitor): SignedInOfficer,
    Path((of, name)): Path<(String, String)>,
) -> PageResult {
    render(&app, &visitor, &officer, (of, name), None).await
}

/// The page; once more with what was typed, and what is wrong with it, after a draft could not be sent back.
pub(super) async fn render(
    app: &App,
    visitor: &Visitor,
    officer: &Officer,
    (of, name): (String, String),
    again: Option<(String, String)>,
) -> PageResult {
    let lang = visitor.lang;
    let kind = kind(&of)?;
    let Some(draft) = work::draft(&app.desk, officer, kind, &name).await? else {
        return Ok(Redirect::to(&home(kind, &name)).into_response());
    };
    let (version, published) = work::text(&app.desk, officer, kind, &name).await?;
    let found = work::check(&app.desk, officer, kind, &name, &draft.text).await?;
    let changes = work::difference(&published, &draft.text);
    let heading = title(app, kind, &name, lang);
    let status = match again {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    let about = frame::about(texts::title(lang))
        .status(status)
        .with_errors(again.is_some())
        .back(home(kind, &name), heading.clone());
    let own = draft.is_of(officer.who.id);
    Ok(page(visitor.context(), &about, || {
        let mut authors = draft.authors();
        if authors.is_empty() {
            authors.push(&draft.edited_by_name);
        }
        let by = texts::by(lang, authors.join(", "), version.to_string());
        let from = draft.valid_from.map(|day| {
            view! { <p class="govuk-body"><strong>{texts::from(lang, format::date(day))}</strong></p> }
        });
        let checks = if found.is_empty() {
            view! { <p class="govuk-body"><Tag tone=Tone::Green text=texts::sound(lang) /></p> }.into_any()
        } else {
            faults::list(&found, lang)
        };
        let edit = AdminEdit {
            kind: of.clone(),
            name: name.clone(),
        }
        .url();
        let errors = again.iter().map(|(_, fault)| FieldError::new("note", fault)).collect();
        view! {
            <ErrorSummary errors=errors />
            <PageHeading text=texts::title(lang) caption=heading />
            <p class="govuk-body">{by}</p>
            {from}
            {checks}
            {lines(&changes, lang)}
            {decision(&draft, &of, own, again, lang)}
            <p class="govuk-body"><a class="govuk-link" href=edit>{texts::edit(lang)}</a></p>
        }
    }))
}

/// What the officer may do about it.
fn decision(draft: &Draft, of: &str, own: bool, again: Option<(String, String)>, lang: Lang) -> AnyView {
    if !draft.waiting {
        return view! { <InsetText>{texts::not_asked(lang)}</InsetText> }.into_any();
    }
    if own {
        return view! { <InsetText>{texts::own(lang)}</InsetText> }.into_any();
    }
    let publish = AdminPublish {
        kind: of.to_owned(),
        name: draft.name.clone(),
    }
    .url();
    let back = AdminSendBack {
        kind: of.to_owned(),
        name: draft.name.clone(),
    }
    .url();
    let seen = draft.revision.to_string();
    let (note, error) = again.unzip();
    view! {
        <form method="post" action=publish>
            <input type="hidden" name="seen" value=seen.clone() />
            <Button text=texts::publish(lang) />
        </form>
        <form class="mc-measure" method="post" action=back novalidate>
            <input type="hidden" name="seen" value=seen />
            <Textarea name="note" label=texts::note(lang) value=note error=error rows=3 />
            <Button text=texts::send_back(lang) kind=ButtonKind::Secondary />
        </form>
    }
    .into_any()
}

/// The changes, each with some lines around it.
pub(super) fn lines(changes: &[Vec<DiffLine>], lang: Lang) -> AnyView {
    if changes.is_empty() {
        return view! { <EmptyState title=texts::none(lang) text=texts::none_text(lang) /> }.into_any();
    }
    let groups = changes.iter().map(|group| table(group, lang)).collect::<Vec<_>>();
    view! { <div class="mc-diffs" tabindex="0" role="region" aria-label=texts::title(lang)>{groups}</div> }.into_any()
}

fn table(group: &[DiffLine], lang: Lang) -> AnyView {
    let rows = group.iter().map(|line| row(line, lang)).collect::<Vec<_>>();
    view! {
        <table class="mc-diff">
            <caption class="govuk-visually-hidden">{texts::place(lang)}</caption>
            <thead class="govuk-visually-hidden">
                <tr>
                    <th scope="col">{texts::before(lang)}</th>
                    <th scope="col">{texts::after(lang)}</th>
                    <th scope="col">{texts::words(lang)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn row(line: &DiffLine, lang: Lang) -> AnyView {
    let number = |at: Option<usize>| at.map(|at| at.to_string()).unwrap_or_default();
    let parts = line
        .parts
        .iter()
        .map(|part| {
            let text = part.text.clone();
            if part.changed {
                view! { <mark class="mc-diff__word">{text}</mark> }.into_any()
            } else {
                text.into_any()
            }
        })
        .collect::<Vec<_>>();
    let (class, content) = match line.mark {
        Mark::Same => ("mc-diff__same", view! { <span>{parts}</span> }.into_any()),
        Mark::Added => {
            let said = format!("{} ", texts::added(lang));
            let content = view! { <ins><span class="govuk-visually-hidden">{said}</span>{parts}</ins> };
            ("mc-diff__added", content.into_any())
        }
        Mark::Removed => {
            let said = format!("{} ", texts::removed(lang));
            let content = view! { <del><span class="govuk-visually-hidden">{said}</span>{parts}</del> };
            ("mc-diff__removed", content.into_any())
        }
    };
    view! {
        <tr class=class>
            <td class="mc-diff__number">{number(line.old)}</td>
            <td class="mc-diff__number">{number(line.new)}</td>
            <td class="mc-diff__line">{content}</td>
        </tr>
    }
    .into_any()
}
