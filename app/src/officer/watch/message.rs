//! One message: what became of it, its headers and signatures, and what an officer may do to it.

use axum::extract::{Path, State as Shared};
use axum::http::StatusCode;
use axum::response::Response;
use axum_extra::extract::CookieJar;
use leptos::prelude::*;
use motcua_casework::error::Error;
use motcua_casework::exchange::act::{self, Intervention};
use motcua_casework::exchange::list::{One, one};
use motcua_casework::exchange::{Message, State, system_name};
use motcua_domain::dossier::Why;
use motcua_domain::procedure::ProcedureId;
use motcua_texts::watch::{act as acts, message as texts, nav};
use motcua_texts::{Lang, number};
use uuid::Uuid;

use super::silent::role_name;
use super::words;
use crate::components::{
    BannerKind, Button, Choice, Details, ErrorSummary, FieldError, InsetText, PageHeading, Radios, SummaryList,
    SummaryRow, Textarea,
};
use crate::format;
use crate::render::{Page, page};
use crate::urls::{MessagePage, Messages, OfficeMessages, Queues};
use crate::web::{App, Halt, Inputs, PageResult, SignedInOfficer, Visitor, see_other};

/// Shows it.
pub(in crate::officer) async fn show(
    Shared(app): Shared<App>,
    SignedInOfficer(officer, visitor): SignedInOfficer,
    Path(id): Path<Uuid>,
) -> PageResult {
    let one = one(&app.desk, &officer, id).await?;
    Ok(render(&app, &visitor, &one, &Inputs::default(), &[]))
}

fn render(app: &App, visitor: &Visitor, one: &One, inputs: &Inputs, faults: &[FieldError]) -> Response {
    let lang = visitor.lang;
    let message = &one.message;
    let what = words::operation(lang, message);
    let title = texts::title(lang, system_name(message.system).get(lang), &what);
    let status = match faults.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let about = Page::officer(title.clone())
        .section(Queues::ROUTE)
        .status(status)
        .with_errors(!faults.is_empty())
        .back(Messages {}.url(), nav::messages(lang));
    page(visitor.context(), &about, || {
        let form = one.may_intervene.then(|| form(message, inputs, faults, lang));
        let (state, facts, headers) = (
            words::state(message, lang),
            facts(app, one, lang),
            headers(message, lang),
        );
        let standing = standing(message, lang);
        view! {
            <ErrorSummary errors=faults.to_vec() />
            <PageHeading text=title />
            <p class="govuk-body">{state}</p>
            {standing}
            <h2 class="govuk-heading-m">{texts::facts(lang)}</h2>
            <SummaryList rows=facts dense=true />
            <Details summary=texts::headers(lang)>
                <SummaryList rows=headers dense=true />
            </Details>
            {form}
        }
    })
}

/// What happened, what happens next by itself, and what the officer can do: while an answer is awaited; what went wrong
/// in one that is closed.
fn standing(message: &Message, lang: Lang) -> Option<AnyView> {
    let trouble = message.trouble();
    let happened = match (message.state, trouble) {
        (State::Waiting | State::Sent, None) => return None,
        (State::Acknowledged, trouble) => words::happened(trouble, lang),
        (_, Some(trouble)) => words::happened(Some(trouble), lang),
        (_, None) => return None,
    };
    let open = message.state.is_open().then(|| {
        let next = words::what_next(message.next, lang);
        view! {
            <p class="govuk-body">{next}</p>
            <p class="govuk-body">{words::what_you_can_do(trouble, message.overdue, lang)}</p>
        }
    });
    let inset = view! {
        <InsetText>
            <p class="govuk-body">{happened}</p>
            {open}
        </InsetText>
    };
    Some(inset.into_any())
}

fn facts(app: &App, one: &One, lang: Lang) -> Vec<SummaryRow> {
    let message = &one.message;
    let time = |at| format::date_time(lang, at);
    let code = message.dossier_code.clone();
    let mut rows = vec![match one.of_dossier {
        true => {
            let href = OfficeMessages { code: code.clone() }.url();
            SummaryRow::new(
                texts::dossier(lang),
                view! { <a class="govuk-link" href=href>{code}</a> },
            )
        }
        false => SummaryRow::new(texts::dossier(lang), texts::draft(lang)),
    }];
    let agency = message.agency.parse().map_or_else(
        |_| message.agency.clone(),
        |agency| app.desk.reference.agency_name(&agency, lang),
    );
    rows.push(SummaryRow::new(texts::agency(lang), agency));
    if !message.owner.is_empty() {
        rows.push(SummaryRow::new(
            texts::owner(lang),
            role_name(app, &message.owner, lang),
        ));
    }
    if !message.step.is_empty() {
        rows.push(SummaryRow::new(texts::step(lang), step_name(app, message, lang)));
    }
    let times = [
        (texts::created(lang), Some(message.created_at)),
        (texts::sent(lang), message.sent_at),
        (texts::acknowledged(lang), message.acknowledged_at),
        (texts::answered(lang), message.answered_at),
        (
            texts::overdue(lang),
            message.state.is_open().then_some(message.overdue_at),
        ),
    ];
    for (name, at) in times {
        rows.extend(at.map(|at| SummaryRow::new(name, time(at))));
    }
    if message.state.is_open() {
        let next = words::next_try(lang, message).unwrap_or_else(|| texts::nobody_tries(lang).to_owned());
        rows.push(SummaryRow::new(texts::next(lang), next));
    }
    let attempts = u64::try_from(message.attempts).unwrap_or_default();
    rows.push(SummaryRow::new(texts::attempts(lang), number(lang, attempts)));
    let reference = message.reference.clone();
    rows.extend(reference.map(|reference| SummaryRow::new(texts::reference(lang), reference)));
    if let Some(note) = &message.note {
        let who = message.note_by.as_deref().unwrap_or_default();
        rows.push(SummaryRow::new(texts::note(lang), texts::note_by(lang, note, who)));
    }
    rows
}

