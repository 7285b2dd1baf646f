//! The text of a definition or a file, to be changed: checked while one types, or when it is saved.

use std::collections::BTreeSet;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use leptos::prelude::*;
use motcua_casework::admin::{self as work, AdminError, Denied, Draft, Kind};
use motcua_casework::error::Error;
use motcua_domain::calendar::vietnam_date;
use motcua_domain::dossier::Officer;
use motcua_texts::Lang;
use motcua_texts::admin::edit as texts;

use super::check::text_fault;
use super::{difference, frame, home, kind, refused, seen, title};
use crate::components::{
    BannerKind, Button, ButtonKind, Card, DateInput, DateParts, Details, ErrorSummary, FieldError, PageHeading,
    Textarea, WarningText,
};
use crate::islands::TextCheck;
use crate::render::page;
use crate::urls::{AdminAsk, AdminCheck, AdminDifference, AdminDiscard, AdminEdit, AdminPreview};
use crate::web::{App, Inputs, PageResult, SignedInOfficer, Visitor, see_other};

/// The version a draft is begun from.
pub(super) const VERSION: &str = "version";

/// Begins to work on a text, from the version that is named.
pub(super) async fn begin(
    State(app): State<App>,
    SignedInOfficer(officer, visitor): SignedInOfficer,
    Path((of, name)): Path<(String, String)>,
    inputs: Inputs,
) -> PageResult {
    let kind = kind(&of)?;
    let version = inputs.get(VERSION).parse().ok();
    match work::begin_from(&app.desk, &officer, kind, &name, version).await {
        Ok(_) => Ok(Redirect::to(&AdminEdit { kind: of, name }.url()).into_response()),
        Err(error) => refused::show(&visitor, error, home(kind, &name)),
    }
}

/// What the page shows besides the draft.
#[derive(Default)]
pub(super) struct Again {
    /// What somebody wrote on an older state of the draft.
    pub(super) mine: Option<String>,
    /// What was refused, and at which field.
    pub(super) faults: Vec<FieldError>,
    /// The first day as it was typed.
    pub(super) date: DateParts,
}

/// Shows the text.
pub(super) async fn show(
    State(app): State<App>,
    SignedInOfficer(officer, visitor): SignedInOfficer,
    Path((of, name)): Path<(String, String)>,
) -> PageResult {
    let kind = kind(&of)?;
    let draft = work::draft(&app.desk, &officer, kind, &name).await?;
    match draft {
        Some(draft) => form(&app, &visitor, &officer, &draft, Again::default()).await,
        None => Ok(Redirect::to(&home(kind, &name)).into_response()),
    }
}

/// The page with the text.
pub(super) async fn form(
    app: &App,
    visitor: &Visitor,
    officer: &Officer,
    draft: &Draft,
    again: Again,
) -> Result<Response, crate::web::Halt> {
    let lang = visitor.lang;
    let (kind, name) = (draft.kind, draft.name.clone());
    let of = kind.name().to_owned();
    let text = again.mine.clone().unwrap_or_else(|| draft.text.clone());
    let found = work::check(&app.desk, officer, kind, &name, &text).await?;
    let theirs = again.mine.as_ref().map(|mine| work::difference(&draft.text, mine));
    let wrong: BTreeSet<u32> = found.iter().map(|fault| fault.line).collect();
    let found: Vec<_> = found.iter().map(|it| text_fault(it, kind, &name, lang)).collect();
    let heading = title(app, kind, &name, lang);
    let status = if again.faults.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::CONFLICT
    };
    let about = frame::about(texts::title(lang))
        .status(status)
        .with_errors(!again.faults.is_empty())
        .back(home(kind, &name), heading.clone());
    let today = vietnam_date(app.desk.now()).to_string();
    let seen = draft.revision.to_string();
    let changed = texts::changed(
        lang,
        crate::format::date_time(lang, draft.edited_at),
        &draft.edited_by_name,
        draft.base.to_string(),
    );
    Ok(page(visitor.context(), &about, || {
        let address = AdminCheck {
            kind: of.clone(),
            name: name.clone(),
        }
        .url();
        let action = AdminEdit {
            kind: of.clone(),
            name: name.clone(),
        }
        .url();
        let shown = AdminDifference {
            kind: of.clone(),
            name: name.clone(),
        }
        .url();
        let waiting = draft.waiting.then(|| view! { <WarningText text=texts::waits(lang) /> });
        let note = draft.note.clone().map(|note| {
            view! { <Card title=texts::sent_back(lang)><p class="govuk-body govuk-!-margin-bottom-0">{note}</p></Card> }
        });
        let theirs = theirs.map(|theirs| {
            view! {
                <h2 class="govuk-heading-m">{texts::both(lang)}</h2>
                <p class="govuk-body">{texts::both_text(lang)}</p>
                {difference::lines(&theirs, lang)}
            }
        });
        let preview = (kind == Kind::Procedure).then(|| {
            let href = AdminPreview {
                id: name.clone(),
                version: "draft".to_owned(),
            }
            .url();
            view! { <a class="govuk-link" href=href>{texts::preview(lang)}</a> }
        });
        let lines = numbered(&text, &wrong);
        view! {
            <ErrorSummary errors=again.faults.clone() />
            <PageHeading text=texts::title(lang) caption=heading />
            <p class="govuk-body-s">{changed}</p>
            {waiting}
            {note}
            {theirs}
            <form method="post" action=action novalidate>
                <input type="hidden" name="seen" value=seen.clone() />
                <div class="mc-code">
                    <Textarea
                        name="text"
                        label=texts::text(lang)
                        hint=texts::text_hint(lang)
                        value=text.clone()
                        rows=28
                    />
                </div>
                <TextCheck
                    field="text".to_owned()
                    address=address
                    faults=found
                    sound=texts::sound(lang).to_owned()
                    count=texts::count(lang, "{count}")
                />
                <div class="govuk-button-group">
                    <Button text=texts::save(lang) />
                    <a class="govuk-link" href=shown>{texts::difference(lang)}</a>
                    {preview}
                </div>
            </form>
            <Details summary=texts::lines(lang)>{lines}</Details>
            {ask(draft, &of, &again, today, lang)}
            {discard(draft, &of, lang)}
        }
    }))
}

