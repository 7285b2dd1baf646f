//! Staff: accounts and posts. A post is dated and rests on a decision; nobody gives one to themselves.

use chrono::{DateTime, Utc};
use motcua_domain::calendar::vietnam_date;
use motcua_domain::dossier::Officer;
use motcua_domain::identifiers::{AgencyCode, is_user_name};
use uuid::Uuid;

use super::log::note;
use super::{AdminError, Denied, ROLE, allowed};
use crate::by_name::sort_by_name;
use crate::db;
use crate::desk::Desk;
use crate::error::Error;
use crate::sign_in::officer::{
    Invitation, NewOfficer, NewPost as FirstPost, Officers, Refusal, end_post as end, fold, set_disabled,
};
use crate::store::Tx;
use crate::store::rows::admin::StaffPostRow;
use crate::store::rows::officers::OfficerRow;

/// Somebody who has an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The account.
    pub account: crate::sign_in::officer::Officer,
    /// Posts of all times, the oldest first.
    pub posts: Vec<StaffPost>,
    /// Whether they administer, and one administrator would be left without them: too few, for what one works on another
    /// approves.
    pub leaves_one: bool,
}

impl Member {
    fn administers(&self, now: DateTime<Utc>) -> bool {
        self.posts
            .iter()
            .any(|it| it.role == ROLE && it.to.is_none_or(|to| to > now))
    }
}

/// A post with its decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffPost {
    /// The post.
    pub id: Uuid,
    /// The agency's code.
    pub agency: String,
    /// Its department, or none for the whole agency.
    pub department: Option<String>,
    /// The role.
    pub role: String,
    /// From when on.
    pub from: DateTime<Utc>,
    /// Until when.
    pub to: Option<DateTime<Utc>>,
    /// The decision.
    pub legal_basis: Option<String>,
}

/// A post to be given.
#[derive(Debug, Clone, Default)]
pub struct NewPost {
    /// The agency's code.
    pub agency: String,
    /// Its department, or empty for the whole agency.
    pub department: String,
    /// The role.
    pub role: String,
    /// From when on; now if absent.
    pub from: Option<DateTime<Utc>>,
    /// The decision it rests on.
    pub legal_basis: String,
}

/// Somebody to be given an account.
#[derive(Debug, Clone)]
pub struct NewMember {
    /// What will be typed at sign-in.
    pub user_name: String,
    /// What colleagues and applicants read.
    pub name: String,
    /// The first post.
    pub post: NewPost,
}

/// All staff, in the order of Vietnamese lists of names.
///
/// # Errors
/// [`Error::NotFound`] if the officer is no administrator.
pub async fn staff(desk: &Desk, officer: &Officer) -> Result<Vec<Member>, Error> {
    allowed(officer)?;
    let mut reader = desk.store.reader().await?;
    let officers = db!(reader, admin_staff::officers())?;
    let posts = db!(reader, admin_staff::posts())?;
    let now = desk.now();
    let stays = |post: &StaffPostRow| post.role == ROLE && post.valid_from <= now && post.valid_to.is_none();
    let lasting = |row: &OfficerRow| {
        row.disabled_at.is_none() && posts.iter().any(|post| post.officer_id == row.id && stays(post))
    };
    let administrators: Vec<Uuid> = officers.iter().filter(|row| lasting(row)).map(|row| row.id).collect();
    let mut members: Vec<Member> = officers
        .into_iter()
        .map(|row| {
            let mut member = Member {
                posts: posts.iter().filter(|post| post.officer_id == row.id).map(of).collect(),
                account: row.into(),
                leaves_one: false,
            };
            let beside = administrators.iter().filter(|id| **id != member.account.id).count();
            member.leaves_one = beside == 1 && member.administers(now);
            member
        })
        .collect();
    sort_by_name(&mut members, |member| &member.account.display_name)?;
    Ok(members)
}

/// One of the staff.
///
/// # Errors
/// [`Error::NotFound`] if there is none, or the officer is no administrator.
pub async fn member(desk: &Desk, officer: &Officer, id: Uuid) -> Result<Member, Error> {
    let all = staff(desk, officer).await?;
    all.into_iter().find(|it| it.account.id == id).ok_or(Error::NotFound)
}

