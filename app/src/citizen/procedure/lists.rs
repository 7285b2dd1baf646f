//! The parts of a procedure as lists: results, time, fees, conditions, documents, law. What is not certain is said to be so.

use leptos::prelude::*;
use motcua_domain::dossier::Channel;
use motcua_domain::procedure::{
    DocumentDef, DocumentForm, FeeDef, FeeKind, OnlineLevel, Procedure, Reduction, Required,
};
use motcua_texts::Lang;
use motcua_texts::citizen::procedure as texts;

use super::{folded, limit_words};
use crate::citizen::apply::{kind_words, money};
use crate::components::{Tag, Tone};
use crate::format;

/// What the applicant gets.
pub(super) fn results(procedure: &Procedure, lang: Lang) -> AnyView {
    let name = |result: &motcua_domain::procedure::ResultDef| {
        let unsure = unsure(procedure, &format!("results.{}", result.id), lang);
        view! { <li>{result.name.get(lang).to_owned()}{unsure}</li> }
    };
    let items = procedure.results.iter().map(name).collect_view();
    if procedure.results.is_empty() {
        return view! { {texts::results_of_parts(lang)} }.into_any();
    }
    view! { <ul class="govuk-list govuk-!-margin-bottom-0">{items}</ul> }.into_any()
}

/// Said beside what a legal officer must still confirm.
fn unsure(procedure: &Procedure, place: &str, lang: Lang) -> Option<AnyView> {
    procedure
        .is_unsure(place)
        .then(|| view! { <br /><span class="govuk-hint">{texts::unsure(lang)}</span> }.into_any())
}

/// How long it takes, and in which cases longer.
pub(super) fn how_long(procedure: &Procedure, lang: Lang) -> AnyView {
    let time = &procedure.time_limit;
    let note = time.note.as_ref().map(|note| note.get(lang).to_owned());
    let longer = time
        .longer
        .iter()
        .map(|longer| {
            let said = texts::longer(lang, limit_words(longer.limit, lang), longer.why.get(lang));
            view! { <p class="govuk-body-s govuk-!-margin-bottom-0">{said}</p> }
        })
        .collect_view();
    view! {
        <strong>{limit_words(time.limit, lang)}</strong>
        {unsure(procedure, "time_limit", lang)}
        {longer}
        {note.map(|note| view! { <p class="govuk-body-s govuk-!-margin-bottom-0">{note}</p> })}
    }
    .into_any()
}

/// What it costs.
pub(super) fn how_much(procedure: &Procedure, lang: Lang) -> AnyView {
    if procedure.fees.is_empty() {
        return view! { <strong>{texts::free(lang)}</strong> }.into_any();
    }
    let lines = procedure
        .fees
        .iter()
        .map(|fee| fee_line(procedure, fee, lang))
        .collect_view();
    let unsure = all_unsure(procedure).then(|| {
        view! { <span class="govuk-hint">{texts::unsure(lang)}</span> }
    });
    view! { <ul class="govuk-list govuk-!-margin-bottom-0">{lines}</ul>{unsure} }.into_any()
}

/// Whether no fee is certain: then it is said once.
fn all_unsure(procedure: &Procedure) -> bool {
    let unsure = |fee: &FeeDef| procedure.is_unsure(&format!("fees.{}", fee.id));
    procedure.fees.iter().all(unsure)
}

fn fee_line(procedure: &Procedure, fee: &FeeDef, lang: Lang) -> AnyView {
    let amount = match (fee.amount.fixed(), &fee.per) {
        (None, _) => texts::fee_reckoned(lang).to_owned(),
        (Some(amount), None) => money(lang, amount),
        (Some(amount), Some(per)) => format!("{} / {}", money(lang, amount), per.get(lang)),
    };
    // Charges and fees say in their names what they are.
    let mut notes = Vec::new();
    if matches!(fee.kind, FeeKind::Price | FeeKind::Tax) {
        notes.push(kind_words(lang, fee.kind).to_owned());
    }
    if fee.estimate {
        notes.push(texts::fee_estimate(lang).to_owned());
    }
    let notes = (!notes.is_empty()).then(|| {
        let notes = notes.join("; ");
        view! { <br /><span class="govuk-hint">{notes}</span> }
    });
    let less = fee
        .reductions
        .iter()
        .map(|less| reduction(less, lang))
        .collect::<Vec<_>>();
    let less = less
        .into_iter()
        .map(|less| view! { <br /><span class="govuk-hint">{less}</span> })
        .collect_view();
    let unsure = unsure(procedure, &format!("fees.{}", fee.id), lang).filter(|_| !all_unsure(procedure));
    let name = fee.name.get(lang).to_owned();
    view! {
        <li>
            {name}": "<strong>{amount}</strong>{notes}{less}{unsure}
        </li>
    }
    .into_any()
}

