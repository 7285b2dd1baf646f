//! A procedure: what you get, who may apply, what is needed and what the State already holds, how long, how much, how it
//! is handled, on which law.

use axum::extract::{Path, State};
use leptos::prelude::*;
use motcua_casework::error::Error;
use motcua_domain::calendar::{Limit, vietnam_date};
use motcua_domain::procedure::{Node, Procedure, ProcedureId, Required, Step, StepKind};
use motcua_texts::Lang;
use motcua_texts::citizen::procedure as texts;

use crate::components::{
    Button, Card, Details, PageHeading, StepList, StepNode, StepState, SummaryList, SummaryRow, Tag, Tone, WithAside,
};
use crate::format;
use crate::render::{Page, page};
use crate::urls;
use crate::web::{App, PageResult, Visitor};

/// Shows it.
pub(super) async fn show(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> PageResult {
    let lang = visitor.lang;
    let today = vietnam_date(app.desk.now());
    let id = ProcedureId::from(id.as_str());
    let procedure = app.desk.catalogue.current(&id, today).ok_or(Error::NotFound)?;
    let rows = vec![
        SummaryRow::new(texts::you_get(lang), results(&procedure, lang)),
        SummaryRow::new(texts::who_decides(lang), procedure.authority.get(lang).to_owned()),
        SummaryRow::new(texts::how_long(lang), how_long(&procedure, lang)),
        SummaryRow::new(texts::how_much(lang), how_much(&procedure, lang)),
    ];
    let apply = urls::Apply {
        id: procedure.id.to_string(),
    }
    .url();
    let steps = nodes(&procedure.workflow, &app, lang);
    let name = procedure.name.get(lang).to_owned();
    let about = Page::citizen(name.clone())
        .section(urls::Procedures::ROUTE)
        .back(urls::Procedures::ROUTE, texts::all(lang));
    let aside = {
        let law = procedure
            .legal_basis
            .iter()
            .map(|text| format!("{} – {}", text.number, text.title.get(lang)))
            .map(|line| view! { <li>{line}</li> }.into_any())
            .collect::<Vec<_>>();
        let code = procedure.national_code.clone();
        move || {
            view! {
                <Card title=texts::apply_online(lang) soft=true>
                    <form method="post" action=apply>
                        <Button text=texts::start(lang) full_width=true />
                    </form>
                    <p class="govuk-body-s govuk-!-margin-bottom-0">{texts::start_text(lang)}</p>
                </Card>
                <Card title=texts::legal(lang)>
                    <ul class="govuk-list govuk-body-s">{law}</ul>
                    {code.map(|code| view! { <p class="govuk-body-s">{texts::code(lang, code)}</p> })}
                </Card>
            }
        }
    };
    Ok(page(visitor.context(), &about, || {
        let eligibility = eligibility(&procedure, lang);
        let documents = documents(&procedure, lang);
        view! {
            <WithAside aside=aside>
                <PageHeading text=name caption=procedure.field.get(lang).to_owned() />
                <p class="govuk-body-l">{procedure.summary.get(lang).to_owned()}</p>
                <SummaryList rows=rows />
                <h2 class="govuk-heading-m">{texts::who_may(lang)}</h2>
                <ul class="govuk-list govuk-list--bullet">{eligibility}</ul>
                <h2 class="govuk-heading-m">{texts::documents(lang)}</h2>
                {documents}
                <h2 class="govuk-heading-m">{texts::steps(lang)}</h2>
                <StepList steps=steps />
            </WithAside>
        }
    }))
}

fn results(procedure: &Procedure, lang: Lang) -> String {
    procedure
        .results
        .iter()
        .map(|result| result.name.get(lang))
        .collect::<Vec<_>>()
        .join("; ")
}

/// A limit in words.
pub(crate) fn limit_words(limit: Limit, lang: Lang) -> String {
    match limit {
        Limit::WorkingHours(hours) => texts::limit::working_hours(lang, u64::from(hours)),
        Limit::WorkingDays(days) => texts::limit::working_days(lang, u64::from(days)),
        Limit::Days(days) => texts::limit::days(lang, u64::from(days)),
        Limit::Months(months) => texts::limit::months(lang, u64::from(months)),
        Limit::SameDay => texts::limit::same_day(lang).to_owned(),
    }
}

fn how_long(procedure: &Procedure, lang: Lang) -> impl IntoView + use<> {
    let limit = limit_words(procedure.time_limit.limit, lang);
    let note = procedure.time_limit.note.as_ref().map(|note| note.get(lang).to_owned());
    view! {
        <strong>{limit}</strong>
        {note.map(|note| view! { <p class="govuk-body-s govuk-!-margin-bottom-0">{note}</p> })}
    }
}

fn how_much(procedure: &Procedure, lang: Lang) -> impl IntoView + use<> {
    if procedure.fees.is_empty() {
        return view! { <strong>{format::money(lang, 0)}</strong> }.into_any();
    }
    let lines = procedure
        .fees
        .iter()
        .map(|fee| {
            let amount = match (fee.amount.fixed(), &fee.per) {
                (None, _) => texts::fee_reckoned(lang).to_owned(),
                (Some(amount), None) => format::money(lang, u64::try_from(amount).unwrap_or_default()),
                (Some(amount), Some(per)) => {
                    format!(
                        "{} / {}",
                        format::money(lang, u64::try_from(amount).unwrap_or_default()),
                        per.get(lang)
                    )
                }
            };
            let less = fee
                .reductions
                .iter()
                .map(|less| match less.amount {
                    Some(amount) => {
                        let amount = format::money(lang, u64::try_from(amount).unwrap_or_default());
                        format!("{} ({amount})", less.name.get(lang))
                    }
                    None => format!("{} (−{} %)", less.name.get(lang), less.percent),
                })
                .collect::<Vec<_>>()
                .join("; ");
            let less = (!less.is_empty()).then(|| view! { <br /><span class="govuk-hint">{less}</span> });
            view! { <li>{fee.name.get(lang).to_owned()}": "<strong>{amount}</strong>{less}</li> }.into_any()
        })
        .collect::<Vec<_>>();
    view! { <ul class="govuk-list govuk-!-margin-bottom-0">{lines}</ul> }.into_any()
}

fn eligibility(procedure: &Procedure, lang: Lang) -> Vec<AnyView> {
    procedure
        .eligibility
        .iter()
        .map(|rule| {
            let otherwise = rule.otherwise.as_ref().map(|text| {
                let said = texts::otherwise(lang, text.get(lang));
                view! { <br /><span class="govuk-hint">{said}</span> }
            });
            view! { <li>{rule.text.get(lang).to_owned()}{otherwise}</li> }.into_any()
        })
        .collect()
}

fn documents(procedure: &Procedure, lang: Lang) -> AnyView {
    if procedure.documents.is_empty() {
        return view! { <p class="govuk-body">{texts::no_documents(lang)}</p> }.into_any();
    }
    let items = procedure
        .documents
        .iter()
        .map(|document| {
            let (tone, word) = if !document.substitutable_by.is_empty() {
                (Tone::Green, texts::document::held(lang))
            } else {
                match document.required {
                    Required::Fixed(true) => (Tone::Blue, texts::document::needed(lang)),
                    Required::Fixed(false) | Required::When(_) => (Tone::Grey, texts::document::sometimes(lang)),
                }
            };
            let hint = document.hint.as_ref().map(|hint| {
                view! { <div class="govuk-task-list__hint">{hint.get(lang).to_owned()}</div> }
            });
            view! {
                <li class="govuk-task-list__item">
                    <div class="govuk-task-list__name-and-hint">{document.name.get(lang).to_owned()}{hint}</div>
                    <div class="govuk-task-list__status"><Tag tone=tone text=word /></div>
                </li>
            }
            .into_any()
        })
        .collect::<Vec<_>>();
    view! {
        <p class="govuk-body">{texts::documents_text(lang)}</p>
        <ul class="govuk-task-list">{items}</ul>
        <Details summary=texts::document::why(lang)>{texts::document::why_text(lang)}</Details>
    }
    .into_any()
}

/// The workflow as a picture.
pub(crate) fn nodes(node: &Node, app: &App, lang: Lang) -> Vec<StepNode> {
    match node {
        Node::Step(step) => vec![StepNode::step(
            step.name.get(lang),
            note(step, app, lang),
            StepState::Ahead,
        )],
        Node::Seq(nodes_) => nodes_.iter().flat_map(|node| nodes(node, app, lang)).collect(),
        Node::Choice { cases, otherwise } => {
            let mut ways: Vec<(String, Vec<StepNode>)> = cases
                .iter()
                .enumerate()
                .map(|(index, case)| {
                    let way = texts::way(lang, index + 1);
                    (way, nodes(&case.then, app, lang))
                })
                .collect();
            ways.push((texts::way_otherwise(lang).to_owned(), nodes(otherwise, app, lang)));
            vec![StepNode::Either(ways)]
        }
        Node::All(branches) => {
            vec![StepNode::Together(
                branches.iter().map(|branch| nodes(&branch.then, app, lang)).collect(),
            )]
        }
    }
}

fn note(step: &Step, app: &App, lang: Lang) -> Option<String> {
    let who = match &step.does {
        StepKind::Task { role, .. } => app
            .desk
            .reference
            .role(role.as_str())
            .map(|role| role.name.get(lang).to_owned()),
        StepKind::Call { .. } => Some(texts::by_system(lang).to_owned()),
        StepKind::Linked { .. } => None,
    };
    let limit = step.limit.map(|limit| limit_words(limit, lang));
    let parts: Vec<String> = [who, limit].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}