fn of(row: &StaffPostRow) -> StaffPost {
    StaffPost {
        id: row.id,
        agency: row.agency_code.clone(),
        department: row.department.clone(),
        role: row.role.clone(),
        from: row.valid_from,
        to: row.valid_to,
        legal_basis: row.legal_basis.clone(),
    }
}

/// One of the staff, inside the transaction that changes them: all who change staff come one after the other, so that what
/// is read here still holds when it is written.
async fn member_now(tx: &mut Tx, id: Uuid, now: DateTime<Utc>) -> Result<Member, Error> {
    db!(tx, admin_texts::count_up())?;
    let row = db!(tx, officers::by_id(id))?.ok_or(Error::NotFound)?;
    let posts = db!(tx, admin_staff::posts_of(id))?;
    let beside = db!(tx, admin_staff::holders_beside(ROLE, Uuid::nil(), Some(id), now))?;
    let mut member = Member {
        posts: posts.iter().map(of).collect(),
        account: row.into(),
        leaves_one: false,
    };
    member.leaves_one = beside == 1 && member.administers(now);
    Ok(member)
}

/// Makes an account with its first post, and gives back the invitation, to be handed over once: password and one-time
/// codes are the officer's own from the beginning.
///
/// # Errors
/// All that is to be mended at once: [`Denied::NameMissing`], [`Denied::UserName`], [`Denied::NameTaken`],
/// [`Denied::AgencyMissing`], [`Denied::NoAgency`], [`Denied::NoRole`], [`Denied::DecisionMissing`],
/// [`Denied::DatePassed`]. Nothing is written then.
pub async fn add_member(
    desk: &Desk,
    officers: &Officers,
    officer: &Officer,
    new: &NewMember,
) -> Result<(Uuid, Invitation), AdminError> {
    allowed(officer)?;
    let mut found = Vec::new();
    if new.name.trim().is_empty() {
        found.push(Denied::NameMissing);
    }
    if !is_user_name(&fold(&new.user_name)) {
        found.push(Denied::UserName);
    } else if officers.knows(&new.user_name).await? {
        found.push(Denied::NameTaken);
    }
    found.extend(unsound(desk, &[], &new.post));
    Denied::all(found)?;
    let (account, kept, invitation) = officers.draw_account(&new.user_name, &new.name);
    let post = row_of(desk, account.id, &new.post);
    let subject = format!("staff/{}", account.user_name);
    let written = desk
        .store
        .write(async |tx| {
            db!(tx, officers::insert(&account))?;
            db!(tx, officers::put_invitation(&kept))?;
            db!(tx, admin_staff::insert_post(&post))?;
            note(desk, tx, officer, "add_member", &subject, "").await?;
            note(desk, tx, officer, "give_post", &subject, &detail_of(&post)).await
        })
        .await;
    match written {
        Ok(()) => Ok((account.id, invitation)),
        Err(error) if error.is_conflict_on("officers_user_name_key") => Err(Denied::NameTaken.into()),
        Err(error) => Err(error.into()),
    }
}

/// Makes an account at the word of whoever runs the machine: the first administrator has nobody to be invited by.
///
/// # Errors
/// As [`add_member`], and [`Denied::PasswordTooShort`].
pub async fn add_by_operator(
    desk: &Desk,
    officers: &Officers,
    account: &NewOfficer,
    posts: &[FirstPost],
) -> Result<Uuid, AdminError> {
    if account.display_name.trim().is_empty() {
        return Err(Denied::NameMissing.into());
    }
    if !is_user_name(&fold(&account.user_name)) {
        return Err(Denied::UserName.into());
    }
    for post in posts {
        Denied::all(nowhere(desk, &post.agency_code, &post.role))?;
    }
    match officers.add_with_posts(account, posts).await {
        Ok(added) => Ok(added.id),
        Err(Refusal::Failed(error)) if error.is_conflict_on("officers_user_name_key") => Err(Denied::NameTaken.into()),
        Err(Refusal::Password(_)) => Err(Denied::PasswordTooShort.into()),
        Err(Refusal::Failed(error)) => Err(error.into()),
        Err(error) => Err(Error::Broken(error.to_string()).into()),
    }
}

