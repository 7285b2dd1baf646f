//! Tells the applicant by mail what happened, what to do and by when, in both languages. The subject holds the code and
//! the procedure and nothing else; no part of the mail names the child or repeats what an officer wrote.

use std::borrow::Cow;

use askama::Template;
use chrono::{DateTime, Utc};
use motcua_domain::calendar::vietnam_time;
use motcua_domain::dossier::{Dossier, Milestone, SupplementItem};
use motcua_domain::text::Lang;
use motcua_texts::mail as texts;

use super::mail::{Mail, Mailer};
use crate::case::Case;
use crate::desk::Desk;
use crate::outbox::{Job, JobError};

/// Sends the mail of a milestone; nothing if the applicant gave no address.
pub(super) async fn notify(
    desk: &Desk,
    mailer: &Mailer,
    case: &Case,
    milestone: Milestone,
    job: &Job,
) -> Result<(), JobError> {
    let Some(to) = case.dossier.application.email.clone() else {
        return Ok(());
    };
    let mail = compose(desk, case, milestone, to, job).map_err(|error| JobError::Permanent(error.to_string()))?;
    mailer.send(&mail).await
}

/// What a mail says in one language.
struct Part {
    lang: &'static str,
    greeting: &'static str,
    happened: Cow<'static, str>,
    rows: Vec<Row>,
    asked_for_label: &'static str,
    asked_for: Vec<String>,
    to_do_label: &'static str,
    to_do: &'static str,
    open: &'static str,
    no_answer: &'static str,
}

struct Row {
    label: Cow<'static, str>,
    value: String,
}

#[derive(Template)]
#[template(path = "milestone.txt")]
struct PlainText<'m> {
    parts: &'m [Part],
    url: &'m str,
}

#[derive(Template)]
#[template(path = "milestone.html")]
struct Html<'m> {
    subject: &'m str,
    code: &'m str,
    parts: &'m [Part],
    url: &'m str,
}

fn compose(desk: &Desk, case: &Case, milestone: Milestone, to: String, job: &Job) -> Result<Mail, askama::Error> {
    let parts = Lang::ALL.map(|lang| part(desk, case, milestone, lang));
    mail(desk, case, &parts, to, job)
}

/// One mail about several things that happened to a linked group and its parts within minutes.
pub(super) async fn notify_of_all(
    desk: &Desk,
    mailer: &Mailer,
    group: &Case,
    news: &[(&Case, Milestone)],
    job: &Job,
) -> Result<(), JobError> {
    let Some(to) = group.dossier.application.email.clone() else {
        return Ok(());
    };
    let parts = Lang::ALL.map(|lang| digest(group, news, lang));
    let mail = mail(desk, group, &parts, to, job).map_err(|error| JobError::Permanent(error.to_string()))?;
    mailer.send(&mail).await
}

/// Everything that happened, a line each. What is asked for counts for more than what is only told.
fn digest(group: &Case, news: &[(&Case, Milestone)], lang: Lang) -> Part {
    let line = |(case, milestone): &(&Case, Milestone)| Row {
        label: case.procedure.short_name().get(lang).to_owned().into(),
        value: sentences(*milestone, lang).0.to_owned(),
    };
    let code = Row {
        label: texts::label::code(lang).into(),
        value: group.dossier.application.code.to_string(),
    };
    let asks = news
        .iter()
        .find(|(_, milestone)| *milestone == Milestone::SupplementRequested);
    let to_do = asks.or(news.last()).map(|(_, milestone)| sentences(*milestone, lang).1);
    Part {
        lang: lang.as_str(),
        greeting: texts::greeting(lang),
        happened: texts::digest::happened(lang, u64::try_from(news.len()).unwrap_or_default()).into(),
        rows: std::iter::once(code).chain(news.iter().map(line)).collect(),
        asked_for_label: texts::asked_for(lang),
        asked_for: asks.map(|(case, _)| asked_for(case, lang)).unwrap_or_default(),
        to_do_label: texts::to_do(lang),
        to_do: to_do.unwrap_or_default(),
        open: texts::open(lang),
        no_answer: texts::no_answer(lang),
    }
}

fn mail(desk: &Desk, case: &Case, parts: &[Part], to: String, job: &Job) -> Result<Mail, askama::Error> {
    let code = case.dossier.application.code.as_str();
    let name = case.procedure.short_name();
    let subject = if name.vi == name.en {
        format!("{code}: {}", name.vi)
    } else {
        format!("{code}: {} / {}", name.vi, name.en)
    };
    let url = format!("{}/dossiers/{code}", desk.base_url);
    Ok(Mail {
        to,
        text: PlainText { parts, url: &url }.render()?,
        html: Html {
            subject: &subject,
            code,
            parts,
            url: &url,
        }
        .render()?,
        subject,
        // The key of a job never changes and is never used again.
        id: job.key.replace('/', "."),
        at: desk.now(),
    })
}

