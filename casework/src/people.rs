//! The people behind sessions, as the rules know them.

use motcua_domain::calendar::vietnam_date;
use motcua_domain::dossier::{AssuranceLevel, Citizen, Officer, OfficerRef, Post, Submitted};
use motcua_domain::identifiers::PersonalId;
use motcua_domain::procedure::Role;
use uuid::Uuid;

use crate::db;
use crate::desk::Desk;
use crate::error::Error;

/// A citizen by their account, with the assurance level of the session; `None` if the account is gone.
///
/// # Errors
/// If the database fails.
pub async fn citizen(desk: &Desk, account: Uuid, assurance: u8) -> Result<Option<Citizen>, Error> {
    let mut reader = desk.store.reader().await?;
    let Some(row) = db!(reader, accounts::by_id(account))? else {
        return Ok(None);
    };
    let personal_id = PersonalId::parse(&row.personal_id)
        .map_err(|_| Error::Broken("an account has no valid personal number".to_owned()))?;
    let level = if assurance >= 2 {
        AssuranceLevel::Two
    } else {
        AssuranceLevel::One
    };
    Ok(Some(Citizen {
        account,
        personal_id,
        name: row.full_name,
        level,
    }))
}

/// An officer by their account, with the posts held now; `None` if the account is gone or closed.
///
/// # Errors
/// If the database fails.
pub async fn officer(desk: &Desk, id: Uuid) -> Result<Option<Officer>, Error> {
    let mut reader = desk.store.reader().await?;
    let rows = db!(reader, officers::on_duty(id, desk.now()))?;
    drop(reader);
    let Some(name) = rows.first().map(|row| row.display_name.clone()) else {
        return Ok(None);
    };
    let own: Vec<Post> = rows
        .into_iter()
        .filter_map(|row| {
            Some(Post {
                agency: row.agency_code?.parse().ok()?,
                role: row.role?.as_str().into(),
            })
        })
        .collect();
    let posts = with_taken_over(desk, own);
    let title = posts
        .first()
        .map(|post| role_name(desk, &post.role))
        .unwrap_or_default();
    Ok(Some(Officer {
        who: OfficerRef { id, name, title },
        posts,
    }))
}

/// Posts with those that come with them: who works in an agency that took over another's work holds the same role there, so
/// that what was under way when the two were merged goes on. The dossiers keep their old agency (LAW-6).
#[must_use]
pub fn with_taken_over(desk: &Desk, own: Vec<Post>) -> Vec<Post> {
    let today = vietnam_date(desk.now());
    let taken_over = |post: &Post| {
        let role = post.role.clone();
        let agencies = desk.reference.taken_over(&post.agency, today).into_iter();
        agencies.map(move |agency| Post {
            agency,
            role: role.clone(),
        })
    };
    let more: Vec<Post> = own.iter().flat_map(taken_over).collect();
    own.into_iter().chain(more).collect()
}

/// What a role is called on pages and papers.
fn role_name(desk: &Desk, role: &Role) -> String {
    desk.reference
        .role(role.as_str())
        .map_or_else(|| role.as_str().to_owned(), |known| known.name.vi.clone())
}

/// Whether the officer may see a dossier: by a post in one of its agencies whose role reads dossiers at all (STA-1).
/// Whoever only configures the system reads none.
pub(crate) fn may_read(desk: &Desk, officer: &Officer, application: &Submitted) -> bool {
    officer.posts.iter().any(|post| {
        let here = post.agency == application.receiving || post.agency == application.competent;
        here && reads(desk, post)
    })
}

/// Whether the role of a post reads dossiers.
pub(crate) fn reads(desk: &Desk, post: &Post) -> bool {
    desk.reference
        .role(post.role.as_str())
        .is_some_and(|role| role.reads_dossiers)
}

/// Whether somebody runs the system: sees what stands still in it, and no dossier.
pub(crate) fn administers(officer: &Officer) -> bool {
    officer.posts.iter().any(|post| post.role.as_str() == "administrator")
}