/// Invites somebody anew who has lost the password or the telephone, or whose invitation ran out. What they signed in
/// with until now ends at once, wherever they are signed in.
///
/// # Errors
/// [`Denied::Oneself`]; [`Error::NotFound`] if there is no such account, it is closed, or the officer is no administrator.
pub async fn invite(desk: &Desk, officers: &Officers, officer: &Officer, of: Uuid) -> Result<Invitation, AdminError> {
    allowed(officer)?;
    if of == officer.who.id {
        return Err(Denied::Oneself.into());
    }
    desk.store
        .write(async |tx| {
            let member = member_now(tx, of, desk.now()).await?;
            if member.account.disabled_at.is_some() {
                return Err(Error::NotFound.into());
            }
            let invitation = officers.invite(tx, of).await?;
            let subject = format!("staff/{}", member.account.user_name);
            note(desk, tx, officer, "invite", &subject, "").await?;
            Ok(invitation)
        })
        .await
}

/// What is wrong if there is no such agency today, or no such role.
fn nowhere(desk: &Desk, agency: &str, role: &str) -> Vec<Denied> {
    let mut found = Vec::new();
    let known = AgencyCode::parse(agency.trim()).ok();
    let known = known.and_then(|code| desk.reference.agency(&code));
    if agency.trim().is_empty() {
        found.push(Denied::AgencyMissing);
    } else if known.is_none_or(|agency| agency.valid_to.is_some()) {
        found.push(Denied::NoAgency);
    }
    if desk.reference.role(role).is_none() {
        found.push(Denied::NoRole);
    }
    found
}

/// What a post is not as it must be.
fn unsound(desk: &Desk, held: &[StaffPost], post: &NewPost) -> Vec<Denied> {
    let mut found = nowhere(desk, &post.agency, &post.role);
    if post.legal_basis.trim().is_empty() {
        found.push(Denied::DecisionMissing);
    }
    let now = desk.now();
    if post.from.is_some_and(|from| vietnam_date(from) < vietnam_date(now)) {
        found.push(Denied::DatePassed);
    }
    let reads = |code: &str| desk.reference.role(code).is_some_and(|role| role.reads_dossiers);
    let mut others = held.iter().filter(|it| it.to.is_none_or(|to| to > now));
    if others.any(|it| (it.role == ROLE && reads(&post.role)) || (post.role == ROLE && reads(&it.role))) {
        found.push(Denied::BothKinds);
    }
    found
}

fn row_of(desk: &Desk, officer: Uuid, post: &NewPost) -> StaffPostRow {
    let now = desk.now();
    let department = post.department.trim();
    StaffPostRow {
        id: desk.ids.uuid(now),
        officer_id: officer,
        agency_code: post.agency.trim().to_owned(),
        department: (!department.is_empty()).then(|| department.to_owned()),
        role: post.role.clone(),
        valid_from: post.from.unwrap_or(now),
        valid_to: None,
        legal_basis: Some(post.legal_basis.trim().chars().take(300).collect()),
    }
}

/// What the log says of a post.
fn detail_of(post: &StaffPostRow) -> String {
    let decision = post.legal_basis.as_deref().unwrap_or_default();
    format!("{} {}: {decision}", post.role, post.agency_code)
}

/// Gives somebody a post.
///
/// # Errors
/// [`Denied::Oneself`]; and all that is to be mended at once: [`Denied::BothKinds`] (STA-1), [`Denied::AgencyMissing`],
/// [`Denied::NoAgency`], [`Denied::NoRole`], [`Denied::DecisionMissing`], [`Denied::DatePassed`].
pub async fn give_post(desk: &Desk, officer: &Officer, to: Uuid, post: &NewPost) -> Result<(), AdminError> {
    allowed(officer)?;
    if to == officer.who.id {
        return Err(Denied::Oneself.into());
    }
    let mut tx = desk.store.begin().await?;
    let member = member_now(&mut tx, to, desk.now()).await?;
    Denied::all(unsound(desk, &member.posts, post))?;
    let row = row_of(desk, to, post);
    db!(tx, admin_staff::insert_post(&row))?;
    let subject = format!("staff/{}", member.account.user_name);
    note(desk, &mut tx, officer, "give_post", &subject, &detail_of(&row)).await?;
    Ok(tx.commit().await?)
}

