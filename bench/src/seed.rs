//! What must be there: households with accounts and sessions, drafts ready to submit, dossiers at the desk, officers.
//!
//! One application for a birth registration is made by the use cases, with what the simulated registers say. It is then
//! copied for other households, with their own personal numbers and their own children's names.

use anyhow::Context;
use futures::{StreamExt, TryStreamExt, stream};
use motcua_casework::case::Case;
use motcua_casework::citizen;
use motcua_casework::desk::Desk;
use motcua_casework::drafts::{self, Draft, DraftBody};
use motcua_casework::people;
use motcua_casework::seeding::{self, Resident};
use motcua_casework::sessions::{Account, Limits, Origin, Sessions};
use motcua_casework::sign_in::officer::{NewOfficer, NewPost, Officers, add_post};
use motcua_casework::sign_in::{Cost, Passwords, TotpSecret};
use motcua_casework::vault::{SecretKey, Vault};
use motcua_domain::dossier::Citizen;
use motcua_domain::procedure::ProcedureId;
use secrecy::SecretString;
use uuid::Uuid;

/// The cookie of the session.
const COOKIE: &str = "motcua_session";
/// The parents whose application is copied; the simulated registers know them and their daughter's birth.
const MOTHER: &str = "001196028417";
const FATHER: &str = "001094015263";
/// What their child is called, to be replaced in copies.
const CHILD: &str = "Trần Nguyễn An Nhiên";
/// What the parent types or chooses: all the rest is known to the State.
const TYPED: [(&str, &[(&str, &str)]); 3] = [
    ("child", &[("child_full_name", CHILD)]),
    (
        "result",
        &[("copies_requested", "no"), ("result_delivery", "electronic")],
    ),
    ("declaration", &[("declaration_truthful", "yes")]),
];

/// How many fields the parent types or chooses; with copies of the extract, their number is one more.
#[must_use]
pub fn typed_fields() -> usize {
    TYPED.iter().map(|(_, fields)| fields.len()).sum::<usize>() + 1
}

/// A parent with an account, signed in.
#[derive(Clone, Debug)]
pub struct Household {
    /// The mother.
    pub citizen: Citizen,
    /// Her session's cookie, `name=value`.
    pub cookie: String,
    mother: String,
    father: String,
}

/// An application ready to be submitted.
#[derive(Clone, Debug)]
pub struct Ready {
    /// The draft.
    pub draft: Uuid,
    /// Whose it is.
    pub citizen: Citizen,
    /// Her session's cookie.
    pub cookie: String,
}

/// A dossier at the desk.
#[derive(Clone, Debug)]
pub struct AtDesk {
    /// Its code.
    pub code: String,
    /// How many events it has.
    pub seq: u32,
    /// The cookie of the citizen whose it is.
    pub cookie: String,
}

/// An officer, signed in.
#[derive(Clone, Debug)]
pub struct AtWork {
    /// The account.
    pub id: Uuid,
    /// The session's cookie.
    pub cookie: String,
}

/// Makes what must be there.
#[derive(Debug)]
pub struct Seeds {
    desk: Desk,
    sessions: Sessions,
    like: Draft,
    households: Vec<Household>,
    made: usize,
}

impl Seeds {
    /// Makes one application by the use cases, and so many households. The simulated national systems must be reachable.
    ///
    /// # Errors
    /// If the application cannot be made complete, or the database fails.
    pub async fn plant(desk: Desk, households: usize) -> anyhow::Result<Self> {
        let sessions = Sessions::new(
            desk.store.clone(),
            desk.clock.clone(),
            desk.ids.clone(),
            Limits::default(),
        );
        let parents = [
            resident(MOTHER, "Nguyễn Thị Lan", "1996-03-12", "lan.nguyen@example.vn"),
            resident(FATHER, "Trần Văn Hùng", "1994-07-02", "hung.tran@example.vn"),
        ];
        let accounts = seeding::accounts(&desk, &parents).await?;
        let like = application(&desk, accounts[0], accounts[1])
            .await
            .context("an application to copy")?;
        let mut planted = Self {
            desk,
            sessions,
            like,
            households: Vec::new(),
            made: 0,
        };
        planted.settle(households).await?;
        Ok(planted)
    }

