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
    /// Code of the role.
    pub role: String,
}

/// The card with everything needed to sign in.
pub(super) fn card(app: &App, demo: &DemoOfficers, now: DateTime<Utc>, lang: Lang) -> impl IntoView + use<> {
    let officers = demo
        .officers
        .iter()
        .map(|officer| {
            let role = app.desk.reference.role(&officer.role);
            let role = role.map_or_else(|| officer.role.clone(), |role| role.name.get(lang).to_owned());
            let (user_name, name) = (officer.user_name.clone(), officer.name.clone());
            view! { <li><strong><code>{user_name}</code></strong> " – " {name} <br /> {role}</li> }.into_any()
        })
        .collect::<Vec<_>>();
    let (password, code) = (demo.password.clone(), demo.totp.code_at(now));
    view! {
        <Card title=texts::title(lang) soft=true>
            <p class="govuk-body">{texts::text(lang)} " " <code>{password}</code></p>
            <p class="govuk-body">{texts::code(lang)} " " <code id="demo-code">{code}</code></p>
            <p class="govuk-body-s">{texts::code_note(lang)}</p>
            <ul class="govuk-list govuk-list--spaced govuk-body-s" aria-label=texts::caption(lang)>{officers}</ul>
        </Card>
    }
}
