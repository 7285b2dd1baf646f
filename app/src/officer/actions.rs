//! What the officer may do: buttons from the offers and from nothing else, and what is not possible yet, with the reason.

use leptos::prelude::*;
use motcua_casework::officer::Opened;
use motcua_domain::dossier::{ActiveStep, Offer, OfferKind, Outcome, Why};
use motcua_domain::procedure::{Exit, ExitDef, Procedure};
use motcua_texts::Lang;
use motcua_texts::officer::{choose, offers as texts, withdrawal};

use super::{why, words};
use crate::components::{Button, ButtonKind, ButtonLink, Card};
use crate::urls::{
    OfficeChoose, OfficeDocuments, OfficeExtend, OfficeLeave, OfficeSupplement, OfficeTake, OfficeWithdrawal, Queues,
    with_query,
};

/// What an offer is called.
pub(super) fn label(lang: Lang, procedure: &Procedure, offer: &Offer) -> String {
    let step = offer.step.as_deref().unwrap_or_default();
    match &offer.kind {
        OfferKind::Leave { exit } => words::exit_label(lang, procedure, step, exit),
        OfferKind::Take => texts::take(lang).to_owned(),
        OfferKind::Check => texts::check(lang).to_owned(),
        OfferKind::RequestSupplement => texts::supplement(lang).to_owned(),
        OfferKind::Extend => texts::extend(lang).to_owned(),
        OfferKind::Supplement => texts::give_supplement(lang).to_owned(),
        OfferKind::Withdraw => texts::withdraw(lang).to_owned(),
        OfferKind::AddPart => texts::add_part(lang, words::step_name(lang, procedure, step)),
        OfferKind::TakeBackWithdrawal => withdrawal::take_back(lang).to_owned(),
        OfferKind::ConfirmWithdrawal => withdrawal::confirm(lang).to_owned(),
        OfferKind::ChooseRecord { fact } => choose::action(lang, why::register(lang, fact, procedure)),
    }
}

/// How heavy a way out is.
pub(super) fn kind(way: &ExitDef) -> ButtonKind {
    match &way.to {
        Exit::Onward if !way.reason => ButtonKind::Primary,
        Exit::Onward | Exit::Back(_) | Exit::End(Outcome::Completed) => ButtonKind::Secondary,
        Exit::End(_) => ButtonKind::Warning,
    }
}

/// The card beside a dossier.
pub(super) fn card(opened: &Opened, lang: Lang) -> AnyView {
    let procedure = &opened.case.procedure;
    let dossier = &opened.case.dossier;
    let several = dossier.active.len() > 1;
    let mut groups: Vec<AnyView> = Vec::new();
    // Nothing goes on while a withdrawal waits to be confirmed.
    let steps = dossier.active.iter().filter(|_| dossier.withdrawal.is_none());
    for (id, active) in steps {
        let buttons = buttons(opened, Some(id), Some(active), lang);
        if buttons.is_empty() {
            continue;
        }
        let heading = several.then(|| {
            let name = texts::step(lang, words::step_name(lang, procedure, id));
            view! { <h3 class="govuk-heading-s">{name}</h3> }
        });
        let holder = holder(opened, id, active, lang);
        groups.push(view! { {heading} <p class="govuk-body-s">{holder}</p> {buttons} }.into_any());
    }
    groups.extend(buttons(opened, None, None, lang));
    let mut reasons: Vec<(String, Vec<String>)> = Vec::new();
    for (why, label) in opened
        .offers
        .iter()
        .filter(|offer| offer.blocked != Some(Why::WithdrawalAsked))
        .filter_map(|offer| {
            let why = why::words(lang, offer.blocked.as_ref()?, procedure);
            Some((why, label(lang, procedure, offer)))
        })
    {
        match reasons.iter_mut().find(|(known, _)| *known == why) {
            Some((_, labels)) => labels.push(label),
            None => reasons.push((why, vec![label])),
        }
    }
    let blocked: Vec<AnyView> = reasons
        .into_iter()
        .map(|(why, labels)| {
            let line = texts::blocked_line(lang, labels.join(", "), why);
            view! { <li>{line}</li> }.into_any()
        })
        .collect();
    let blocked = (!blocked.is_empty()).then(|| {
        view! {
            <p class="govuk-body-s govuk-!-margin-bottom-1"><strong>{texts::blocked(lang)}</strong></p>
            <ul class="govuk-list govuk-list--bullet govuk-body-s">{blocked}</ul>
        }
    });
    let none = groups.is_empty().then(|| {
        view! {
            <p class="govuk-body">{texts::none(lang)}</p>
            <ButtonLink href=Queues {}.url() text=texts::to_queue(lang) kind=ButtonKind::Secondary full_width=true />
        }
    });
    view! { <Card title=texts::title(lang)>{groups} {none} {blocked}</Card> }.into_any()
}

