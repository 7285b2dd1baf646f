//! Staff: who has an account, with which posts; and a new one.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use motcua_casework::admin::{Denied, Member, NewMember, NewPost, add_member, staff};
use motcua_casework::sign_in::officer::Invitation;
use motcua_domain::dossier::Officer;
use motcua_texts::Lang;
use motcua_texts::admin::staff as texts;
use secrecy::ExposeSecret;

use super::{frame, refused};
use crate::components::{
    Button, ButtonLink, Cell, Choice, Column, ErrorSummary, FieldError, PageHeading, Panel, Row, Select, Table, Tag,
    TextInput, Tone, Width,
};
use crate::format;
use crate::render::page;
use crate::urls::{AdminMember, AdminNewMember, AdminStaff};
use crate::web::{App, Halt, Inputs, PageResult, SignedInOfficer, Visitor};

/// The name of a role.
pub(super) fn role_name(app: &App, role: &str, lang: Lang) -> String {
    let known = app.desk.reference.role(role);
    known.map_or_else(|| role.to_owned(), |known| known.name.get(lang).to_owned())
}

/// The name of an agency.
pub(super) fn agency_name(app: &App, code: &str, lang: Lang) -> String {
    code.parse()
        .map_or_else(|_| code.to_owned(), |code| app.desk.reference.agency_name(&code, lang))
}

/// Shows them.
pub(super) async fn show(State(app): State<App>, SignedInOfficer(officer, visitor): SignedInOfficer) -> PageResult {
    let lang = visitor.lang;
    let all = staff(&app.desk, &officer).await?;
    let now = app.desk.now();
    Ok(page(visitor.context(), &frame::about(texts::title(lang)), || {
        let columns = vec![
            Column::new(texts::name(lang)),
            Column::new(texts::user_name(lang)),
            Column::new(texts::posts(lang)),
            Column::new(texts::state(lang)),
        ];
        let rows = all.iter().map(|member| row(&app, member, now, lang)).collect();
        view! {
            {frame::tabs(lang, AdminStaff::ROUTE)}
            <PageHeading text=texts::title(lang) />
            <p class="govuk-body">{texts::text(lang)}</p>
            <ButtonLink href=AdminNewMember::ROUTE text=texts::add(lang) />
            <Table caption=texts::title(lang) columns=columns rows=rows dense=true />
        }
    }))
}

fn row(app: &App, member: &Member, now: DateTime<Utc>, lang: Lang) -> Row {
    let posts = member
        .posts
        .iter()
        .filter(|post| post.to.is_none_or(|to| to > now))
        .map(|post| {
            let words = format!(
                "{}, {}",
                role_name(app, &post.role, lang),
                agency_name(app, &post.agency, lang)
            );
            view! { <li>{words}</li> }.into_any()
        })
        .collect::<Vec<_>>();
    let (tone, word) = if member.account.disabled_at.is_some() {
        (Tone::Grey, texts::closed(lang))
    } else {
        (Tone::Green, texts::open(lang))
    };
    let id = member.account.id.to_string();
    Row::new(vec![
        Cell::link(AdminMember { id }.url(), member.account.display_name.as_str()),
        member.account.user_name.as_str().into(),
        Cell::view(view! { <ul class="govuk-list govuk-body-s govuk-!-margin-bottom-0">{posts}</ul> }),
        Cell::view(view! { <Tag tone=tone text=word /> }),
    ])
}

/// Asks for somebody new.
pub(super) async fn form(State(app): State<App>, SignedInOfficer(officer, visitor): SignedInOfficer) -> PageResult {
    staff(&app.desk, &officer).await?;
    Ok(render(&app, &visitor, &Inputs::default(), &[]))
}

fn render(app: &App, visitor: &Visitor, inputs: &Inputs, errors: &[FieldError]) -> Response {
    let lang = visitor.lang;
    let status = if errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let about = frame::about(texts::add(lang))
        .status(status)
        .with_errors(!errors.is_empty())
        .back(AdminStaff::ROUTE, texts::title(lang));
    page(visitor.context(), &about, || {
        let at = |field: &str| errors.iter().find(|it| it.field == field).map(|it| it.message.clone());
        let value = |name: &str| inputs.get(name).to_owned();
        view! {
            <ErrorSummary errors=errors.to_vec() />
            <PageHeading text=texts::add(lang) />
            <form class="mc-measure" method="post" action=AdminNewMember::ROUTE novalidate>
                <TextInput name="name" label=texts::name(lang) value=value("name") error=at("name") autocomplete="off" />
                <TextInput
                    name="user_name"
                    label=texts::user_name(lang)
                    hint=texts::user_name_hint(lang)
                    value=value("user_name")
                    error=at("user_name")
                    width=Width::Twenty
                    autocomplete="off"
                />
                {post_fields(app, inputs, errors, lang)}
                <Button text=texts::add(lang) />
            </form>
        }
    })
}

