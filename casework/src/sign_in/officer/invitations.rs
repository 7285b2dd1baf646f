//! An officer's first sign-in. An administrator hands over a code that is good once and for a few days; with it the officer
//! chooses a password and takes over the secret of the one-time codes. Nobody else ever sees either of them.

use chrono::{DateTime, TimeDelta, Utc};
use secrecy::SecretString;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use uuid::Uuid;

use super::{Officer, Officers, Refusal, fold, place_of};
use crate::db;
use crate::sessions::Account;
use crate::sign_in::{Passwords, TotpSecret};
use crate::store::rows::admin::AdminLogRow;
use crate::store::rows::officers::{InvitationRow, OfficerRow};
use crate::store::{StoreError, Tx};

/// So long an invitation is good: over a weekend.
pub const INVITED_FOR: TimeDelta = TimeDelta::days(3);

/// Letters and digits that are not mistaken for one another.
const ALPHABET: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
/// Characters of a code: 100 bits.
const LENGTH: usize = 20;

/// What is handed over to the officer, once.
#[derive(Clone, Debug)]
pub struct Invitation {
    /// The code, in groups of five.
    pub code: SecretString,
    /// Until when it is good.
    pub until: DateTime<Utc>,
}

/// Somebody who has shown the code of their invitation.
#[derive(Clone, Debug)]
pub struct Invited {
    /// Whose account it is.
    pub officer: Officer,
    /// What the officer's app shall share with us.
    pub totp: TotpSecret,
}

impl Officers {
    /// An account with no password yet, and the invitation to it. Nothing is written.
    pub(crate) fn draw_account(&self, user_name: &str, display_name: &str) -> (OfficerRow, InvitationRow, Invitation) {
        let now = self.clock.now();
        let id = self.ids.uuid(now);
        let row = OfficerRow {
            id,
            user_name: fold(user_name),
            display_name: display_name.trim().to_owned(),
            password_hash: String::new(),
            totp_secret: self.vault.seal(&place_of(id), TotpSecret::new(&self.ids).as_bytes()),
            totp_last_step: 0,
            created_at: now,
            disabled_at: None,
        };
        let (invitation, kept) = self.draw_invitation(id);
        (row, kept, invitation)
    }

    fn draw_invitation(&self, officer: Uuid) -> (Invitation, InvitationRow) {
        let random = self.ids.bytes::<LENGTH>();
        let letters = random.map(|byte| char::from(ALPHABET[usize::from(byte % 32)]));
        let groups: Vec<String> = letters.chunks(5).map(|group| group.iter().collect()).collect();
        let now = self.clock.now();
        let until = now + INVITED_FOR;
        let row = InvitationRow {
            officer_id: officer,
            code_hash: hash(officer, &groups.concat()),
            totp_secret: self
                .vault
                .seal(&place_of_invitation(officer), TotpSecret::new(&self.ids).as_bytes()),
            made_at: now,
            valid_to: until,
        };
        let invitation = Invitation {
            code: SecretString::from(groups.join("-")),
            until,
        };
        (invitation, row)
    }

    /// Invites an officer anew: password, one-time codes, sessions and earlier invitations end with it.
    pub(crate) async fn invite(&self, tx: &mut Tx, officer: Uuid) -> Result<Invitation, StoreError> {
        let (invitation, row) = self.draw_invitation(officer);
        let nothing = self
            .vault
            .seal(&place_of(officer), TotpSecret::new(&self.ids).as_bytes());
        db!(tx, officers::set_credentials(officer, "", &nothing, 0))?;
        db!(
            tx,
            sessions::delete_all(Account::Officer { id: officer }.kind(), officer)
        )?;
        db!(tx, officers::put_invitation(&row))?;
        Ok(invitation)
    }

