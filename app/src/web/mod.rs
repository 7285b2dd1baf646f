//! What every page handler shares: the state, the visitor, posts, answers when something went wrong.

mod caller;
mod failure;
mod figures;
mod form;
mod proxies;
mod unsent;
mod visitor;

pub(crate) use caller::Caller;
pub use failure::{Halt, PageResult, dress_failures};
pub use form::{Inputs, see_other};
pub use proxies::{NoNetwork, TrustedProxies};
pub use unsent::{Interrupted, keep_unsent};
pub use visitor::{LANGUAGE_COOKIE, SESSION_COOKIE, SignedInCitizen, SignedInOfficer, Visitor, Who, session_cookie};

use std::sync::Arc;

use motcua_casework::citizen::Figures;
use motcua_casework::desk::Desk;
use motcua_casework::sessions::Sessions;
use motcua_casework::sign_in::citizen::Citizens;
use motcua_casework::sign_in::officer::Officers;

use self::figures::FiguresCache;
use crate::render::{Assets, Site};
pub use crate::sign_in::{DemoOfficer, DemoOfficers};

/// The most bytes of an ordinary post; uploads have their own limit.
pub const MOST_POSTED: usize = 256 * 1024;

/// What the pages stand on. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Inner>);

struct Inner {
    parts: Parts,
    figures: FiguresCache,
}

/// The parts of [`App`].
pub struct Parts {
    /// Where use cases work.
    pub desk: Desk,
    /// Sessions.
    pub sessions: Sessions,
    /// Sign-in of citizens.
    pub citizens: Citizens,
    /// Sign-in of officers.
    pub officers: Officers,
    /// Names of scripts and style sheets.
    pub assets: Arc<Assets>,
    /// What is the same on all pages.
    pub site: Arc<Site>,
    /// Whose word on where a request comes from is taken.
    pub trusted_proxies: TrustedProxies,
    /// Whether cookies are sent over encrypted connections only.
    pub secure_cookies: bool,
    /// Whom to try out, in a demonstration only; shown to everybody who signs in as an officer.
    pub demo_officers: Option<DemoOfficers>,
}

impl App {
    /// The pages' state.
    #[must_use]
    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(Inner {
            parts,
            figures: FiguresCache::default(),
        }))
    }

    /// The figures of the month, not older than some minutes; `None` while they cannot be counted.
    pub(crate) async fn figures(&self) -> Option<Figures> {
        self.0.figures.get(&self.0.parts.desk).await
    }
}

impl std::ops::Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0.parts
    }
}