/// The text with its numbers, for those who follow a fault without script.
fn numbered(text: &str, wrong: &BTreeSet<u32>) -> AnyView {
    let lines = text
        .lines()
        .enumerate()
        .map(|(at, line)| {
            let number = u32::try_from(at + 1).unwrap_or(u32::MAX);
            let class = wrong.contains(&number).then_some("mc-lines__wrong");
            view! { <li id=format!("line-{number}") class=class>{line.to_owned()}</li> }.into_any()
        })
        .collect::<Vec<_>>();
    view! { <ol class="mc-lines">{lines}</ol> }.into_any()
}

/// Asks that another person approve it.
fn ask(draft: &Draft, of: &str, again: &Again, today: String, lang: Lang) -> AnyView {
    let action = AdminAsk {
        kind: of.to_owned(),
        name: draft.name.clone(),
    }
    .url();
    let seen = draft.revision.to_string();
    let dated = draft.kind == Kind::Procedure;
    let typed = if again.date == DateParts::default() {
        DateParts::of(&draft.valid_from.map_or(today, |day| day.to_string()))
    } else {
        again.date.clone()
    };
    let error = again
        .faults
        .iter()
        .find(|it| it.field == "valid_from")
        .map(|it| it.message.clone());
    let date = dated.then(|| {
        view! {
            <DateInput
                name="valid_from"
                legend=texts::valid_from(lang)
                hint=texts::valid_from_hint(lang)
                value=typed
                error=error
            />
        }
    });
    view! {
        <h2 class="govuk-heading-m">{texts::approval(lang)}</h2>
        <p class="govuk-body">{texts::approval_text(lang)}</p>
        <form method="post" action=action novalidate>
            <input type="hidden" name="seen" value=seen />
            {date}
            <Button text=texts::ask(lang) kind=ButtonKind::Secondary />
        </form>
    }
    .into_any()
}

fn discard(draft: &Draft, of: &str, lang: Lang) -> AnyView {
    let action = AdminDiscard {
        kind: of.to_owned(),
        name: draft.name.clone(),
    }
    .url();
    let seen = draft.revision.to_string();
    view! {
        <Details summary=texts::discard(lang)>
            <p class="govuk-body">{texts::discard_text(lang)}</p>
            <form method="post" action=action>
                <input type="hidden" name="seen" value=seen />
                <Button text=texts::discard(lang) kind=ButtonKind::Warning />
            </form>
        </Details>
    }
    .into_any()
}

/// Saves what was written.
pub(super) async fn save(
    State(app): State<App>,
    SignedInOfficer(officer, visitor): SignedInOfficer,
    Path((of, name)): Path<(String, String)>,
    jar: CookieJar,
    inputs: Inputs,
) -> PageResult {
    let lang = visitor.lang;
    let kind = kind(&of)?;
    let seen = seen(&inputs)?;
    // As it was typed: the beginning of a text is no place to cut.
    let text = inputs.all("text").next().unwrap_or_default();
    match work::save(&app.desk, &officer, kind, &name, seen, text).await {
        Ok(_) => {
            let url = AdminEdit { kind: of, name }.url();
            Ok(see_other(
                &app,
                jar,
                &url,
                Some((BannerKind::Success, texts::saved(lang))),
            ))
        }
        Err(AdminError::Refused(denied)) => match *denied {
            // What was written stays on the page, beside what the other wrote.
            Denied::Changed(Some(draft)) => {
                let said = refused::words(&Denied::Changed(Some(draft.clone())), lang);
                let again = Again {
                    mine: Some(text.replace("\r\n", "\n")),
                    faults: vec![FieldError::new("text", said)],
                    ..Again::default()
                };
                form(&app, &visitor, &officer, &draft, again).await
            }
            // Published or thrown away meanwhile: begun anew, with what was written.
            Denied::Changed(None) => {
                let draft = match work::begin(&app.desk, &officer, kind, &name).await {
                    Ok(draft) => draft,
                    Err(error) => return refused::show(&visitor, error, home(kind, &name)),
                };
                let again = Again {
                    mine: Some(text.replace("\r\n", "\n")),
                    faults: vec![FieldError::new("text", refused::words(&Denied::Changed(None), lang))],
                    ..Again::default()
                };
                form(&app, &visitor, &officer, &draft, again).await
            }
            other => refused::show(&visitor, other.into(), home(kind, &name)),
        },
        Err(AdminError::Failed(Error::NotFound)) => Err(Error::NotFound.into()),
        Err(AdminError::Failed(error)) => Err(error.into()),
    }
}