fn part(desk: &Desk, case: &Case, milestone: Milestone, lang: Lang) -> Part {
    let application = &case.dossier.application;
    let (happened, to_do) = sentences(milestone, lang);
    let mut rows = vec![
        Row {
            label: texts::label::code(lang).into(),
            value: application.code.to_string(),
        },
        Row {
            label: texts::label::procedure(lang).into(),
            value: case.procedure.name.get(lang).to_owned(),
        },
        Row {
            label: texts::label::agency(lang).into(),
            value: desk.reference.agency_name(&application.competent, lang),
        },
    ];
    rows.extend(deadline(&case.dossier, milestone, lang));
    Part {
        lang: lang.as_str(),
        greeting: texts::greeting(lang),
        happened: happened.into(),
        rows,
        asked_for_label: texts::asked_for(lang),
        asked_for: if milestone == Milestone::SupplementRequested {
            asked_for(case, lang)
        } else {
            Vec::new()
        },
        to_do_label: texts::to_do(lang),
        to_do,
        open: texts::open(lang),
        no_answer: texts::no_answer(lang),
    }
}

/// What happened, and what there is to do.
fn sentences(milestone: Milestone, lang: Lang) -> (&'static str, &'static str) {
    macro_rules! of {
        ($milestone:ident) => {
            (texts::$milestone::happened(lang), texts::$milestone::to_do(lang))
        };
    }
    match milestone {
        Milestone::Submitted => of!(submitted),
        Milestone::Accepted => of!(accepted),
        Milestone::SupplementRequested => of!(supplement_requested),
        Milestone::PaymentRequested => of!(payment_requested),
        Milestone::Supplemented => of!(supplemented),
        Milestone::ResultReady => of!(result_ready),
        Milestone::Rejected => of!(rejected),
        Milestone::NotEligible => of!(not_eligible),
        Milestone::Extended => of!(extended),
        Milestone::Stopped => of!(stopped),
        Milestone::WithdrawalRequested => of!(withdrawal_requested),
        Milestone::Withdrawn => of!(withdrawn),
        Milestone::GroupCompleted => of!(group_completed),
        Milestone::GroupPartlyCompleted => of!(group_partly_completed),
        Milestone::Silent => of!(silent),
    }
}

/// The time that matters. A mail that leaves late says what holds by then, or nothing if no time matters any more.
fn deadline(dossier: &Dossier, milestone: Milestone, lang: Lang) -> Option<Row> {
    let row = |label: &'static str, at| Row {
        label: label.into(),
        value: moment(at, lang),
    };
    let answer = |at| row(texts::label::answer(lang), at);
    let promise = |at| row(texts::label::promise(lang), at);
    match milestone {
        Milestone::Submitted => Some(answer(dossier.answer_due)),
        Milestone::Accepted | Milestone::Extended => dossier.clock.as_ref().map(|clock| promise(clock.due)),
        // Supplemented before it was accepted, an answer is owed, not yet a result.
        Milestone::Supplemented if dossier.clock.is_none() => dossier.next_due().map(answer),
        Milestone::Supplemented => dossier.next_due().map(promise),
        Milestone::SupplementRequested => dossier
            .supplement
            .as_ref()
            .map(|asked| row(texts::label::deadline(lang), asked.until)),
        Milestone::PaymentRequested
        | Milestone::ResultReady
        | Milestone::Rejected
        | Milestone::NotEligible
        | Milestone::Stopped
        | Milestone::WithdrawalRequested
        | Milestone::Withdrawn
        | Milestone::GroupCompleted
        | Milestone::GroupPartlyCompleted
        | Milestone::Silent => None,
    }
}

/// The documents and fields asked for, by the names of the definition; notes of officers may name people.
fn asked_for(case: &Case, lang: Lang) -> Vec<String> {
    let items = case
        .dossier
        .supplement
        .as_ref()
        .map(|asked| asked.items.as_slice())
        .unwrap_or_default();
    let name = |item: &SupplementItem| match item {
        SupplementItem::Document { id, .. } => {
            let known = case.procedure.documents.iter().find(|document| document.id == *id)?;
            Some(known.name.get(lang).to_owned())
        }
        SupplementItem::Field { id, .. } => Some(case.procedure.form.field(id)?.label.get(lang).to_owned()),
    };
    items.iter().filter_map(name).collect()
}

/// A moment by Vietnam's clock, in words.
fn moment(at: DateTime<Utc>, lang: Lang) -> String {
    let local = vietnam_time(at);
    let date = match lang {
        Lang::Vi => local.format("%d/%m/%Y"),
        Lang::En => local.format("%-d %B %Y"),
    };
    texts::moment(lang, date, local.format("%H:%M"))
}
