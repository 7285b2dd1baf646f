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
use motcua_texts::Lang;
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
    let heading = heading(way, lang);
    let about = Page::officer(heading.clone())
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
            <PageHeading text=heading caption=caption />
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

/// What the officer is about to do. The label of a refusal may name its ground alone: the heading names the act as well.
fn heading(way: &ExitDef, lang: Lang) -> String {
    let label = way.label.get(lang);
    let names_act = label.to_lowercase().starts_with(texts::refusing(lang));
    if way.to == Exit::End(Outcome::NotEligible) && !names_act {
        let mut letters = label.chars();
        let first = letters.next().map(char::to_lowercase);
        let ground: String = first.into_iter().flatten().chain(letters).collect();
        return texts::refuse(lang, ground);
    }
    texts::confirm(lang, label)
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

#[cfg(test)]
mod tests {
    use super::*;
    use motcua_domain::text::Text;

    #[test]
    fn a_refusal_names_the_act() {
        let way = |vi: &str, en: &str, to| ExitDef {
            id: "refuse".to_owned(),
            label: Text {
                vi: vi.to_owned(),
                en: en.to_owned(),
            },
            to,
            reason: true,
        };
        let said = |way: &ExitDef| [heading(way, Lang::Vi), heading(way, Lang::En)];
        let no = Exit::End(Outcome::NotEligible);
        assert_eq!(
            said(&way("Không đủ điều kiện", "Not eligible", no.clone())),
            ["Từ chối giải quyết: không đủ điều kiện", "Refuse: not eligible"]
        );
        assert_eq!(
            said(&way("Từ chối cấp thẻ", "Refuse the card", no)),
            ["Bạn sắp: Từ chối cấp thẻ", "You are about to: Refuse the card"]
        );
    }
}
