//! What an application costs, line by line: units, reductions with their reasons, the law, and what was saved online.

use leptos::prelude::*;
use motcua_domain::application::Cost;
use motcua_domain::fees::FeeLine;
use motcua_domain::procedure::{FeeKind, Procedure};
use motcua_texts::Lang;
use motcua_texts::citizen::cost as texts;

use crate::format;

/// An amount in words of the language; what is below zero is nothing.
pub(crate) fn money(lang: Lang, amount: i64) -> String {
    format::money(lang, u64::try_from(amount).unwrap_or_default())
}

/// The kind of a payment.
pub(crate) fn kind_words(lang: Lang, kind: FeeKind) -> &'static str {
    match kind {
        FeeKind::Charge => texts::charge(lang),
        FeeKind::Fee => texts::fee(lang),
        FeeKind::Price => texts::price(lang),
        FeeKind::Tax => texts::tax(lang),
    }
}

/// All lines, the sum, and what was saved.
pub(crate) fn cost_view(lang: Lang, procedure: &Procedure, cost: &Cost<'_>) -> AnyView {
    let note = procedure.fee_note.as_ref().map(|note| {
        view! { <p class="govuk-body">{note.get(lang).to_owned()}</p> }
    });
    if cost.fees.is_empty() {
        let free = || view! { <p class="govuk-body"><strong>{texts::free(lang)}</strong></p> }.into_any();
        // The note says how fees are paid, or, where none are listed, what is paid instead.
        return note
            .filter(|_| procedure.fees.is_empty())
            .map_or_else(free, IntoAny::into_any);
    }
    let lines = cost
        .fees
        .iter()
        .map(|line| line_view(lang, procedure, line))
        .collect_view();
    let sum = texts::sum(lang, money(lang, cost.total()));
    let saved = (cost.saved > 0).then(|| {
        let said = texts::saved(lang, money(lang, cost.saved));
        view! { <p class="govuk-body-s govuk-!-margin-bottom-0">{said}</p> }
    });
    view! {
        <ul class="govuk-list govuk-body-s govuk-!-margin-bottom-1">{lines}</ul>
        <p class="govuk-body govuk-!-margin-bottom-1"><strong>{sum}</strong></p>
        {saved}
        {note}
    }
    .into_any()
}

fn line_view(lang: Lang, procedure: &Procedure, line: &FeeLine<'_>) -> AnyView {
    let fee = line.fee;
    let mut steps = Vec::new();
    if fee.units.is_some() {
        let per = fee.per.as_ref().map_or("", |per| per.get(lang));
        let units = format!("{} {per}", line.units);
        steps.push(texts::units(lang, money(lang, line.unit), units.trim()));
    }
    if let Some(reduction) = line.reduction {
        let less = money(lang, line.full.saturating_sub(line.amount));
        steps.push(texts::reduced(lang, less, reduction.name.get(lang)));
    }
    if fee.estimate {
        steps.push(texts::estimate(lang).to_owned());
    }
    if procedure.is_unsure(&format!("fees.{}", fee.id)) {
        steps.push(texts::unsure(lang).to_owned());
    }
    let law = line
        .reduction
        .and_then(|reduction| reduction.legal.as_ref())
        .or(fee.legal.as_ref());
    if let Some(law) = law {
        steps.push(texts::legal(lang, law));
    }
    let steps = steps
        .into_iter()
        .map(|step| view! { <br /><span class="govuk-hint">{step}</span> })
        .collect_view();
    let name = fee.name.get(lang).to_owned();
    let amount = money(lang, line.amount);
    view! { <li>{name}": "<strong>{amount}</strong>{steps}</li> }.into_any()
}
