//! A register answered late and holds several records that fit: the officer compares them and says which one is meant.

use axum::extract::{Path, State};
use axum::response::Response;
use axum_extra::extract::CookieJar;
use leptos::prelude::*;
use motcua_casework::error::Error;
use motcua_casework::officer::{Opened, choose_record, open};
use motcua_domain::facts::{Fact, Record, Reply};
use motcua_domain::form::plain;
use motcua_domain::procedure::{Field, Prefill};
use motcua_domain::reference::Lists;
use motcua_texts::Lang;
use motcua_texts::officer::{choose as texts, declaration, leave};

use super::reasons::{Again, fault};
use super::{refused, seen};
use crate::components::{
    BannerKind, Button, Choice, ErrorSummary, FieldError, InsetText, PageHeading, Radios, SummaryList, SummaryRow,
};
use crate::render::{Page, page};
use crate::urls::{OfficeChoose, OfficeDossier, Queues};
use crate::web::{App, Inputs, PageResult, SignedInOfficer, Visitor, see_other};

/// What stands above a dossier while a record is to be chosen, or where a register contradicts what it was asked.
pub(super) fn note(opened: &Opened, lang: Lang) -> Option<AnyView> {
    let dossier = &opened.case.dossier;
    if dossier.outcome.is_some() {
        return None;
    }
    let lines: Vec<AnyView> = dossier
        .application
        .facts
        .iter()
        .filter_map(|(_, fact)| {
            let register = fact.register.name(lang);
            let line = match &fact.reply {
                Reply::Several { records } => texts::note(lang, records.len(), register),
                Reply::Mismatch { .. } => texts::mismatch(lang, register),
                _ => return None,
            };
            Some(view! { <p class="govuk-body">{line}</p> }.into_any())
        })
        .collect();
    (!lines.is_empty()).then(|| view! { <InsetText>{lines}</InsetText> }.into_any())
}

fn several(fact: &Fact) -> Option<&[Record]> {
    match &fact.reply {
        Reply::Several { records } => Some(records),
        _ => None,
    }
}

/// Shows the records.
pub(super) async fn show(
    State(app): State<App>,
    SignedInOfficer(officer, visitor): SignedInOfficer,
    Path((code, fact)): Path<(String, String)>,
) -> PageResult {
    let opened = open(&app.desk, &officer, &code).await?;
    form(&app, &visitor, &opened, &fact, &Again::default())
}

/// The fields of the form that the fact fills in, each with the name it has in a record.
fn fields<'p>(opened: &'p Opened, fact: &str) -> Vec<(&'p Field, String)> {
    let sections = opened.case.procedure.form.sections.iter();
    let all = sections.flat_map(|section| &section.fields);
    all.filter_map(|field| {
        field.prefill.iter().find_map(|prefill| match prefill {
            Prefill::Fact(path) => {
                let (name, key) = path.split_once('.')?;
                (name == fact).then(|| (field, key.to_owned()))
            }
            Prefill::Expr(_) | Prefill::Serving(_) => None,
        })
    })
    .collect()
}

fn form(app: &App, visitor: &Visitor, opened: &Opened, name: &str, again: &Again) -> PageResult {
    let lang = visitor.lang;
    let application = &opened.case.dossier.application;
    let procedure = &opened.case.procedure;
    let fact = application.facts.get(name).ok_or(Error::NotFound)?;
    let records = several(fact).ok_or(Error::NotFound)?;
    let lists: &dyn Lists = app.desk.reference.as_ref();
    let fields = fields(opened, name);
    let code = application.code.to_string();
    let back = OfficeDossier { code: code.clone() }.url();
    let about = Page::officer(texts::title(lang))
        .section(Queues::ROUTE)
        .status(again.status())
        .with_errors(again.is_some())
        .back(back.clone(), leave::cancel(lang));
    let caption = format!("{code} · {}", application.subject);
    let lead = texts::note(lang, records.len(), fact.register.name(lang));
    let options: Vec<Choice> = (0..records.len())
        .map(|index| Choice::new(index.to_string(), texts::record(lang, index + 1)))
        .collect();
    let action = OfficeChoose {
        code,
        fact: name.to_owned(),
    }
    .url();
    let seen = opened.case.dossier.seq.to_string();
    let response: Response = page(visitor.context(), &about, || {
        let shown: Vec<AnyView> = records
            .iter()
            .enumerate()
            .map(|(index, record)| {
                let heading = texts::record(lang, index + 1);
                let rows: Vec<SummaryRow> = fields
                    .iter()
                    .filter_map(|(field, key)| {
                        let value = plain(record.get(key)?, lists, lang);
                        Some(SummaryRow::new(field.label.get(lang), value))
                    })
                    .collect();
                view! {
                    <h2 class="govuk-heading-s">{heading}</h2>
                    <SummaryList rows=rows dense=true />
                }
                .into_any()
            })
            .collect();
        let declared: Vec<SummaryRow> = fields
            .iter()
            .filter_map(|(field, _)| {
                let compared = opened.compare(&field.id, lists, lang);
                (!compared.declared.is_empty()).then(|| SummaryRow::new(field.label.get(lang), compared.declared))
            })
            .collect();
        let declared = (!declared.is_empty()).then(|| {
            view! {
                <h2 class="govuk-heading-s">{declaration::declared(lang)}</h2>
                <SummaryList rows=declared dense=true />
            }
        });
        view! {
            {again.notice(back, procedure, lang)}
            <ErrorSummary errors=again.faults.clone() />
            <PageHeading text=texts::title(lang) caption=caption />
            <p class="govuk-body">{lead}</p>
            <p class="govuk-body">{texts::lead(lang)}</p>
            {declared}
            {shown}
            <form class="mc-measure" method="post" action=action novalidate>
                <input type="hidden" name="seen" value=seen />
                <Radios
                    name="record"
                    legend=texts::legend(lang)
                    options=options
                    error=fault(&again.faults, "record")
                    small=true
                />
                <Button text=texts::button(lang) />
            </form>
        }
    });
    Ok(response)
}

/// Notes which record is meant.
pub(super) async fn choose(
    State(app): State<App>,
    SignedInOfficer(officer, visitor): SignedInOfficer,
    Path((code, fact)): Path<(String, String)>,
    jar: CookieJar,
    inputs: Inputs,
) -> PageResult {
    let seen = seen(&inputs)?;
    let Ok(record) = inputs.get("record").parse::<usize>() else {
        let opened = open(&app.desk, &officer, &code).await?;
        let missing = FieldError::new("record", texts::missing(visitor.lang));
        return form(&app, &visitor, &opened, &fact, &Again::faulty(vec![missing]));
    };
    match choose_record(&app.desk, &officer, &code, seen, fact, record).await {
        Ok(()) => {
            let said = texts::done(visitor.lang);
            let url = OfficeDossier { code }.url();
            Ok(see_other(&app, jar, &url, Some((BannerKind::Success, said))))
        }
        Err(Error::Refused(refusal)) => refused::show(&app, &visitor, &code, refusal).await,
        Err(error) => Err(error.into()),
    }
}