    async fn settle(&mut self, households: usize) -> anyhow::Result<()> {
        // The last six digits of a personal number are free (COD-6).
        let numbers: Vec<(String, String)> = (0..households)
            .map(|index| {
                (
                    format!("{}{:06}", &MOTHER[..6], index + 200),
                    format!("{}{:06}", &FATHER[..6], index + 200),
                )
            })
            .collect();
        let mothers: Vec<Resident> = numbers
            .iter()
            .enumerate()
            .map(|(index, (mother, _))| {
                resident(
                    mother,
                    "Nguyễn Thị Lan",
                    "1996-03-12",
                    &format!("household{index}@example.vn"),
                )
            })
            .collect();
        let accounts = seeding::accounts(&self.desk, &mothers).await?;
        let this = &*self;
        let settled: Vec<Household> = stream::iter(accounts.into_iter().zip(numbers))
            .map(async |(account, (mother, father))| {
                let citizen = people::citizen(&this.desk, account, 2)
                    .await?
                    .context("the account was just made")?;
                let cookie = this
                    .sign_in(Account::Citizen {
                        id: account,
                        assurance: 2,
                    })
                    .await?;
                Ok::<_, anyhow::Error>(Household {
                    citizen,
                    cookie,
                    mother,
                    father,
                })
            })
            .buffered(32)
            .try_collect()
            .await?;
        self.households = settled;
        Ok(())
    }

    async fn sign_in(&self, account: Account) -> anyhow::Result<String> {
        let origin = Origin {
            user_agent: "bench".to_owned(),
            ip_prefix: "127.0.0.0/24".to_owned(),
        };
        let token = self.sessions.create(account, &origin, None).await?;
        Ok(format!("{COOKIE}={}", token.secret()))
    }

    /// The desk it is made at.
    #[must_use]
    pub fn desk(&self) -> &Desk {
        &self.desk
    }

    /// So many applications, complete and ready to be submitted.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn ready(&mut self, count: usize) -> anyhow::Result<Vec<Ready>> {
        let json = serde_json::to_string(&self.like.body)?;
        let mut owners = Vec::with_capacity(count);
        let mut bodies = Vec::with_capacity(count);
        for _ in 0..count {
            let household = &self.households[self.made % self.households.len()];
            let body = json
                .replace(MOTHER, &household.mother)
                .replace(FATHER, &household.father)
                .replace(
                    "lan.nguyen@example.vn",
                    &format!("household{}@example.vn", self.made % self.households.len()),
                )
                .replace(CHILD, &child(self.made));
            let body: DraftBody = serde_json::from_str(&body)?;
            bodies.push((household.citizen.account, body));
            owners.push(household);
            self.made += 1;
        }
        let ids = seeding::drafts(&self.desk, &self.like, bodies).await?;
        let ready = ids.into_iter().zip(owners).map(|(draft, household)| Ready {
            draft,
            citizen: household.citizen.clone(),
            cookie: household.cookie.clone(),
        });
        Ok(ready.collect())
    }

    /// So many dossiers, submitted in the ordinary way; their effects are forgotten.
    ///
    /// # Errors
    /// If one cannot be submitted.
    pub async fn dossiers(&mut self, count: usize) -> anyhow::Result<Vec<AtDesk>> {
        let ready = self.ready(count).await?;
        let desk = &self.desk;
        let submitted: Vec<AtDesk> = stream::iter(ready)
            .map(async |ready| {
                let receipt = citizen::submit(desk, &ready.citizen, ready.draft).await?;
                Ok::<_, anyhow::Error>(AtDesk {
                    code: receipt.code.to_string(),
                    seq: 0,
                    cookie: ready.cookie,
                })
            })
            .buffered(64)
            .try_collect()
            .await?;
        seeding::forget_jobs(&desk.store).await?;
        // All went the same way, so all have as many events as the first.
        let Some(first) = submitted.first() else {
            return Ok(submitted);
        };
        let seq = Case::by_code(desk, &first.code).await?.dossier.seq;
        Ok(submitted.into_iter().map(|dossier| AtDesk { seq, ..dossier }).collect())
    }

    /// So many officers of a role, at the agency that receives the dossier of this code.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn officers(&self, count: usize, role: &str, code: &str) -> anyhow::Result<Vec<AtWork>> {
        let mut made = Vec::with_capacity(count);
        for index in 0..count {
            made.push(self.officer(&format!("bench.{role}.{index}"), role, code).await?);
        }
        Ok(made)
    }

    /// An officer of a role with that user name, at the agency that receives the dossier of this code.
    ///
    /// # Errors
    /// If the database fails, or the name is taken.
    pub async fn officer(&self, user_name: &str, role: &str, code: &str) -> anyhow::Result<AtWork> {
        let desk = &self.desk;
        let case = Case::by_code(desk, code).await?;
        let agency = case.dossier.application.receiving.to_string();
        let passwords = Passwords::new(Cost::default(), desk.ids.clone())?;
        // These officers are signed in as they are made: no code of theirs is ever asked for.
        let vault = Vault::new(&SecretKey::new(&desk.ids), desk.ids.clone());
        let officers = Officers::new(
            desk.store.clone(),
            desk.clock.clone(),
            desk.ids.clone(),
            passwords,
            vault,
        );
        let password: String = desk
            .ids
            .bytes::<16>()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        let officer = officers
            .add(&NewOfficer {
                user_name: user_name.to_owned(),
                display_name: format!("Cán bộ {user_name}"),
                password: SecretString::from(password),
                totp: TotpSecret::new(&desk.ids),
            })
            .await?;
        let post = NewPost {
            agency_code: agency,
            department: None,
            role: role.to_owned(),
            valid_from: desk.now(),
            valid_to: None,
        };
        let id = desk.ids.uuid(desk.now());
        desk.store
            .write(async |tx| add_post(tx, id, officer.id, &post).await)
            .await?;
        Ok(AtWork {
            id: officer.id,
            cookie: self.sign_in(Account::Officer { id: officer.id }).await?,
        })
    }
}