/// The fields of a post.
pub(super) fn post_fields(app: &App, inputs: &Inputs, errors: &[FieldError], lang: Lang) -> AnyView {
    let at = |field: &str| errors.iter().find(|it| it.field == field).map(|it| it.message.clone());
    let roles = app.desk.reference.roles().iter();
    let roles: Vec<Choice> = roles
        .map(|role| Choice::new(role.code.clone(), role.name.get(lang)))
        .collect();
    let value = |name: &str| inputs.get(name).to_owned();
    view! {
        <Select name="role" label=texts::role(lang) options=roles value=value("role") error=at("role") />
        <TextInput
            name="agency"
            label=texts::agency(lang)
            hint=texts::agency_hint(lang)
            value=value("agency")
            error=at("agency")
            width=Width::Twenty
            autocomplete="off"
        />
        <TextInput
            name="department"
            label=texts::department(lang)
            value=value("department")
            optional=true
            autocomplete="off"
        />
        <TextInput
            name="legal_basis"
            label=texts::legal_basis(lang)
            hint=texts::legal_basis_hint(lang)
            value=value("legal_basis")
            error=at("legal_basis")
            autocomplete="off"
        />
    }
    .into_any()
}

/// The post as it was asked for.
pub(super) fn post_of(inputs: &Inputs) -> NewPost {
    NewPost {
        agency: inputs.get("agency").to_owned(),
        department: inputs.get("department").to_owned(),
        role: inputs.get("role").to_owned(),
        from: None,
        legal_basis: inputs.get("legal_basis").to_owned(),
    }
}

/// What is to be mended, each thing at its field.
pub(super) fn errors_of(denied: &Denied, lang: Lang) -> Vec<FieldError> {
    let error = |denied: &Denied| {
        let field = match denied {
            Denied::NameMissing => "name",
            Denied::UserName | Denied::NameTaken => "user_name",
            Denied::AgencyMissing | Denied::NoAgency => "agency",
            Denied::NoRole | Denied::BothKinds | Denied::Oneself => "role",
            _ => "legal_basis",
        };
        FieldError::new(field, refused::words(denied, lang))
    };
    denied.each().iter().map(error).collect()
}

/// Makes the account, and shows once the code with which the officer takes it over.
pub(super) async fn add(
    State(app): State<App>,
    SignedInOfficer(officer, visitor): SignedInOfficer,
    inputs: Inputs,
) -> PageResult {
    let new = NewMember {
        user_name: inputs.get("user_name").to_owned(),
        name: inputs.get("name").to_owned(),
        post: post_of(&inputs),
    };
    made(&app, &visitor, &officer, &inputs, &new).await
}

/// The code of an invitation, shown once.
pub(super) fn invitation_card(invitation: &Invitation, lang: Lang) -> AnyView {
    let code = invitation.code.expose_secret().to_owned();
    view! {
        <p class="govuk-body">{texts::invitation(lang)}</p>
        <p class="govuk-body"><strong><code>{code}</code></strong></p>
        <p class="govuk-body">{texts::invitation_how(lang)}</p>
        <p class="govuk-body">{texts::invitation_once(lang, format::date_time(lang, invitation.until))}</p>
    }
    .into_any()
}

async fn made(
    app: &App,
    visitor: &Visitor,
    officer: &Officer,
    inputs: &Inputs,
    new: &NewMember,
) -> Result<Response, Halt> {
    let lang = visitor.lang;
    match add_member(&app.desk, &app.officers, officer, new).await {
        Ok((id, invitation)) => {
            let about = frame::about(texts::added(lang));
            let name = new.name.clone();
            Ok(page(visitor.context(), &about, || {
                let href = AdminMember { id: id.to_string() }.url();
                view! {
                    <Panel title=texts::added(lang)>{name}</Panel>
                    {invitation_card(&invitation, lang)}
                    <ButtonLink href=href text=texts::to_member(lang) />
                }
            }))
        }
        Err(error) => {
            let denied = refused::denied(error)?;
            Ok(render(app, visitor, inputs, &errors_of(&denied, lang)))
        }
    }
}
