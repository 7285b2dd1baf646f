//! One of the staff: posts of all times, and what can be done about them.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum_extra::extract::CookieJar;
use leptos::prelude::*;
use motcua_casework::admin::{self as work, AdminError, Denied, Ending, Member, StaffPost};
use motcua_domain::dossier::Officer;
use motcua_texts::Lang;
use motcua_texts::admin::{member as texts, staff as staff_texts};
use uuid::Uuid;

use super::staff::{agency_name, errors_of, invitation_card, post_fields, post_of, role_name};
use super::{frame, refused};
use crate::components::{
    BannerKind, Button, ButtonKind, ButtonLink, Card, Cell, Checkbox, Column, Details, ErrorSummary, FieldError,
    PageHeading, Panel, Row, Table, Tag, TextInput, Tone, WarningText,
};
use crate::format;
use crate::render::page;
use crate::urls::{AdminClose, AdminEndPost, AdminGivePost, AdminInvite, AdminMember, AdminReopen, AdminStaff};
use crate::web::{App, Halt, Inputs, PageResult, SignedInOfficer, Visitor, see_other};

/// A form of the page.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// The end of one post.
    End(Uuid),
    /// A further post.
    Give,
    /// The end of the account.
    Close,
}

/// A form as it was sent, with what is to be mended in it.
#[derive(Default)]
struct Again {
    form: Option<Form>,
    inputs: Inputs,
    errors: Vec<FieldError>,
}

impl Again {
    /// What stands in a field of the form.
    fn value(&self, form: Form, field: &str) -> String {
        if self.form != Some(form) {
            return String::new();
        }
        self.inputs.get(field).to_owned()
    }

    /// What is wrong at a field of the form.
    fn error(&self, form: Form, field: &str) -> Option<String> {
        let mut errors = self.errors.iter().filter(|_| self.form == Some(form));
        errors.find(|it| it.field == field).map(|it| it.message.clone())
    }
}

/// Shows it.
pub(super) async fn show(
    State(app): State<App>,
    SignedInOfficer(officer, visitor): SignedInOfficer,
    Path(id): Path<Uuid>,
) -> PageResult {
    let member = work::member(&app.desk, &officer, id).await?;
    Ok(render(&app, &visitor, &member, StatusCode::OK, &Again::default()))
}

fn render(app: &App, visitor: &Visitor, member: &Member, status: StatusCode, again: &Again) -> Response {
    let lang = visitor.lang;
    let name = member.account.display_name.clone();
    let about = frame::about(name.clone())
        .status(status)
        .with_errors(!again.errors.is_empty())
        .back(AdminStaff::ROUTE, staff_texts::title(lang));
    page(visitor.context(), &about, || {
        let closed = member.account.disabled_at.map(|at| {
            let words = texts::closed_since(lang, format::date_time(lang, at));
            view! { <p class="govuk-body"><Tag tone=Tone::Grey text=staff_texts::closed(lang) />" "{words}</p> }
        });
        view! {
            <ErrorSummary errors=again.errors.clone() />
            <PageHeading text=name caption=member.account.user_name.clone() />
            {closed}
            {posts(app, member, again, lang)}
            {give_form(app, member.account.id, again, lang)}
            {account(member, again, lang)}
        }
    })
}

fn posts(app: &App, member: &Member, again: &Again, lang: Lang) -> AnyView {
    let now = app.desk.now();
    let columns = vec![
        Column::new(staff_texts::role(lang)),
        Column::new(texts::agency(lang)),
        Column::new(texts::from(lang)).nowrap(),
        Column::new(texts::to(lang)).nowrap(),
        Column::new(staff_texts::legal_basis(lang)),
        Column::new(texts::end(lang)),
    ];
    let rows = member.posts.iter().enumerate().map(|(number, post)| {
        let held = post.to.is_none_or(|to| to > now);
        let agency = agency_name(app, &post.agency, lang);
        let unit = match &post.department {
            Some(department) => format!("{agency}, {department}"),
            None => agency,
        };
        let end = if held {
            end_form(member, number, post, again, lang)
        } else {
            ().into_any()
        };
        Row::new(vec![
            role_name(app, &post.role, lang).into(),
            unit.into(),
            format::date_time(lang, post.from).into(),
            post.to.map(|to| format::date_time(lang, to)).unwrap_or_default().into(),
            post.legal_basis.clone().unwrap_or_default().into(),
            Cell::View(end),
        ])
    });
    let rows = rows.collect();
    view! { <Table caption=texts::posts(lang) caption_shown=true columns=columns rows=rows dense=true /> }.into_any()
}

