//! A procedure: what you get, who may apply, what is needed and what the State already holds, how long, how much, how it
//! is handled, on which law; for somebody signed in, how they stand with it.

mod checklist;
mod conditions;
mod drawn;
mod lists;
mod machine;

pub(crate) use checklist::show as checklist;
pub(crate) use drawn::{presences, workflow};
pub(crate) use machine::{robots, sitemap};

use axum::extract::{Path, State};
use leptos::prelude::*;
use motcua_casework::citizen::{Standing, standing};
use motcua_casework::error::Error;
use motcua_domain::calendar::{Limit, vietnam_date};
use motcua_domain::condition::Truth;
use motcua_domain::eligibility::{Finding, findings, verdict};
use motcua_domain::procedure::{ApplicantKind, OnlineLevel, Procedure, ProcedureId};
use motcua_texts::Lang;
use motcua_texts::citizen::procedure as texts;

use super::apply::eligibility_rules;
use crate::components::{
    Button, ButtonKind, ButtonLink, Card, Details, InsetText, PageHeading, StepList, SummaryList, SummaryRow, WithAside,
};
use crate::render::{Page, page};
use crate::urls;
use crate::web::{App, PageResult, Visitor};

/// Shows it.
pub(super) async fn show(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> PageResult {
    let lang = visitor.lang;
    let today = vietnam_date(app.desk.now());
    let id = ProcedureId::from(id.as_str());
    let procedure = app.desk.catalogue.current(&id, today).ok_or(Error::NotFound)?;
    let reference = app.desk.reference.as_ref();
    let presences = presences(reference, &procedure, None, lang);
    let steps = workflow(reference, &procedure, lang);
    let known = match visitor.citizen() {
        Some(citizen) => Some(standing(&app.desk, citizen, &procedure).await?),
        None => None,
    };
    let own = known.as_ref().map(|Standing { facts, answers, .. }| {
        let found = findings(&procedure.eligibility, answers, facts, today);
        (verdict(&found), found)
    });
    let related: Vec<(String, String)> = procedure
        .related
        .iter()
        .filter_map(|id| {
            let other = app.desk.catalogue.current(id, today)?;
            let href = urls::Procedure { id: id.to_string() }.url();
            Some((href, other.name.get(lang).to_owned()))
        })
        .collect();
    let rows = rows(&procedure, &presences, lang);
    let linked = machine::linked_data(&app, &procedure, lang);
    let nonce = visitor.context().nonce.clone();
    let name = procedure.name.get(lang).to_owned();
    let about = Page::citizen(name.clone())
        .section(urls::Procedures::ROUTE)
        .back(urls::Procedures::ROUTE, texts::all(lang));
    let draft = known.as_ref().and_then(|known| known.draft);
    Ok(page(visitor.context(), &about, || {
        let aside = aside(&procedure, related, lang);
        let start = start(&procedure, draft, lang);
        let standing = own.as_ref().map(|own| own_view(own, lang));
        let eligibility = match &own {
            Some((_, found)) => eligibility_rules(lang, found),
            None => lists::eligibility(&procedure, lang),
        };
        let documents = lists::documents(&procedure, lang);
        let law = lists::law(&procedure, lang);
        let (field, summary) = (
            procedure.field.get(lang).to_owned(),
            procedure.summary.get(lang).to_owned(),
        );
        let applicants = applicants(&procedure, lang);
        let online = lists::online(&procedure, !presences.is_empty(), lang);
        view! {
            <WithAside aside=aside>
                <PageHeading text=name caption=field />
                <p class="govuk-body-l">{summary}</p>
                {standing}
                {start}
                <SummaryList rows=rows />
                <h2 class="govuk-heading-m">{texts::who_may(lang)}</h2>
                <p class="govuk-body">{applicants}</p>
                {eligibility}
                <h2 class="govuk-heading-m">{texts::documents(lang)}</h2>
                {documents}
                <h2 class="govuk-heading-m">{texts::online(lang)}</h2>
                {online}
                <h2 class="govuk-heading-m">{texts::steps(lang)}</h2>
                <StepList steps=steps />
                <h2 class="govuk-heading-m govuk-!-margin-top-6" id="law">{texts::legal(lang)}</h2>
                {law}
                <script type="application/ld+json" nonce=nonce inner_html=linked></script>
            </WithAside>
        }
    }))
}

/// What most people want to know first.
fn rows(procedure: &Procedure, presences: &[String], lang: Lang) -> Vec<SummaryRow> {
    let mut rows = vec![
        SummaryRow::new(texts::you_get(lang), lists::results(procedure, lang)),
        SummaryRow::new(texts::who_decides(lang), procedure.authority.get(lang).to_owned()),
        SummaryRow::new(texts::how_long(lang), lists::how_long(procedure, lang)),
        SummaryRow::new(texts::how_much(lang), lists::how_much(procedure, lang)),
    ];
    if !presences.is_empty() {
        let items = presences
            .iter()
            .map(|text| view! { <li>{text.clone()}</li> })
            .collect_view();
        let list = view! { <ul class="govuk-list govuk-!-margin-bottom-0">{items}</ul> };
        rows.push(SummaryRow::new(texts::presence(lang), list));
    } else if procedure.online == OnlineLevel::Full {
        rows.push(SummaryRow::new(texts::presence(lang), texts::no_presence(lang)));
    }
    if let Some(desk) = &procedure.desk {
        rows.push(SummaryRow::new(texts::desk(lang), desk.get(lang).to_owned()));
    }
    rows
}

fn applicants(procedure: &Procedure, lang: Lang) -> String {
    let words = procedure.applicants.iter().map(|kind| match kind {
        ApplicantKind::Citizen => texts::applicant::citizen(lang),
        ApplicantKind::Household => texts::applicant::household(lang),
        ApplicantKind::Organization => texts::applicant::organization(lang),
        ApplicantKind::Enterprise => texts::applicant::enterprise(lang),
        ApplicantKind::HouseholdBusiness => texts::applicant::household_business(lang),
        ApplicantKind::Foreigner => texts::applicant::foreigner(lang),
    });
    texts::applicants(lang, words.collect::<Vec<_>>().join(", "))
}

/// How the person who is signed in stands with it.
fn own_view((verdict, found): &(Truth, Vec<Finding<'_>>), lang: Lang) -> Option<AnyView> {
    if found.iter().all(|finding| finding.met == Truth::Unknown) {
        return None;
    }
    let (title, text) = match verdict {
        Truth::Yes => (texts::you::yes(lang), texts::you::yes_text(lang)),
        Truth::No => (texts::you::no(lang), texts::you::no_text(lang)),
        Truth::Unknown => (texts::you::unknown(lang), texts::you::unknown_text(lang)),
    };
    let instead = found
        .iter()
        .filter(|finding| finding.met == Truth::No)
        .filter_map(|finding| finding.rule.otherwise.as_ref())
        .map(|text| view! { <p class="govuk-body govuk-!-margin-bottom-1">{text.get(lang).to_owned()}</p> })
        .collect_view();
    Some(
        view! {
            <InsetText>
                <p class="govuk-body govuk-!-margin-bottom-1"><strong>{title}</strong></p>
                {instead}
                <p class="govuk-body-s govuk-!-margin-bottom-0">{text}</p>
            </InsetText>
        }
        .into_any(),
    )
}

/// The way to the application: the one that is begun first.
fn start(procedure: &Procedure, draft: Option<uuid::Uuid>, lang: Lang) -> AnyView {
    let apply = urls::Apply {
        id: procedure.id.to_string(),
    }
    .url();
    let begun = draft.map(|draft| {
        let list = urls::TaskList {
            draft: draft.to_string(),
        };
        view! { <ButtonLink href=list.url() text=texts::go_on(lang) /> }
    });
    let (text, kind) = if draft.is_some() {
        (texts::start_anew(lang), ButtonKind::Secondary)
    } else {
        (texts::start(lang), ButtonKind::Primary)
    };
    view! {
        {begun}
        <form method="post" action=apply>
            <Button text=text kind=kind />
        </form>
        <p class="govuk-body-s">{texts::start_text(lang)}</p>
    }
    .into_any()
}

fn aside(procedure: &Procedure, related: Vec<(String, String)>, lang: Lang) -> impl FnOnce() -> AnyView + Send + use<> {
    let checklist = urls::Checklist {
        id: procedure.id.to_string(),
    }
    .url();
    let code = procedure.national_code.clone();
    let code_unsure = procedure.is_unsure("national_code");
    move || {
        let related = (!related.is_empty()).then(|| {
            let items = related
                .into_iter()
                .map(|(href, name)| view! { <li><a class="govuk-link" href=href>{name}</a></li> })
                .collect_view();
            view! {
                <Card title=texts::related(lang)>
                    <ul class="govuk-list govuk-list--spaced govuk-body-s">{items}</ul>
                </Card>
            }
        });
        let code = code.map(|code| {
            let unsure = code_unsure.then(|| format!(" ({})", texts::unsure(lang)));
            view! { <p class="govuk-body-s">{texts::code(lang, code)}{unsure}</p> }
        });
        view! {
            <Card title=texts::prepare(lang)>
                <p class="govuk-body-s">
                    <a class="govuk-link" href=checklist>{texts::checklist(lang)}</a>
                </p>
                <p class="govuk-body-s">
                    <a class="govuk-link" href="#law">{texts::legal(lang)}</a>
                </p>
                {code}
            </Card>
            {related}
        }
        .into_any()
    }
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

/// Folded away, for those who want to know.
fn folded(summary: &'static str, content: AnyView) -> AnyView {
    view! { <Details summary=summary>{content}</Details> }.into_any()
}