/// The step that waits, by its name in the newest version of the procedure.
fn step_name(app: &App, message: &Message, lang: Lang) -> String {
    let all = app
        .desk
        .catalogue
        .all_current(motcua_domain::calendar::vietnam_date(app.desk.now()));
    let procedure = all.iter().find(|procedure| {
        procedure.national_code.as_deref() == Some(message.purpose.as_str())
            || procedure.id == ProcedureId::from(message.purpose.as_str())
    });
    let name = procedure.map(|procedure| crate::officer::words::step_name(lang, procedure, &message.step));
    name.unwrap_or_else(|| message.step.clone())
}

fn headers(message: &Message, lang: Lang) -> Vec<SummaryRow> {
    let headers = &message.headers;
    let latency = message
        .latency_ms
        .map(|milliseconds| texts::latency(lang, milliseconds));
    let rows = [
        ("X-Road-Id", Some(headers.id.to_string())),
        ("X-Road-Client", headers.client.clone()),
        ("X-Road-Service", headers.service.clone()),
        ("X-Road-Request-Hash", headers.request_hash.clone()),
        (texts::signature(lang), headers.signature.clone()),
        (texts::reply_hash(lang), headers.reply_hash.clone()),
        (texts::reply_signature(lang), headers.reply_signature.clone()),
        (motcua_texts::watch::column::latency(lang), latency),
    ];
    rows.into_iter()
        .filter_map(|(name, value)| Some(SummaryRow::new(name, value?)))
        .collect()
}

fn form(message: &Message, inputs: &Inputs, faults: &[FieldError], lang: Lang) -> AnyView {
    let options = vec![
        Choice::new("retry", acts::retry(lang)).hint(acts::retry_hint(lang)),
        Choice::new("resend", acts::resend(lang)).hint(acts::resend_hint(lang)),
        Choice::new("discard", acts::discard(lang)).hint(acts::discard_hint(lang)),
    ];
    let action = MessagePage {
        id: message.id.to_string(),
    }
    .url();
    let fault = |name: &str| crate::officer::reasons::fault(faults, name);
    view! {
        <h2 class="govuk-heading-m">{acts::title(lang)}</h2>
        <form class="mc-measure" method="post" action=action novalidate>
            <Radios
                name="act"
                legend=acts::which(lang)
                options=options
                value=inputs.get("act").to_owned()
                error=fault("act")
                small=true
            />
            <Textarea
                name="reason"
                label=acts::reason(lang)
                hint=acts::reason_hint(lang)
                value=inputs.get("reason").to_owned()
                error=fault("reason")
                rows=3
            />
            <Button text=acts::button(lang) />
        </form>
    }
    .into_any()
}

/// Intervenes.
pub(in crate::officer) async fn intervene(
    Shared(app): Shared<App>,
    SignedInOfficer(officer, visitor): SignedInOfficer,
    Path(id): Path<Uuid>,
    jar: CookieJar,
    inputs: Inputs,
) -> PageResult {
    let lang = visitor.lang;
    // First of all: whoever may not see it is told of no field.
    let one = one(&app.desk, &officer, id).await?;
    let what = match inputs.get("act") {
        "retry" => Some((Intervention::Retry, acts::done_retry(lang))),
        "resend" => Some((Intervention::Resend, acts::done_resend(lang))),
        "discard" => Some((Intervention::Discard, acts::done_discard(lang))),
        "" => None,
        _ => return Err(Halt::BadRequest),
    };
    let reason = inputs.get("reason").trim();
    let (Some((what, done)), false) = (what, reason.is_empty()) else {
        let mut faults = Vec::new();
        if what.is_none() {
            faults.push(FieldError::new("act", acts::which_missing(lang)));
        }
        if reason.is_empty() {
            faults.push(FieldError::new("reason", acts::reason_missing(lang)));
        }
        return Ok(render(&app, &visitor, &one, &inputs, &faults));
    };
    let said = match act::intervene(&app.desk, &officer, id, what, reason).await {
        Ok(()) => (BannerKind::Success, done),
        Err(Error::Refused(refusal)) => match refusal.why {
            Why::NotTheirRole => (BannerKind::Important, acts::not_yours(lang)),
            Why::NotNow => (BannerKind::Important, acts::not_now(lang)),
            _ => return Err(Error::Refused(refusal).into()),
        },
        Err(error) => return Err(error.into()),
    };
    let url = MessagePage { id: id.to_string() }.url();
    Ok(see_other(&app, jar, &url, Some(said)))
}
