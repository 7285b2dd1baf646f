//! Leaving a step by one of its ways out: at once, or with a reason.

use axum::extract::{Path, State};
use axum::response::Response;
use axum_extra::extract::CookieJar;
use leptos::prelude::*;
use motcua_casework::case::Case;
use motcua_casework::error::Error;
use motcua_casework::officer::{Leaving, Opened, leave as leave_step, open};
use motcua_casework::reference::ReasonFor;
use motcua_domain::dossier::Outcome;
use motcua_domain::procedure::{Exit, ExitDef, Procedure};
use motcua_texts::officer::{leave as texts, offers};

use super::reasons::{Again, Asked, Given};
use super::{actions, refused, seen, words};
use crate::components::{BannerKind, Button, ErrorSummary, PageHeading, WarningText};
use crate::render::{Page, page};
use crate::urls::{OfficeDossier, OfficeLeave, Queues};
use crate::web::{App, Inputs, PageResult, SignedInOfficer, Visitor, see_other};

/// The reasons that fit a way out.
fn act(way: &ExitDef) -> Option<ReasonFor> {
    match &way.to {
        Exit::End(Outcome::Rejected) => Some(ReasonFor::Rejection),
        Exit::End(Outcome::NotEligible) | Exit::Onward => Some(ReasonFor::NotEligible),
        Exit::End(Outcome::Stopped) => Some(ReasonFor::Stop),
        Exit::End(Outcome::Completed | Outcome::Withdrawn | Outcome::PartiallyCompleted) => None,
        Exit::Back(_) => Some(ReasonFor::Return),
    }
}

fn asked<'a>(way: &ExitDef, procedure: &'a Procedure) -> Asked<'a> {
    let ends = matches!(way.to, Exit::End(_));
    Asked {
        act: act(way),
        procedure,
        legal: ends,
        outward: ends,
    }
}

/// Asks for the reason.
pub(super) async fn show(
    State(app): State<App>,
    SignedInOfficer(officer, visitor): SignedInOfficer,
    Path((code, step, exit)): Path<(String, String, String)>,
) -> PageResult {
    let opened = open(&app.desk, &officer, &code).await?;
    form(
        &app,
        &visitor,
        &opened,
        &step,
        &exit,
        &Given::default(),
        &Again::default(),
    )
}

fn form(
    app: &App,
    visitor: &Visitor,
    opened: &Opened,
    step: &str,
    exit: &str,
    given: &Given,
    again: &Again,
) -> PageResult {
    let lang = visitor.lang;
    let procedure = &opened.case.procedure;
    let way = words::exit(procedure, step, exit).ok_or(Error::NotFound)?;
    let code = opened.case.dossier.application.code.to_string();
    let back = OfficeDossier { code: code.clone() }.url();
    let label = way.label.get(lang).to_owned();
    let about = Page::officer(label.clone())
        .section(Queues::ROUTE)
        .status(again.status())
        .with_errors(again.is_some())
        .back(back.clone(), texts::cancel(lang));
    let action = OfficeLeave {
        code: code.clone(),
        step: step.to_owned(),
        exit: exit.to_owned(),
    }
    .url();
    let caption = format!("{code} · {}", opened.case.dossier.application.subject);
    let response: Response = page(visitor.context(), &about, || {
        let fields = way
            .reason
            .then(|| given.fields(&app.desk, asked(way, procedure), &again.faults, lang));
        let warning = matches!(way.to, Exit::End(_)).then(|| view! { <WarningText text=texts::ends(lang) /> });
        let seen = opened.case.dossier.seq.to_string();
        view! {
            {again.notice(back, procedure, lang)}
            <ErrorSummary errors=again.faults.clone() />
            <PageHeading text=texts::confirm(lang, &label) caption=caption />
            {warning}
            <form class="mc-measure" method="post" action=action novalidate>
                <input type="hidden" name="seen" value=seen />
                {fields}
                <Button text=label kind=actions::kind(way) />
            </form>
        }
    });
    Ok(response)
}

/// Leaves the step.
pub(super) async fn leave(
    State(app): State<App>,
    SignedInOfficer(officer, visitor): SignedInOfficer,
    Path((code, step, exit)): Path<(String, String, String)>,
    jar: CookieJar,
    inputs: Inputs,
) -> PageResult {
    let lang = visitor.lang;
    let seen = seen(&inputs)?;
    let case = Case::by_code(&app.desk, &code).await?;
    let way = words::exit(&case.procedure, &step, &exit).ok_or(Error::NotFound)?;
    let given = Given::of(&inputs);
    let (reason, legal) = if way.reason {
        match given.read(&app.desk, asked(way, &case.procedure), lang) {
            Ok((reason, legal)) => (Some(reason), legal),
            Err(faults) => {
                let opened = open(&app.desk, &officer, &code).await?;
                return form(&app, &visitor, &opened, &step, &exit, &given, &Again::faulty(faults));
            }
        }
    } else {
        (None, None)
    };
    let leaving = Leaving {
        step: step.clone(),
        exit: exit.clone(),
        reason,
        legal,
    };
    match leave_step(&app.desk, &officer, &code, seen, leaving).await {
        Ok(()) => {
            let said = offers::done(lang, way.label.get(lang));
            let url = OfficeDossier { code }.url();
            Ok(see_other(&app, jar, &url, Some((BannerKind::Success, &said))))
        }
        Err(Error::Refused(refusal)) if way.reason => {
            let opened = open(&app.desk, &officer, &code).await?;
            form(
                &app,
                &visitor,
                &opened,
                &step,
                &exit,
                &given,
                &Again::refused(refusal.why),
            )
        }
        Err(Error::Refused(refusal)) => refused::show(&app, &visitor, &code, refusal).await,
        Err(error) => Err(error.into()),
    }
}
