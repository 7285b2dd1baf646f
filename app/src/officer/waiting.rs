//! What a dossier waits for that has failed: a call to a national system, a question to a register. Said with its reason
//! and who watches over it; what is parked can be tried again.

use axum::extract::{Path, State};
use axum_extra::extract::CookieJar;
use leptos::prelude::*;
use motcua_casework::error::Error;
use motcua_casework::officer::{Opened, Waiting, retry as retry_job};
use motcua_casework::outbox::JobId;
use motcua_domain::dossier::Effect;
use motcua_texts::Lang;
use motcua_texts::officer::waiting as texts;
use motcua_texts::watch::can as can_texts;

use super::watch::words as watching;
use super::{refused, words};
use crate::components::{BannerKind, Button, ButtonKind, InsetText};
use crate::format;
use crate::urls::{MessagePage, OfficeDossier, OfficeRetry};
use crate::web::{App, PageResult, SignedInOfficer, see_other};

/// A box for each.
pub(super) fn notes(opened: &Opened, lang: Lang) -> Vec<AnyView> {
    opened
        .waiting
        .iter()
        .filter(|waiting| waiting.parked || matches!(waiting.what, Effect::Call { .. }))
        .map(|waiting| note(opened, waiting, lang))
        .collect()
}

fn note(opened: &Opened, waiting: &Waiting, lang: Lang) -> AnyView {
    let procedure = &opened.case.procedure;
    let what = match &waiting.what {
        Effect::Call { step, .. } => texts::call(lang, words::step_name(lang, procedure, step)),
        Effect::Verify { fact } => texts::verify(lang, super::why::register(lang, fact, procedure)),
        _ => String::new(),
    };
    let since = format::date_time(lang, waiting.since);
    let title = match (waiting.parked, waiting.trouble) {
        (true, _) => texts::parked_title(lang),
        (false, None) => texts::working_title(lang),
        (false, Some(_)) => texts::title(lang),
    };
    let tried = match waiting.attempts {
        0 => texts::waits(lang, since),
        attempts => texts::tried(lang, attempts, since),
    };
    let happened = watching::happened(waiting.trouble, lang);
    let next = watching::what_next(waiting.next, lang);
    let can = watching::what_you_can_do(waiting.trouble, waiting.overdue, lang);
    let who = opened.watcher.as_ref().map(|name| texts::who(lang, name));
    let message = waiting.message.map(|id| {
        let href = MessagePage { id: id.to_string() }.url();
        view! { " " <a class="govuk-link" href=href>{can_texts::message(lang)}</a> }
    });
    let again = (waiting.parked && opened.may_retry).then(|| {
        let action = OfficeRetry {
            code: opened.case.dossier.application.code.to_string(),
            job: waiting.job.0.to_string(),
        }
        .url();
        let label = texts::retry_of(lang, &what);
        view! {
            <form method="post" action=action aria-label=label>
                <Button text=texts::retry(lang) kind=ButtonKind::Secondary />
            </form>
        }
    });
    view! {
        <InsetText>
            <p class="govuk-body"><strong>{title}</strong></p>
            <p class="govuk-body">{what} ". " {happened} " " {tried} " " {next}</p>
            <p class="govuk-body">{can} " " {who} {message}</p>
            {again}
        </InsetText>
    }
    .into_any()
}

/// Lets it be tried again.
pub(super) async fn retry(
    State(app): State<App>,
    SignedInOfficer(officer, visitor): SignedInOfficer,
    Path((code, job)): Path<(String, i64)>,
    jar: CookieJar,
) -> PageResult {
    match retry_job(&app.desk, &officer, &code, JobId(job)).await {
        Ok(()) => {
            let said = texts::retried(visitor.lang);
            let url = OfficeDossier { code }.url();
            Ok(see_other(&app, jar, &url, Some((BannerKind::Success, said))))
        }
        Err(Error::Refused(refusal)) => refused::show(&app, &visitor, &code, refusal).await,
        Err(error) => Err(error.into()),
    }
}
