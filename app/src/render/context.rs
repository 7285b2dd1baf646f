//! What every page knows about its request.

use super::Assets;
use crate::components::BannerKind;
use motcua_domain::text::Text;
use motcua_texts::Lang;
use std::sync::Arc;

/// What a page needs besides its own data. Made once for a request by the server.
#[derive(Clone, Debug)]
pub struct PageContext {
    /// Language of the page.
    pub lang: Lang,
    /// Number used once, for the scripts of this answer; the same as in its content security policy.
    pub nonce: String,
    /// Path and query of the request, to come back to after choosing a language or signing in.
    pub path: String,
    /// Who is signed in.
    pub user: Option<SignedIn>,
    /// Names of scripts and style sheets.
    pub assets: Arc<Assets>,
    /// What is the same on all pages.
    pub site: Arc<Site>,
    /// What has just been done, said once.
    pub flash: Option<Flash>,
}

/// Settings that show on every page.
#[derive(Clone, Debug, Default)]
pub struct Site {
    /// Whether people, dossiers and registers are made up.
    pub demo: bool,
    /// Telephone of the support line with its hours.
    pub support_line: Text,
    /// A message to everybody, such as announced maintenance.
    pub service_message: Option<Text>,
    /// Where the journey of this installation is: province or agency, under the name of the product.
    pub tagline: Option<Text>,
}

/// Who is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedIn {
    /// Name of the person.
    pub name: String,
    /// What they are here for.
    pub kind: UserKind,
}

/// What a person is here for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UserKind {
    /// Own matters, or those of somebody they represent.
    Citizen {
        /// The person they act for now.
        acting_for: Option<String>,
    },
    /// Work of an agency.
    Officer {
        /// Name of the one-stop shop or unit, in the language of the page.
        unit: String,
        /// Whether they may configure.
        administrator: bool,
    },
}

/// The cookie that carries what has just been done over one redirect.
pub const FLASH_COOKIE: &str = "motcua_flash";

/// What has just been done; shown once, on the page after the redirect.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Flash {
    /// How it is shown.
    pub kind: BannerKind,
    /// What is said.
    pub text: String,
}
