//! One of the staff: posts of all times, and what can be done about them.

use axum::extract::{Path, State};
use axum_extra::extract::CookieJar;
use leptos::prelude::*;
use motcua_casework::admin::{self as work, AdminError, Member, StaffPost};
use motcua_texts::Lang;
use motcua_texts::admin::{member as texts, staff as staff_texts};
use uuid::Uuid;

use super::staff::{agency_name, invitation_card, post_fields, post_of, role_name};
use super::{frame, refused};
use crate::components::{
    BannerKind, Button, ButtonKind, ButtonLink, Card, Cell, Column, Details, PageHeading, Panel, Row, Table, Tag,
    TextInput, Tone,
};
use crate::format;
use crate::render::page;
use crate::urls::{AdminClose, AdminEndPost, AdminGivePost, AdminInvite, AdminMember, AdminReopen, AdminStaff};
use crate::web::{App, Halt, Inputs, PageResult, SignedInOfficer, Visitor, see_other};

/// Shows it.
pub(super) async fn show(
    State(app): State<App>,
    SignedInOfficer(officer, visitor): SignedInOfficer,
    Path(id): Path<Uuid>,
) -> PageResult {
    let lang = visitor.lang;
    let member = work::member(&app.desk, &officer, id).await?;
    let name = member.account.display_name.clone();
    let about = frame::about(name.clone()).back(AdminStaff::ROUTE, staff_texts::title(lang));
    Ok(page(visitor.context(), &about, || {
        let closed = member.account.disabled_at.map(|at| {
            let words = texts::closed_since(lang, format::date_time(lang, at));
            view! { <p class="govuk-body"><Tag tone=Tone::Grey text=staff_texts::closed(lang) />" "{words}</p> }
        });
        view! {
            <PageHeading text=name caption=member.account.user_name.clone() />
            {closed}
            {posts(&app, &member, lang)}
            {give_form(&app, id, lang)}
            {account(&member, lang)}
        }
    }))
}

fn posts(app: &App, member: &Member, lang: Lang) -> AnyView {
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
            end_form(member, number, post, lang)
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

fn end_form(member: &Member, number: usize, post: &StaffPost, lang: Lang) -> AnyView {
    let action = AdminEndPost {
        id: member.account.id.to_string(),
    }
    .url();
    let (post, field) = (post.id.to_string(), format!("reason-{number}"));
    view! {
        <Details summary=texts::end_post(lang)>
            <form method="post" action=action novalidate>
                <input type="hidden" name="post" value=post />
                <TextInput name=field label=texts::reason(lang) autocomplete="off" />
                <Button text=texts::end_post(lang) kind=ButtonKind::Warning />
            </form>
        </Details>
    }
    .into_any()
}

fn give_form(app: &App, id: Uuid, lang: Lang) -> AnyView {
    let action = AdminGivePost { id: id.to_string() }.url();
    view! {
        <h2 class="govuk-heading-m">{texts::give(lang)}</h2>
        <form class="mc-measure" method="post" action=action novalidate>
            {post_fields(app, &Inputs::default(), &[], lang)}
            <Button text=texts::give(lang) kind=ButtonKind::Secondary />
        </form>
    }
    .into_any()
}

fn account(member: &Member, lang: Lang) -> AnyView {
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
                <TextInput name="reason" label=texts::reason(lang) autocomplete="off" />
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

/// Gives a post.
pub(super) async fn give(
    State(app): State<App>,
    SignedInOfficer(officer, visitor): SignedInOfficer,
    Path(id): Path<Uuid>,
    jar: CookieJar,
    inputs: Inputs,
) -> PageResult {
    let done = work::give_post(&app.desk, &officer, id, &post_of(&inputs)).await;
    answer(&app, &visitor, jar, id, done, texts::given(visitor.lang))
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
    // Each post has a field of its own on the page.
    let reason = inputs.0.iter().find(|(name, _)| name.starts_with("reason"));
    let reason = reason.map_or("", |(_, reason)| reason.as_str());
    let done = work::end_post(&app.desk, &officer, id, post, reason).await;
    answer(&app, &visitor, jar, id, done, texts::ended(visitor.lang))
}

/// Closes an account.
pub(super) async fn close(
    State(app): State<App>,
    SignedInOfficer(officer, visitor): SignedInOfficer,
    Path(id): Path<Uuid>,
    jar: CookieJar,
    inputs: Inputs,
) -> PageResult {
    let done = work::close(&app.desk, &officer, id, inputs.get("reason")).await;
    answer(&app, &visitor, jar, id, done, texts::closed(visitor.lang))
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