/// Each post has fields of its own on the page.
fn fields_of(number: usize) -> (String, String) {
    (format!("reason-{number}"), format!("leaving_one-{number}"))
}

fn end_form(member: &Member, number: usize, post: &StaffPost, again: &Again, lang: Lang) -> AnyView {
    let action = AdminEndPost {
        id: member.account.id.to_string(),
    }
    .url();
    let form = Form::End(post.id);
    let (reason, leaving_one) = fields_of(number);
    let fields = ending_fields(
        form,
        (reason, leaving_one),
        member.leaves_one && post.role == work::ROLE,
        again,
        lang,
    );
    let open = again.form == Some(form);
    let post = post.id.to_string();
    view! {
        <Details summary=texts::end_post(lang) open=open>
            <form method="post" action=action novalidate>
                <input type="hidden" name="post" value=post />
                {fields}
                <Button text=texts::end_post(lang) kind=ButtonKind::Warning />
            </form>
        </Details>
    }
    .into_any()
}

/// The reason, and that it is meant where one administrator would be left.
fn ending_fields(
    form: Form,
    (reason, leaving_one): (String, String),
    leaves_one: bool,
    again: &Again,
    lang: Lang,
) -> AnyView {
    let (value, error) = (again.value(form, &reason), again.error(form, &reason));
    let knowing = leaves_one.then(|| {
        let (checked, error) = (
            again.value(form, &leaving_one) == "yes",
            again.error(form, &leaving_one),
        );
        view! {
            <WarningText text=texts::leaves_one(lang) />
            <Checkbox name=leaving_one label=texts::leaving_one(lang) checked=checked error=error />
        }
    });
    view! {
        {knowing}
        <TextInput name=reason label=texts::reason(lang) value=value error=error autocomplete="off" />
    }
    .into_any()
}

fn give_form(app: &App, id: Uuid, again: &Again, lang: Lang) -> AnyView {
    let action = AdminGivePost { id: id.to_string() }.url();
    let empty = Inputs::default();
    let (inputs, errors) = match again.form {
        Some(Form::Give) => (&again.inputs, again.errors.as_slice()),
        _ => (&empty, &[][..]),
    };
    view! {
        <h2 class="govuk-heading-m">{texts::give(lang)}</h2>
        <form class="mc-measure" method="post" action=action novalidate>
            {post_fields(app, inputs, errors, lang)}
            <Button text=texts::give(lang) kind=ButtonKind::Secondary />
        </form>
    }
    .into_any()
}

fn account(member: &Member, again: &Again, lang: Lang) -> AnyView {
    let id = member.account.id.to_string();
    if member.account.disabled_at.is_some() {
        let action = AdminReopen { id }.url();
        return view! {
            <form method="post" action=action><Button text=texts::reopen(lang) kind=ButtonKind::Secondary /></form>
        }
        .into_any();
    }
    let invite = AdminInvite { id: id.clone() }.url();
    let action = AdminClose { id }.url();
    let fields = ending_fields(
        Form::Close,
        ("reason".to_owned(), "leaving_one".to_owned()),
        member.leaves_one,
        again,
        lang,
    );
    view! {
        <Card title=texts::invite(lang)>
            <p class="govuk-body">{texts::invite_text(lang)}</p>
            <form method="post" action=invite>
                <Button text=texts::invite(lang) kind=ButtonKind::Secondary />
            </form>
        </Card>
        <Card title=texts::close(lang)>
            <p class="govuk-body">{texts::close_text(lang)}</p>
            <form class="mc-measure" method="post" action=action novalidate>
                {fields}
                <Button text=texts::close(lang) kind=ButtonKind::Warning />
            </form>
        </Card>
    }
    .into_any()
}

fn answer(
    app: &App,
    visitor: &Visitor,
    jar: CookieJar,
    id: Uuid,
    done: Result<(), AdminError>,
    said: &str,
) -> PageResult {
    let url = AdminMember { id: id.to_string() }.url();
    match done {
        Ok(()) => Ok(see_other(app, jar, &url, Some((BannerKind::Success, said)))),
        Err(error) => refused::show(visitor, error, url),
    }
}