fn resident(personal_id: &str, name: &str, born: &str, email: &str) -> Resident {
    Resident {
        personal_id: personal_id.to_owned(),
        full_name: name.to_owned(),
        date_of_birth: born.to_owned(),
        phone: Some("+84987654196".to_owned()),
        email: Some(email.to_owned()),
    }
}

/// The application as the parents make it: five things typed or chosen, the other parent confirms.
async fn application(desk: &Desk, mother: Uuid, father: Uuid) -> anyhow::Result<Draft> {
    let mother = people::citizen(desk, mother, 2)
        .await?
        .context("the mother's account")?;
    let father = people::citizen(desk, father, 2)
        .await?
        .context("the father's account")?;
    let id = drafts::start(desk, &mother, &ProcedureId::from("birth-registration")).await?;
    for (section, fields) in TYPED {
        let inputs: Vec<(String, String)> = fields
            .iter()
            .map(|(field, value)| ((*field).to_owned(), (*value).to_owned()))
            .collect();
        drafts::save_section(desk, &mother, id, section, &inputs).await?;
    }
    let asked = drafts::ask_confirmation(desk, &mother, id, "other_parent").await?;
    drafts::answer_confirmation(desk, &father, id, "other_parent", asked, true).await?;
    let draft = Draft::open(desk, &mother, id).await?;
    if let Some(why) = draft.review(desk).hindrance() {
        anyhow::bail!("the application is not complete: {why}");
    }
    Ok(draft)
}

const MIDDLE: [&str; 12] = [
    "Gia", "Minh", "Bảo", "Ngọc", "Hoài", "Khánh", "Thùy", "Đức", "Quỳnh", "Hải", "Thanh", "Phương",
];
const GIVEN: [&str; 14] = [
    "An", "Bình", "Châu", "Dương", "Giang", "Hân", "Khôi", "Linh", "Mai", "Nam", "Phúc", "Quân", "Thảo", "Vy",
];

/// The name of a child: many different ones.
fn child(index: usize) -> String {
    let (first, rest) = (index % MIDDLE.len(), index / MIDDLE.len());
    let (second, rest) = (rest % MIDDLE.len(), rest / MIDDLE.len());
    format!(
        "Trần {} {} {}",
        MIDDLE[first],
        MIDDLE[second],
        GIVEN[rest % GIVEN.len()]
    )
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    #[test]
    fn children_have_different_names() {
        let names: BTreeSet<String> = (0..2000).map(super::child).collect();
        assert_eq!(names.len(), 2000);
    }
}
