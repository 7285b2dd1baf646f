//! Who may be tried out in a demonstration: said on the officers' sign-in page, never in earnest.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use motcua_casework::sign_in::TotpSecret;
use motcua_texts::Lang;
use motcua_texts::sign_in::demo as texts;

use crate::components::Card;
use crate::web::App;

/// The officers of the demonstration; all have the same password and the same secret of one-time codes.
#[derive(Clone, Debug)]
pub struct DemoOfficers {
    /// The officers.
    pub officers: Vec<DemoOfficer>,
    /// Their password.
    pub password: String,
    /// The secret of their one-time codes.
    pub totp: TotpSecret,
}

/// An officer of the demonstration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoOfficer {
    /// What is typed at sign-in.
    pub user_name: String,
    /// Name.
    pub name: String,
    /// Code of the agency.
    pub agency: String,
    /// Codes of the roles there.
    pub roles: Vec<String>,
}

/// The card with everything needed to sign in.
pub(super) fn card(app: &App, demo: &DemoOfficers, now: DateTime<Utc>, lang: Lang) -> impl IntoView + use<> {
    let reference = &app.desk.reference;
    let line = |officer: &DemoOfficer| {
        let role = |code: &String| {
            let role = reference.role(code);
            role.map_or_else(|| code.clone(), |role| role.name.get(lang).to_owned())
        };
        let roles = officer.roles.iter().map(role).collect::<Vec<_>>().join("; ");
        let (user_name, name) = (officer.user_name.clone(), officer.name.clone());
        view! { <li><strong><code>{user_name}</code></strong> " – " {name} <br /> {roles}</li> }
    };
    let agencies = demo
        .officers
        .chunk_by(|one, next| one.agency == next.agency)
        .map(|officers| {
            let agency = officers.first().and_then(|officer| officer.agency.parse().ok());
            let name = agency
                .map(|code| reference.agency_name(&code, lang))
                .unwrap_or_default();
            let lines = officers.iter().map(line).collect_view();
            view! {
                <h3 class="govuk-heading-s">{name.clone()}</h3>
                <ul class="govuk-list govuk-list--spaced govuk-body-s" aria-label=name>{lines}</ul>
            }
        })
        .collect_view()
        .into_any();
    let (password, code) = (demo.password.clone(), demo.totp.code_at(now));
    view! {
        <Card title=texts::title(lang) soft=true>
            <p class="govuk-body">{texts::text(lang)} " " <code>{password}</code></p>
            <p class="govuk-body">{texts::code(lang)} " " <code id="demo-code">{code}</code></p>
            <p class="govuk-body-s">{texts::code_note(lang)}</p>
            {agencies}
        </Card>
    }
}