/// A reduction with its way and its dates.
fn reduction(less: &Reduction, lang: Lang) -> String {
    let name = less.name.get(lang);
    let said = match less.amount {
        Some(amount) => format!("{name} ({})", money(lang, amount)),
        None if less.percent == 100 => format!("{name} ({})", texts::exempt(lang)),
        None => format!("{name} (−{}%)", less.percent),
    };
    match (less.valid_from, less.valid_to) {
        (_, Some(to)) => format!("{said}, {}", texts::until(lang, format::date(to))),
        (Some(from), None) => format!("{said}, {}", texts::since(lang, format::date(from))),
        (None, None) => said,
    }
}

/// The conditions, for somebody who is not signed in.
pub(super) fn eligibility(procedure: &Procedure, lang: Lang) -> AnyView {
    let items = procedure
        .eligibility
        .iter()
        .map(|rule| {
            let otherwise = rule.otherwise.as_ref().map(|text| {
                let said = texts::otherwise(lang, text.get(lang));
                view! { <br /><span class="govuk-hint">{said}</span> }
            });
            view! { <li>{rule.text.get(lang).to_owned()}{otherwise}</li> }
        })
        .collect_view();
    view! { <ul class="govuk-list govuk-list--bullet">{items}</ul> }.into_any()
}

/// The published list of documents.
pub(super) fn documents(procedure: &Procedure, lang: Lang) -> AnyView {
    if procedure.documents.is_empty() {
        return view! { <p class="govuk-body">{texts::no_documents(lang)}</p> }.into_any();
    }
    let items = procedure
        .documents
        .iter()
        .map(|document| {
            let (tone, word) = need(document, lang);
            let hint = document.hint.as_ref().map(|hint| {
                view! { <div class="govuk-task-list__hint">{hint.get(lang).to_owned()}</div> }
            });
            let unsure = unsure(procedure, &format!("documents.{}", document.id), lang);
            view! {
                <li class="govuk-task-list__item">
                    <div class="govuk-task-list__name-and-hint">{document.name.get(lang).to_owned()}{hint}{unsure}</div>
                    <div class="govuk-task-list__status"><Tag tone=tone text=word /></div>
                </li>
            }
        })
        .collect_view();
    let why = view! { {texts::document::why_text(lang)} }.into_any();
    view! {
        <p class="govuk-body">{texts::documents_text(lang)}</p>
        <ul class="govuk-task-list">{items}</ul>
        {folded(texts::document::why(lang), why)}
    }
    .into_any()
}

/// Whether a document must be sent.
pub(super) fn need(document: &DocumentDef, lang: Lang) -> (Tone, &'static str) {
    if !document.substitutable_by.is_empty() {
        return (Tone::Green, texts::document::held(lang));
    }
    match document.required {
        Required::Fixed(true) => (Tone::Blue, texts::document::needed(lang)),
        Required::Fixed(false) | Required::When(_) => (Tone::Grey, texts::document::sometimes(lang)),
    }
}

/// How many of a document, in which form, on paper.
pub(super) fn on_paper(document: &DocumentDef, lang: Lang) -> String {
    let copies = u64::from(document.copies);
    match document.form {
        DocumentForm::Copy => texts::document::copy(lang, copies),
        DocumentForm::Original => texts::document::original(lang, copies),
        DocumentForm::Electronic => texts::document::electronic(lang).to_owned(),
    }
}

/// What is different when it is done online.
pub(super) fn online(procedure: &Procedure, presence: bool, lang: Lang) -> AnyView {
    let mut points = vec![texts::differs::form(lang).to_owned()];
    if !procedure.documents.is_empty() {
        points.push(texts::differs::scans(lang).to_owned());
    }
    let cheaper = |fee: &FeeDef| {
        let online = |less: &&Reduction| less.channel == Some(Channel::Online);
        let name = fee.name.get(lang);
        let less = fee.reductions.iter().find(online)?;
        Some(texts::differs::cheaper(lang, name, reduction(less, lang)))
    };
    points.extend(procedure.fees.iter().filter_map(cheaper));
    points.push(match (procedure.online, presence) {
        (_, true) => texts::differs::come(lang).to_owned(),
        (OnlineLevel::Full, false) => texts::differs::never_come(lang).to_owned(),
        (OnlineLevel::Partial, false) => texts::differs::partly(lang).to_owned(),
    });
    points.push(texts::differs::anywhere(lang).to_owned());
    let points = points.into_iter().map(|text| view! { <li>{text}</li> }).collect_view();
    view! { <ul class="govuk-list govuk-list--bullet">{points}</ul> }.into_any()
}

/// The legal texts.
pub(super) fn law(procedure: &Procedure, lang: Lang) -> AnyView {
    let items = procedure
        .legal_basis
        .iter()
        .map(|text| {
            let unsure = unsure(procedure, &format!("legal_basis.{}", text.number), lang);
            let line = format!("{} – {}", text.number, text.title.get(lang));
            view! { <li>{line}{unsure}</li> }
        })
        .collect_view();
    view! { <ul class="govuk-list govuk-list--bullet">{items}</ul> }.into_any()
}