/// Who is on the step.
fn holder(opened: &Opened, step: &str, active: &ActiveStep, lang: Lang) -> String {
    match &active.officer {
        None => texts::untaken(lang).to_owned(),
        // Everybody who may do the step but does not have it is offered to take it.
        Some(_) if !takes(opened, step) => texts::mine(lang).to_owned(),
        Some(officer) => texts::with(lang, &officer.name),
    }
}

fn takes(opened: &Opened, step: &str) -> bool {
    opened
        .offers
        .iter()
        .any(|offer| offer.kind == OfferKind::Take && offer.step.as_deref() == Some(step))
}

/// The buttons of a step, or those of the whole dossier.
fn buttons(opened: &Opened, step: Option<&str>, active: Option<&ActiveStep>, lang: Lang) -> Vec<AnyView> {
    let mut possible: Vec<&Offer> = opened
        .offers
        .iter()
        .filter(|offer| offer.step.as_deref() == step && offer.blocked.is_none())
        .collect();
    // The main thing first; what ends a dossier last, far from it.
    possible.sort_by_key(|offer| weight(opened, offer));
    possible
        .into_iter()
        .filter_map(|offer| button(opened, offer, active, lang))
        .collect()
}

fn weight(opened: &Opened, offer: &Offer) -> u8 {
    let step = offer.step.as_deref().unwrap_or_default();
    match &offer.kind {
        OfferKind::Leave { exit } => match words::exit(&opened.case.procedure, step, exit).map(kind) {
            Some(ButtonKind::Primary) => 0,
            Some(ButtonKind::Warning) => 5,
            Some(ButtonKind::Secondary) | None => 2,
        },
        OfferKind::ConfirmWithdrawal | OfferKind::ChooseRecord { .. } => 0,
        OfferKind::Take => 1,
        OfferKind::Check | OfferKind::RequestSupplement => 3,
        OfferKind::Extend
        | OfferKind::Supplement
        | OfferKind::Withdraw
        | OfferKind::TakeBackWithdrawal
        | OfferKind::AddPart => 4,
    }
}

fn button(opened: &Opened, offer: &Offer, active: Option<&ActiveStep>, lang: Lang) -> Option<AnyView> {
    let procedure = &opened.case.procedure;
    let code = opened.case.dossier.application.code.to_string();
    let seen = opened.case.dossier.seq;
    let step = offer.step.clone().unwrap_or_default();
    let text = label(lang, procedure, offer);
    Some(match &offer.kind {
        OfferKind::Leave { exit } => {
            let way = words::exit(procedure, &step, exit)?;
            let action = OfficeLeave {
                code,
                step,
                exit: exit.clone(),
            }
            .url();
            let kind = kind(way);
            if way.reason || kind == ButtonKind::Warning {
                view! { <ButtonLink href=action text=text kind=kind full_width=true /> }.into_any()
            } else {
                post(action, seen, text, kind)
            }
        }
        OfferKind::Take => {
            let text = match active.and_then(|active| active.officer.as_ref()) {
                Some(officer) => texts::take_over(lang, &officer.name),
                None => text,
            };
            post(OfficeTake { code, step }.url(), seen, text, ButtonKind::Secondary)
        }
        OfferKind::Check => {
            if opened.case.dossier.application.documents.values().all(Vec::is_empty) {
                return None;
            }
            let href = OfficeDocuments { code }.url();
            view! { <ButtonLink href=href text=text kind=ButtonKind::Secondary full_width=true /> }.into_any()
        }
        OfferKind::RequestSupplement => {
            let href = with_query(&OfficeSupplement { code }.url(), &[("step", &step)]);
            view! { <ButtonLink href=href text=text kind=ButtonKind::Secondary full_width=true /> }.into_any()
        }
        OfferKind::Extend => {
            let href = OfficeExtend { code }.url();
            view! { <ButtonLink href=href text=text kind=ButtonKind::Secondary full_width=true /> }.into_any()
        }
        OfferKind::ConfirmWithdrawal => {
            let href = OfficeWithdrawal { code }.url();
            view! { <ButtonLink href=href text=text full_width=true /> }.into_any()
        }
        OfferKind::ChooseRecord { fact } => {
            let fact = fact.clone();
            let href = OfficeChoose { code, fact }.url();
            view! { <ButtonLink href=href text=text kind=ButtonKind::Secondary full_width=true /> }.into_any()
        }
        // Citizens' own.
        OfferKind::Supplement | OfferKind::Withdraw | OfferKind::TakeBackWithdrawal | OfferKind::AddPart => {
            return None;
        }
    })
}

fn post(action: String, seen: u32, text: String, kind: ButtonKind) -> AnyView {
    view! {
        <form method="post" action=action>
            <input type="hidden" name="seen" value=seen.to_string() />
            <Button text=text kind=kind full_width=true />
        </form>
    }
    .into_any()
}