/// Why somebody's post or account ends.
#[derive(Debug, Clone, Copy)]
pub struct Ending<'a> {
    /// The reason, or the decision.
    pub reason: &'a str,
    /// Whether it is meant though one administrator is left by it.
    pub leaving_one: bool,
}

/// What an end is not as it must be.
fn unfounded(ending: Ending<'_>, leaves_one: bool) -> Result<(), Denied> {
    let mut found = Vec::new();
    if ending.reason.trim().is_empty() {
        found.push(Denied::Missing);
    }
    if leaves_one && !ending.leaving_one {
        found.push(Denied::OneWouldBeLeft);
    }
    Denied::all(found)
}

/// Ends a post now: rights end the same day (STA-1).
///
/// # Errors
/// [`Denied::Oneself`], [`Denied::LastAdministrator`], [`Denied::InHand`] tasks to be handed over first; and what is to be
/// mended at once: [`Denied::Missing`] without a reason, [`Denied::OneWouldBeLeft`].
pub async fn end_post(
    desk: &Desk,
    officer: &Officer,
    of: Uuid,
    post: Uuid,
    ending: Ending<'_>,
) -> Result<(), AdminError> {
    allowed(officer)?;
    let mut tx = desk.store.begin().await?;
    // Two who end each other's posts at the same moment come one after the other.
    let member = member_now(&mut tx, of, desk.now()).await?;
    let held = member.posts.iter().find(|it| it.id == post).ok_or(Error::NotFound)?;
    if held.role == ROLE && db!(tx, admin_staff::holders_beside(ROLE, post, None, desk.now()))? == 0 {
        return Err(Denied::LastAdministrator.into());
    }
    if of == officer.who.id {
        return Err(Denied::Oneself.into());
    }
    unfounded(ending, held.role == ROLE && member.leaves_one)?;
    in_hand(&mut tx, of).await?;
    end(&mut tx, post, desk.now()).await?;
    let detail = format!("{} {}: {}", held.role, held.agency, ending.reason.trim());
    let subject = format!("staff/{}", member.account.user_name);
    note(desk, &mut tx, officer, "end_post", &subject, &detail).await?;
    Ok(tx.commit().await?)
}

/// Closes an account: whoever has it is signed out with the next page.
///
/// # Errors
/// As [`end_post`].
pub async fn close(desk: &Desk, officer: &Officer, of: Uuid, ending: Ending<'_>) -> Result<(), AdminError> {
    allowed(officer)?;
    let now = desk.now();
    let mut tx = desk.store.begin().await?;
    let member = member_now(&mut tx, of, desk.now()).await?;
    if member.administers(now) && db!(tx, admin_staff::holders_beside(ROLE, Uuid::nil(), Some(of), now))? == 0 {
        return Err(Denied::LastAdministrator.into());
    }
    if of == officer.who.id {
        return Err(Denied::Oneself.into());
    }
    unfounded(ending, member.leaves_one)?;
    in_hand(&mut tx, of).await?;
    set_disabled(&mut tx, of, Some(now)).await?;
    let subject = format!("staff/{}", member.account.user_name);
    note(desk, &mut tx, officer, "close", &subject, ending.reason.trim()).await?;
    Ok(tx.commit().await?)
}

/// Opens an account again.
///
/// # Errors
/// [`Error::NotFound`] if there is none, or the officer is no administrator.
pub async fn reopen(desk: &Desk, officer: &Officer, of: Uuid) -> Result<(), AdminError> {
    allowed(officer)?;
    let mut tx = desk.store.begin().await?;
    let member = member_now(&mut tx, of, desk.now()).await?;
    set_disabled(&mut tx, of, None).await?;
    let subject = format!("staff/{}", member.account.user_name);
    note(desk, &mut tx, officer, "reopen", &subject, "").await?;
    Ok(tx.commit().await?)
}

async fn in_hand(tx: &mut Tx, officer: Uuid) -> Result<(), AdminError> {
    match db!(tx, admin_staff::tasks_in_hand(officer))? {
        0 => Ok(()),
        tasks => Err(Denied::InHand(u64::try_from(tasks).unwrap_or_default()).into()),
    }
}
