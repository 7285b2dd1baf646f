//! What others ask the citizen to confirm: the other parent's application.

use axum::extract::{Path, State};
use axum_extra::extract::CookieJar;
use chrono::{DateTime, SecondsFormat, Utc};
use leptos::prelude::*;
use motcua_casework::drafts;
use motcua_casework::error::Error;
use motcua_domain::dossier::Why;
use motcua_domain::form::display;
use motcua_texts::citizen::confirmations as texts;
use uuid::Uuid;

use crate::components::{BannerKind, Button, ButtonKind, Card, EmptyState, Link, PageHeading, SummaryList, SummaryRow};
use crate::format;
use crate::render::{Page, page};
use crate::urls;
use crate::web::{App, Halt, Inputs, PageResult, SignedInCitizen, see_other};

/// Shows them.
pub(super) async fn show(State(app): State<App>, SignedInCitizen(citizen, visitor): SignedInCitizen) -> PageResult {
    let lang = visitor.lang;
    let asked = drafts::confirmations_for(&app.desk, &citizen).await?;
    let items = || {
        asked
        .iter()
        .filter_map(|asked| {
            let procedure = &asked.procedure;
            let def = procedure.confirmations.iter().find(|def| def.id == asked.name)?;
            let mut rows = vec![
                SummaryRow::new(texts::by(lang), asked.asked_by.clone()),
                SummaryRow::new(texts::since(lang), format::date_time(lang, asked.asked_at)),
            ];
            if asked.shown.is_empty() {
                rows.insert(1, SummaryRow::new(texts::about(lang), asked.subject.clone()));
            }
            let lists = app.desk.reference.as_ref();
            rows.extend(asked.shown.iter().filter_map(|(field, answer)| {
                let field = procedure.form.field(field)?;
                Some(SummaryRow::new(field.label.get(lang), display(field, answer, lists, lang)))
            }));
            let seen = asked.asked_at.to_rfc3339_opts(SecondsFormat::Micros, true);
            let action = urls::Confirm { draft: asked.draft.to_string(), name: asked.name.clone() }.url();
            let title = procedure.name.get(lang).to_owned();
            let text = def.text.get(lang).to_owned();
            Some(
                view! {
                    <Card title=title>
                        <p class="govuk-body">{text}</p>
                        <SummaryList rows=rows />
                        <form method="post" action=action class="govuk-button-group">
                            <input type="hidden" name="seen" value=seen />
                            <Button text=texts::confirm(lang) name="answer" value="given" />
                            <Button text=texts::decline(lang) kind=ButtonKind::Secondary name="answer" value="declined" />
                        </form>
                    </Card>
                }
                .into_any(),
            )
        })
        .collect::<Vec<_>>()
    };
    let about = Page::citizen(texts::title(lang)).section(urls::MyDossiers::ROUTE);
    Ok(page(visitor.context(), &about, || {
        let items = items();
        let none = items.is_empty();
        view! {
            <div class="mc-measure">
                <PageHeading text=texts::title(lang) />
                {none
                    .then(|| {
                        view! {
                            <EmptyState
                                title=texts::none(lang)
                                action=Some(Link::new(urls::MyDossiers::ROUTE, texts::mine(lang)))
                            />
                        }
                    })}
                {items}
            </div>
        }
    }))
}

/// Keeps the answer.
pub(super) async fn answer(
    State(app): State<App>,
    SignedInCitizen(citizen, visitor): SignedInCitizen,
    Path((draft, name)): Path<(Uuid, String)>,
    jar: CookieJar,
    inputs: Inputs,
) -> PageResult {
    let given = inputs.get("answer") == "given";
    let seen: DateTime<Utc> = inputs.get("seen").parse().map_err(|_| Halt::BadRequest)?;
    match drafts::answer_confirmation(&app.desk, &citizen, draft, &name, seen, given).await {
        // Asked anew meanwhile, about something else than what stood on the page: they look again first.
        Err(Error::Refused(refusal)) if matches!(refusal.why, Why::ChangedMeanwhile { .. }) => {
            let said = Some((BannerKind::Important, texts::changed(visitor.lang)));
            return Ok(see_other(&app, jar, urls::Confirmations::ROUTE, said));
        }
        answered => answered?,
    }
    let said = if given {
        texts::given(visitor.lang)
    } else {
        texts::declined(visitor.lang)
    };
    Ok(see_other(
        &app,
        jar,
        urls::Confirmations::ROUTE,
        Some((BannerKind::Success, said)),
    ))
}
