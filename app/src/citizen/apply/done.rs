//! What has just been submitted: code, look-up secret, QR, promised dates.

use axum::extract::{Path, State};
use leptos::prelude::*;
use motcua_casework::{citizen, linked};
use motcua_domain::calendar::vietnam_date;
use motcua_domain::form::Seen;
use motcua_texts::citizen::done as texts;
use motcua_texts::citizen::tasks::aside::fee as title;

use super::super::group::parts_submitted;
use super::super::pay;
use super::cost::cost_view;
use super::desk::desk_name;
use crate::components::{ButtonLink, InsetText, Panel, QrCode, SummaryList, SummaryRow};
use crate::format;
use crate::render::{Page, page};
use crate::urls;
use crate::web::{App, PageResult, SignedInCitizen};

/// Shows it.
pub(super) async fn show(
    State(app): State<App>,
    SignedInCitizen(citizen, visitor): SignedInCitizen,
    Path(code): Path<String>,
) -> PageResult {
    let lang = visitor.lang;
    let now = app.desk.now();
    let mine = citizen::dossier(&app.desk, &citizen, &code).await?;
    let dossier = &mine.case.dossier;
    let answer = format::promise(lang, dossier.answer_due, now);
    let calendar = app.desk.calendar(Some(&dossier.application.competent));
    let application = &dossier.application;
    let limit = mine.case.procedure.time_limit.in_case(&Seen {
        answers: &application.answers,
        facts: &application.facts,
        today: vietnam_date(now),
    });
    let group = mine.case.procedure.is_group();
    let (parts, due) = if group {
        let group = linked::group(&app.desk, &citizen, &code).await?;
        (group.parts, group.due.map(|due| due.at))
    } else {
        (Vec::new(), None)
    };
    let due = due.unwrap_or_else(|| calendar.due_at(dossier.answer_due, limit, &[]));
    let result = format::promise(lang, due, now);
    let unsure = mine.case.procedure.is_unsure("time_limit").then(|| {
        let said = motcua_texts::citizen::tasks::aside::limit_unsure(lang);
        view! { <br /><span class="govuk-hint">{said}</span> }
    });
    // The parts of a group have their own.
    let cost = (!group).then(|| {
        let cost = dossier.cost(&mine.case.procedure, app.desk.reference.as_ref());
        SummaryRow::new(title(lang), cost_view(lang, &mine.case.procedure, &cost))
    });
    let rows = vec![
        SummaryRow::new(texts::secret(lang), view! { <code>{mine.case.secret.clone()}</code> }),
        SummaryRow::new(
            texts::desk(lang),
            desk_name(&app.desk.reference, &dossier.application.receiving, lang),
        ),
    ];
    // While something is to be paid the clock stands: there is nothing to promise yet.
    let promised = mine.payment.is_none().then(|| {
        [
            SummaryRow::new(texts::answer(lang), answer),
            SummaryRow::new(texts::result(lang), view! { {result}{unsure} }),
        ]
    });
    let rows = rows.into_iter().chain(promised.into_iter().flatten()).chain(cost);
    let rows = rows.collect::<Vec<_>>();
    let code_words = if parts.is_empty() {
        texts::code(lang)
    } else {
        motcua_texts::group::submitted::code(lang)
    };
    let track = format!("{}{}", app.desk.base_url, urls::Track::ROUTE);
    let href = urls::Dossier { code: code.clone() }.url();
    let email = dossier.application.email.is_some();
    let about = Page::citizen(texts::title(lang)).section(urls::MyDossiers::ROUTE);
    Ok(page(visitor.context(), &about, || {
        let parts = parts_submitted(lang, &parts);
        let payment = mine.payment.as_ref().map(|payment| {
            let asked = pay::asked(lang, &code, payment);
            view! { <InsetText>{asked}</InsetText> }
        });
        view! {
            <div class="mc-measure">
                <Panel title=texts::title(lang)>{code_words}<br /><strong>{code.clone()}</strong></Panel>
                {payment}
                <SummaryList rows=rows />
                {parts}
                <p class="govuk-body">{texts::keep(lang)}</p>
                {email.then(|| view! { <p class="govuk-body">{texts::mail(lang)}</p> })}
                <QrCode content=track caption=texts::qr(lang) />
                <ButtonLink href=href text=texts::follow(lang) />
            </div>
        }
    }))
}