/// The form again, as it was sent, with what is to be mended beside its fields.
async fn again(
    app: &App,
    visitor: &Visitor,
    officer: &Officer,
    id: Uuid,
    error: AdminError,
    (form, inputs): (Form, Inputs),
) -> PageResult {
    let lang = visitor.lang;
    let denied = refused::denied(error)?;
    let member = work::member(&app.desk, officer, id).await?;
    let (reason, leaving_one) = match form {
        Form::End(post) => fields_of(member.posts.iter().position(|it| it.id == post).unwrap_or_default()),
        Form::Give | Form::Close => ("reason".to_owned(), "leaving_one".to_owned()),
    };
    let errors = match form {
        Form::Give => errors_of(&denied, lang),
        Form::End(_) | Form::Close => denied
            .each()
            .iter()
            .map(|denied| {
                let field = match denied {
                    Denied::OneWouldBeLeft => &leaving_one,
                    _ => &reason,
                };
                FieldError::new(field.clone(), refused::words(denied, lang))
            })
            .collect(),
    };
    let again = Again {
        form: Some(form),
        inputs,
        errors,
    };
    Ok(render(app, visitor, &member, StatusCode::UNPROCESSABLE_ENTITY, &again))
}

/// Gives a post.
pub(super) async fn give(
    State(app): State<App>,
    SignedInOfficer(officer, visitor): SignedInOfficer,
    Path(id): Path<Uuid>,
    jar: CookieJar,
    inputs: Inputs,
) -> PageResult {
    match work::give_post(&app.desk, &officer, id, &post_of(&inputs)).await {
        Err(error) => again(&app, &visitor, &officer, id, error, (Form::Give, inputs)).await,
        done => answer(&app, &visitor, jar, id, done, texts::given(visitor.lang)),
    }
}

/// The value of a field that has a number behind its name.
fn numbered<'a>(inputs: &'a Inputs, field: &str) -> &'a str {
    let found = inputs.0.iter().find(|(name, _)| name.starts_with(field));
    found.map_or("", |(_, value)| value.as_str())
}

/// Ends a post.
pub(super) async fn end(
    State(app): State<App>,
    SignedInOfficer(officer, visitor): SignedInOfficer,
    Path(id): Path<Uuid>,
    jar: CookieJar,
    inputs: Inputs,
) -> PageResult {
    let post = inputs.get("post").parse().map_err(|_| Halt::BadRequest)?;
    let ending = Ending {
        reason: numbered(&inputs, "reason"),
        leaving_one: numbered(&inputs, "leaving_one") == "yes",
    };
    match work::end_post(&app.desk, &officer, id, post, ending).await {
        Err(error) => again(&app, &visitor, &officer, id, error, (Form::End(post), inputs)).await,
        done => answer(&app, &visitor, jar, id, done, texts::ended(visitor.lang)),
    }
}

/// Closes an account.
pub(super) async fn close(
    State(app): State<App>,
    SignedInOfficer(officer, visitor): SignedInOfficer,
    Path(id): Path<Uuid>,
    jar: CookieJar,
    inputs: Inputs,
) -> PageResult {
    let ending = Ending {
        reason: inputs.get("reason"),
        leaving_one: inputs.get("leaving_one") == "yes",
    };
    match work::close(&app.desk, &officer, id, ending).await {
        Err(error) => again(&app, &visitor, &officer, id, error, (Form::Close, inputs)).await,
        done => answer(&app, &visitor, jar, id, done, texts::closed(visitor.lang)),
    }
}

/// Opens an account again.
pub(super) async fn reopen(
    State(app): State<App>,
    SignedInOfficer(officer, visitor): SignedInOfficer,
    Path(id): Path<Uuid>,
    jar: CookieJar,
) -> PageResult {
    let done = work::reopen(&app.desk, &officer, id).await;
    answer(&app, &visitor, jar, id, done, texts::reopened(visitor.lang))
}

/// Invites somebody anew, and shows the code once.
pub(super) async fn invite(
    State(app): State<App>,
    SignedInOfficer(officer, visitor): SignedInOfficer,
    Path(id): Path<Uuid>,
) -> PageResult {
    let lang = visitor.lang;
    let url = AdminMember { id: id.to_string() }.url();
    let invitation = match work::invite(&app.desk, &app.officers, &officer, id).await {
        Ok(invitation) => invitation,
        Err(error) => return refused::show(&visitor, error, url),
    };
    let member = work::member(&app.desk, &officer, id).await?;
    Ok(page(visitor.context(), &frame::about(texts::invited(lang)), || {
        view! {
            <Panel title=texts::invited(lang)>{member.account.display_name}</Panel>
            {invitation_card(&invitation, lang)}
            <ButtonLink href=url text=staff_texts::to_member(lang) />
        }
    }))
}
