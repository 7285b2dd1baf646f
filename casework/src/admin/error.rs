//! How an administrator's act can end other than well.

use chrono::NaiveDate;
use motcua_domain::text::Text;

use super::Draft;
use crate::error::Error;
use crate::procedures::FileFault;
use crate::store::StoreError;

/// An act was not done.
#[derive(Debug, thiserror::Error)]
pub enum AdminError {
    /// As everywhere.
    #[error(transparent)]
    Failed(#[from] Error),
    /// The rules say no, and the administrator can do something about it.
    #[error("refused: {0:?}")]
    Refused(Box<Denied>),
}

/// Why an act is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Denied {
    /// Somebody else changed the draft meanwhile, or published it, or took it away.
    Changed(Option<Box<Draft>>),
    /// The text is not sound.
    Unsound(Vec<FileFault>),
    /// The text is that of the published version.
    NothingChanged,
    /// Approval is for somebody whose work is not in it.
    OwnWork,
    /// Approval is not asked for.
    NotWaiting,
    /// Nothing is said where something must be.
    Missing,
    /// The day is past.
    DatePassed,
    /// The day is before the first day of the version that is published.
    BeforeVersion(NaiveDate),
    /// The day is not before the first day of a later version, which would be taken back.
    AfterVersion(NaiveDate),
    /// The procedure is a part of groups.
    PartOf(Vec<Text>),
    /// An end is asked for already.
    EndsAlready,
    /// There is no such agency.
    NoAgency,
    /// There is no such role.
    NoRole,
    /// No agency is named.
    AgencyMissing,
    /// Whoever shall have the account has no name.
    NameMissing,
    /// Nobody can be called so at sign-in.
    UserName,
    /// A post without the decision it rests on.
    DecisionMissing,
    /// Several things at once, each to be mended.
    Several(Vec<Denied>),
    /// The user name is taken.
    NameTaken,
    /// The password is too short.
    PasswordTooShort,
    /// Nobody gives themselves a post, or takes their own.
    Oneself,
    /// Who configures the system reads no dossiers (STA-1).
    BothKinds,
    /// Nobody would be left to configure the system.
    LastAdministrator,
    /// One administrator would be left, who can publish nothing alone; to be done by somebody who knows that.
    OneWouldBeLeft,
    /// The officer has tasks in hand.
    InHand(u64),
}

impl Denied {
    /// All there is to be mended, if anything is.
    pub(super) fn all(mut found: Vec<Self>) -> Result<(), Self> {
        match found.pop() {
            None => Ok(()),
            Some(only) if found.is_empty() => Err(only),
            Some(last) => {
                found.push(last);
                Err(Self::Several(found))
            }
        }
    }

    /// Each thing to be mended.
    #[must_use]
    pub fn each(&self) -> &[Self] {
        match self {
            Self::Several(found) => found,
            only => std::slice::from_ref(only),
        }
    }
}

impl From<Denied> for AdminError {
    fn from(denied: Denied) -> Self {
        Self::Refused(Box::new(denied))
    }
}

impl From<StoreError> for AdminError {
    fn from(error: StoreError) -> Self {
        Self::Failed(error.into())
    }
}