    /// Looks at the code of an invitation.
    ///
    /// # Errors
    /// [`Refusal::WrongDetails`] if there is none of that code for that name, or its time is over.
    pub async fn invited(&self, user_name: &str, code: &str) -> Result<Invited, Refusal> {
        let name = fold(user_name);
        if let Some(until) = self.invitations.attempt(&name).await? {
            return Err(Refusal::HeldOff { until });
        }
        let mut reader = self.store.reader().await?;
        let officer = db!(reader, officers::by_user_name(&name))?.filter(|row| row.disabled_at.is_none());
        let row = match &officer {
            Some(officer) => db!(reader, officers::invitation(officer.id))?,
            None => None,
        };
        drop(reader);
        let (Some(officer), Some(row)) = (officer, row) else {
            return Err(Refusal::WrongDetails);
        };
        let given = hash(officer.id, &cleaned(code));
        if !bool::from(given.ct_eq(&row.code_hash)) || row.valid_to <= self.clock.now() {
            return Err(Refusal::WrongDetails);
        }
        self.store
            .write(async |tx| self.invitations.clear(tx, &name).await)
            .await?;
        let secret = self.vault.open(&place_of_invitation(officer.id), &row.totp_secret)?;
        Ok(Invited {
            officer: officer.into(),
            totp: TotpSecret::from_bytes(secret),
        })
    }

    /// The officer accepts: from now on the password and the one-time codes are theirs, and the code is good no more.
    /// Administrators read in their log that it happened.
    ///
    /// # Errors
    /// As [`Officers::invited`]; [`Refusal::Password`] if the password is too short; [`Refusal::WrongCode`]; or
    /// [`Refusal::WrongCodeAndPassword`].
    pub async fn accept(
        &self,
        user_name: &str,
        code: &str,
        password: &SecretString,
        one_time: &str,
    ) -> Result<Officer, Refusal> {
        let Invited { officer, totp } = self.invited(user_name, code).await?;
        let now = self.clock.now();
        let step = match (totp.step_of(one_time, now), Passwords::fits(password)) {
            (Some(step), fits) => fits.map(|()| step)?,
            (None, Ok(())) => return Err(Refusal::WrongCode),
            (None, Err(_)) => return Err(Refusal::WrongCodeAndPassword),
        };
        let password = self.passwords.hash(password).await?;
        let sealed = self.vault.seal(&place_of(officer.id), totp.as_bytes());
        let noted = AdminLogRow {
            id: self.ids.uuid(now),
            at: now,
            officer: officer.id,
            officer_name: officer.display_name.clone(),
            act: "accept".to_owned(),
            subject: format!("staff/{}", officer.user_name),
            detail: String::new(),
        };
        let code = hash(officer.id, &cleaned(code));
        let first = self
            .store
            .write(async |tx| {
                // Once, also if it is sent twice at the same moment.
                if !db!(tx, officers::take_invitation(officer.id, &code))? {
                    return Ok::<_, StoreError>(false);
                }
                db!(tx, officers::set_credentials(officer.id, &password, &sealed, step))?;
                db!(tx, admin_log::insert(&noted))?;
                Ok(true)
            })
            .await?;
        if first { Ok(officer) } else { Err(Refusal::WrongDetails) }
    }
}

/// As it was drawn, however it is typed.
fn cleaned(code: &str) -> String {
    let letters = code.chars().filter(char::is_ascii_alphanumeric);
    letters
        .take(2 * LENGTH)
        .map(|letter| letter.to_ascii_uppercase())
        .collect()
}

/// A code has so many values that its hash needs no salt but the account.
fn hash(officer: Uuid, code: &str) -> Vec<u8> {
    Sha256::new()
        .chain_update(officer.as_bytes())
        .chain_update(code)
        .finalize()
        .to_vec()
}

fn place_of_invitation(officer: Uuid) -> String {
    format!("officer_invitations.totp_secret/{officer}")
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret as _;

    use super::{Invitation, cleaned};

    #[test]
    fn a_code_is_read_however_it_is_typed_and_never_shown() {
        assert_eq!(cleaned(" ab3de-FGH jk "), "AB3DEFGHJK");
        let invitation = Invitation {
            code: "ABCDE-FGHJK".into(),
            until: chrono::DateTime::UNIX_EPOCH,
        };
        assert!(!format!("{invitation:?}").contains(invitation.code.expose_secret()));
    }
}
