//! How a use case can end other than well.

use motcua_domain::dossier::{Refusal, Why};

use crate::files::FileError;
use crate::store::StoreError;

/// A use case did not do what was asked.
///
/// A *refusal* is something the person can act on; everything else is ours. Only what is ours is logged as an error,
/// once, where it is handled.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such thing, or it is none of this person's business, which outwards is the same.
    #[error("not found")]
    NotFound,
    /// The rules say no.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The file was not taken.
    #[error(transparent)]
    File(#[from] FileError),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Something that cannot be was found: a fault of ours.
    #[error("broken: {0}")]
    Broken(String),
}

impl Error {
    /// Whether it may work again later: the server answers 503 with advice.
    #[must_use]
    pub fn is_unavailable(&self) -> bool {
        match self {
            Error::Store(error) => error.is_unavailable(),
            Error::File(error) => matches!(error, FileError::Storage(_)),
            Error::NotFound | Error::Refused(_) | Error::Broken(_) => false,
        }
    }
}

impl From<Why> for Error {
    fn from(why: Why) -> Self {
        match why {
            Why::NotTheirs => Error::NotFound,
            why => Error::Refused(why.alone()),
        }
    }
}
