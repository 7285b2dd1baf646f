//! A citizen's drafts, dossiers, and what others ask of them.

use axum::extract::State;
use leptos::prelude::*;
use motcua_casework::linked::{PartLine, PartStanding};
use motcua_casework::{citizen, drafts};
use motcua_domain::dossier::Status;
use motcua_texts::Lang;
use motcua_texts::citizen::mine as texts;

use super::group::standing;
use super::status;
use crate::components::{EmptyState, Link, NotificationBanner, PageHeading, Tag};
use crate::format;
use crate::render::{Page, page};
use crate::urls;
use crate::web::{App, PageResult, SignedInCitizen};

/// Shows them.
pub(super) async fn show(State(app): State<App>, SignedInCitizen(citizen, visitor): SignedInCitizen) -> PageResult {
    let lang = visitor.lang;
    let now = app.desk.now();
    let drafts = drafts::mine(&app.desk, &citizen).await?;
    let dossiers = citizen::my_dossiers(&app.desk, &citizen, None).await?;
    let asked = drafts::confirmations_for(&app.desk, &citizen).await?;
    let draft_items = drafts
        .iter()
        .map(|draft| {
            let href = urls::TaskList {
                draft: draft.id.to_string(),
            }
            .url();
            let name = draft.procedure.name.get(lang).to_owned();
            let saved = texts::saved(lang, format::date_time(lang, draft.updated_at));
            view! {
                <li class="govuk-task-list__item govuk-task-list__item--with-link">
                    <div class="govuk-task-list__name-and-hint">
                        <a class="govuk-link govuk-task-list__link" href=href>{name}</a>
                        <div class="govuk-task-list__hint">{saved}</div>
                    </div>
                    <div class="govuk-task-list__status"><Tag text=texts::draft(lang) /></div>
                </li>
            }
            .into_any()
        })
        .collect::<Vec<_>>();
    let dossier_items = dossiers
        .iter()
        .map(|dossier| {
            let href = urls::Dossier {
                code: dossier.code.clone(),
            }
            .url();
            let title = format!("{} – {}", dossier.procedure.short_name().get(lang), dossier.subject);
            let due = dossier
                .next_due
                .map(|due| format::promise(lang, due, now))
                .map(|due| match dossier.status {
                    Status::Submitted => texts::answer_due(lang, due),
                    _ => texts::due(lang, due),
                });
            let due = due.map(|due| format!(" · {due}"));
            let code = dossier.code.clone();
            let standing = standing::shown(dossier.status, &dossier.parts);
            let words = if dossier.parts.is_empty() {
                status::words(lang, standing)
            } else {
                standing::of_group(lang, standing)
            };
            let parts = parts(lang, &dossier.parts);
            view! {
                <li class="govuk-task-list__item govuk-task-list__item--with-link">
                    <div class="govuk-task-list__name-and-hint">
                        <a class="govuk-link govuk-task-list__link" href=href>{title}</a>
                        <div class="govuk-task-list__hint"><span class="mc-nowrap">{code}</span>{due}</div>
                        {parts}
                    </div>
                    <div class="govuk-task-list__status">
                        <Tag tone=status::tone(standing) text=words />
                    </div>
                </li>
            }
            .into_any()
        })
        .collect::<Vec<_>>();
    let nothing = draft_items.is_empty() && dossier_items.is_empty();
    let has_drafts = !draft_items.is_empty();
    let has_dossiers = !dossier_items.is_empty();
    let asked = asked.len();
    let about = Page::citizen(texts::title(lang)).section(urls::MyDossiers::ROUTE);
    Ok(page(visitor.context(), &about, || {
        view! {
            {(asked > 0)
                .then(|| {
                    let text = texts::asked(lang, u64::try_from(asked).unwrap_or_default());
                    view! {
                        <NotificationBanner>
                            <p class="govuk-notification-banner__heading">
                                {text}" "
                                <a class="govuk-notification-banner__link" href=urls::Confirmations::ROUTE>
                                    {texts::look(lang)}
                                </a>
                            </p>
                        </NotificationBanner>
                    }
                })}
            <PageHeading text=texts::title(lang) />
            {nothing
                .then(|| {
                    view! {
                        <EmptyState
                            title=texts::none(lang)
                            text=texts::none_text(lang)
                            action=Some(Link::new(urls::Procedures::ROUTE, texts::find(lang)))
                        />
                    }
                })}
            {has_drafts
                .then(|| {
                    view! {
                        <h2 class="govuk-heading-m">{texts::drafts(lang)}</h2>
                        <ul class="govuk-task-list mc-mine">{draft_items}</ul>
                    }
                })}
            {has_dossiers
                .then(|| {
                    view! {
                        <h2 class="govuk-heading-m">{texts::dossiers(lang)}</h2>
                        <ul class="govuk-task-list mc-mine">{dossier_items}</ul>
                    }
                })}
        }
    }))
}

/// The parts of a linked group, under it; those that were not asked for are left out.
fn parts(lang: Lang, parts: &[PartLine]) -> Option<AnyView> {
    let items: Vec<AnyView> = parts
        .iter()
        .filter(|part| !matches!(part.standing, PartStanding::NotChosen { .. }))
        .map(|part| {
            let line = format!("{}: {}", part.name.get(lang), standing::of_line(lang, part));
            view! { <li>{line}</li> }.into_any()
        })
        .collect();
    (!items.is_empty()).then(|| {
        view! { <ul class="govuk-list govuk-list--bullet govuk-body-s govuk-!-margin-bottom-0">{items}</ul> }.into_any()
    })
}
