//! The form that narrows the list of procedures down: by life event, ministry and who applies. It works without script.

use leptos::prelude::*;
use motcua_casework::procedures::{APPLICANTS, Narrow, applicant_key, ministry_key};
use motcua_casework::reference::LifeEvent;
use motcua_domain::procedure::ApplicantKind;
use motcua_domain::text::Text;
use motcua_texts::Lang;
use motcua_texts::citizen::procedures::{self as texts, by};

use crate::components::{Button, ButtonKind, Choice, Select};
use crate::urls::Procedures;

/// The form, with what was chosen before.
#[component]
pub(super) fn NarrowForm(
    /// What was searched for.
    q: String,
    /// The life events.
    events: Vec<LifeEvent>,
    /// The ministries that lead some procedure.
    ministries: Vec<Text>,
    /// What is chosen.
    narrow: Narrow,
) -> impl IntoView {
    let lang = crate::components::lang();
    let events: Vec<_> = events
        .into_iter()
        .map(|event| Choice::new(event.id, event.name.get(lang)))
        .collect();
    let ministries: Vec<_> = ministries
        .into_iter()
        .map(|ministry| Choice::new(ministry_key(&ministry), ministry.get(lang)))
        .collect();
    let applicants: Vec<_> = APPLICANTS
        .into_iter()
        .map(|kind| Choice::new(applicant_key(kind), words(lang, kind)))
        .collect();
    let event = narrow.event.unwrap_or_default();
    let ministry = narrow.ministry.unwrap_or_default();
    let applicant = narrow.who.map(applicant_key).unwrap_or_default();
    view! {
        <form method="get" action=Procedures::ROUTE>
            <input type="hidden" name="q" value=q />
            <Select name="event" label=texts::event(lang) options=events value=event empty=texts::any(lang) />
            <Select name="ministry" label=texts::ministry(lang) options=ministries value=ministry empty=texts::any(lang) />
            <Select name="who" label=texts::who(lang) options=applicants value=applicant empty=texts::any(lang) />
            <Button text=texts::narrow_button(lang) kind=ButtonKind::Secondary />
        </form>
    }
}

/// Who applies, for the reader.
fn words(lang: Lang, kind: ApplicantKind) -> &'static str {
    match kind {
        ApplicantKind::Citizen => by::citizen(lang),
        ApplicantKind::Household => by::household(lang),
        ApplicantKind::Organization => by::organization(lang),
        ApplicantKind::Enterprise => by::enterprise(lang),
        ApplicantKind::HouseholdBusiness => by::household_business(lang),
        ApplicantKind::Foreigner => by::foreigner(lang),
    }
}
