//! What to have at hand for a procedure, as a list to print or to save: boxes to tick, no button.

use axum::extract::{Path, State};
use leptos::prelude::*;
use motcua_casework::error::Error;
use motcua_domain::calendar::vietnam_date;
use motcua_domain::condition::Expr;
use motcua_domain::procedure::{DocumentDef, ProcedureId, Required};
use motcua_texts::citizen::checklist as texts;

use super::conditions::in_words;
use super::{lists, presences};
use crate::components::{InsetText, PageHeading, SummaryList, SummaryRow};
use crate::format;
use crate::render::{Page, page};
use crate::urls;
use crate::web::{App, PageResult, Visitor};

/// Shows it.
pub(crate) async fn show(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> PageResult {
    let lang = visitor.lang;
    let now = app.desk.now();
    let id = ProcedureId::from(id.as_str());
    let procedure = app
        .desk
        .catalogue
        .current(&id, vietnam_date(now))
        .ok_or(Error::NotFound)?;
    let reference = app.desk.reference.as_ref();
    let presences = presences(reference, &procedure, None, lang);
    let name = procedure.name.get(lang).to_owned();
    let back = urls::Procedure {
        id: procedure.id.to_string(),
    }
    .url();
    let address = format!("{}{back}", app.desk.base_url);
    let said = |when: &Expr| in_words(&procedure, reference, when, lang);
    let line = |document: &DocumentDef| {
        let mut notes = vec![lists::on_paper(document, lang)];
        match &document.required {
            Required::When(when) => {
                notes.extend(said(when).map(|case| texts::if_so(lang, case)));
            }
            Required::Fixed(false) => notes.push(texts::if_you_have(lang).to_owned()),
            Required::Fixed(true) => {}
        }
        if !document.substitutable_by.is_empty() {
            notes.push(texts::held(lang).to_owned());
        }
        (document.name.get(lang).to_owned(), notes)
    };
    let papers: Vec<(String, Vec<String>)> = procedure.documents.iter().map(line).collect();
    let questions: Vec<String> = procedure
        .form
        .sections
        .iter()
        .map(|section| section.title.get(lang).to_owned())
        .collect();
    let printed = texts::printed(lang, address, format::date(vietnam_date(now)));
    let about = Page::citizen(texts::title(lang))
        .section(urls::Procedures::ROUTE)
        .back(back, texts::back(lang));
    Ok(page(visitor.context(), &about, || {
        let rows = vec![
            SummaryRow::new(texts::office(lang), procedure.authority.get(lang).to_owned()),
            SummaryRow::new(texts::time(lang), lists::how_long(&procedure, lang)),
            SummaryRow::new(texts::fee(lang), lists::how_much(&procedure, lang)),
        ];
        let box_of = |text: String, notes: Vec<String>| {
            let note = |note| view! { <div class="govuk-hint mc-aside">{note}</div> };
            let notes = notes.into_iter().map(note).collect_view();
            view! { <li class="mc-tick"><span class="mc-tick__box" aria-hidden="true">"☐"</span><div>{text}{notes}</div></li> }
        };
        let sign_in = box_of(texts::account(lang).to_owned(), Vec::new());
        let papers = papers
            .into_iter()
            .map(|(name, notes)| box_of(name, notes))
            .collect_view();
        let questions = questions
            .into_iter()
            .map(|title| view! { <li>{title}</li> })
            .collect_view();
        let come = (!presences.is_empty()).then(|| {
            let items = presences
                .into_iter()
                .map(|text| box_of(text, Vec::new()))
                .collect_view();
            view! {
                <h2 class="govuk-heading-m">{texts::come(lang)}</h2>
                <ul class="govuk-list govuk-list--spaced">{items}</ul>
            }
        });
        let no_papers = procedure
            .documents
            .is_empty()
            .then(|| view! { <li>{texts::no_papers(lang)}</li> });
        view! {
            <div class="mc-measure">
                <PageHeading text=texts::title(lang) caption=name />
                <div class="mc-screen-only">
                    <InsetText>{texts::how(lang)}</InsetText>
                </div>
                <h2 class="govuk-heading-m">{texts::papers(lang)}</h2>
                <ul class="govuk-list govuk-list--spaced">{sign_in}{papers}{no_papers}</ul>
                {come}
                <h2 class="govuk-heading-m">{texts::questions(lang)}</h2>
                <ul class="govuk-list govuk-list--bullet">{questions}</ul>
                <h2 class="govuk-heading-m">{texts::to_know(lang)}</h2>
                <SummaryList rows=rows />
                <p class="govuk-body-s govuk-!-text-break-word">{printed}</p>
            </div>
        }
    }))
}
