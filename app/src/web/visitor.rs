//! Who asks for a page, in which language.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::response::Redirect;
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use motcua_casework::admin::is_administrator;
use motcua_casework::people;
use motcua_casework::sessions::{Account, Token};
use motcua_domain::dossier::{Citizen, Officer};
use motcua_texts::Lang;

use super::unsent::Interrupted;
use super::{App, Halt};
use crate::render::{FLASH_COOKIE, Flash, PageContext, SignedIn, UserKind};
use crate::urls::{SignIn, with_query};

/// The cookie of the session.
pub const SESSION_COOKIE: &str = "motcua_session";
/// The cookie of the language.
pub const LANGUAGE_COOKIE: &str = "motcua_lang";

/// Whoever asks, signed in or not.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// The language of the page.
    pub lang: Lang,
    /// Who it is.
    pub who: Who,
    context: PageContext,
}

/// Who it is.
#[derive(Clone, Debug)]
pub enum Who {
    /// Nobody is signed in.
    Guest,
    /// A citizen.
    Citizen(Citizen),
    /// An officer with the posts held today.
    Officer(Officer),
}

impl Visitor {
    /// What the page needs besides its own data.
    #[must_use]
    pub fn context(&self) -> &PageContext {
        &self.context
    }

    /// The citizen, if one is signed in.
    #[must_use]
    pub fn citizen(&self) -> Option<&Citizen> {
        match &self.who {
            Who::Citizen(citizen) => Some(citizen),
            Who::Guest | Who::Officer(_) => None,
        }
    }

    /// The officer, if one is signed in.
    #[must_use]
    pub fn officer(&self) -> Option<&Officer> {
        match &self.who {
            Who::Officer(officer) => Some(officer),
            Who::Guest | Who::Citizen(_) => None,
        }
    }
}

impl Visitor {
    /// What a page needs when nobody could be recognised: the language and the way back.
    pub(super) async fn context_of(parts: &mut Parts, app: &App) -> PageContext {
        match Self::from_request_parts(parts, app).await {
            Ok(visitor) => visitor.context,
            Err(_) => plain_context(parts, app),
        }
    }
}

fn plain_context(parts: &Parts, app: &App) -> PageContext {
    let jar = CookieJar::from_headers(&parts.headers);
    let path = parts.uri.path_and_query().map_or("/", |path| path.as_str()).to_owned();
    let asked = parts.uri.query().and_then(|query| {
        query
            .split('&')
            .find_map(|pair| pair.strip_prefix("lang="))
            .and_then(Lang::parse)
    });
    let lang = asked
        .or_else(|| jar.get(LANGUAGE_COOKIE).and_then(|cookie| Lang::parse(cookie.value())))
        .unwrap_or_default();
    PageContext {
        lang,
        nonce: app
            .desk
            .ids
            .bytes::<16>()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect(),
        path,
        user: None,
        assets: app.assets.clone(),
        site: app.site.clone(),
        flash: jar.get(FLASH_COOKIE).and_then(|cookie| flash_of(cookie.value())),
    }
}

impl FromRequestParts<App> for Visitor {
    type Rejection = Halt;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Halt> {
        let mut context = plain_context(parts, app);
        // What was published on another node holds here a second later.
        if let Err(error) = app.desk.keep_up().await {
            tracing::warn!(%error, "What was published cannot be read: {error}");
        }
        let jar = CookieJar::from_headers(&parts.headers);
        let session = match jar.get(SESSION_COOKIE) {
            Some(cookie) => app.sessions.find(cookie.value()).await?,
            None => None,
        };
        let who = match session.map(|session| session.account) {
            None => Who::Guest,
            Some(Account::Citizen { id, assurance }) => people::citizen(&app.desk, id, assurance)
                .await?
                .map_or(Who::Guest, Who::Citizen),
            Some(Account::Officer { id }) => people::officer(&app.desk, id).await?.map_or(Who::Guest, Who::Officer),
        };
        context.user = match &who {
            Who::Guest => None,
            Who::Citizen(citizen) => Some(SignedIn {
                name: citizen.name.clone(),
                kind: UserKind::Citizen { acting_for: None },
            }),
            Who::Officer(officer) => {
                let unit = officer
                    .posts
                    .first()
                    .map(|post| app.desk.reference.agency_name(&post.agency, context.lang));
                let kind = UserKind::Officer {
                    unit: unit.unwrap_or_default(),
                    administrator: is_administrator(officer),
                };
                Some(SignedIn {
                    name: officer.who.name.clone(),
                    kind,
                })
            }
        };
        Ok(Self {
            lang: context.lang,
            who,
            context,
        })
    }
}

/// A citizen who is signed in; others are led to sign in and come back.
#[derive(Clone, Debug)]
pub struct SignedInCitizen(pub Citizen, pub Visitor);

impl FromRequestParts<App> for SignedInCitizen {
    type Rejection = Halt;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Halt> {
        let visitor = <Visitor as FromRequestParts<App>>::from_request_parts(parts, app).await?;
        match visitor.citizen().cloned() {
            Some(citizen) => Ok(Self(citizen, visitor)),
            None => Err(sign_in(parts, &visitor, "")),
        }
    }
}

/// An officer who is signed in; others are led to sign in and come back.
#[derive(Clone, Debug)]
pub struct SignedInOfficer(pub Officer, pub Visitor);

impl FromRequestParts<App> for SignedInOfficer {
    type Rejection = Halt;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Halt> {
        let visitor = <Visitor as FromRequestParts<App>>::from_request_parts(parts, app).await?;
        match visitor.officer().cloned() {
            Some(officer) => Ok(Self(officer, visitor)),
            None => Err(sign_in(parts, &visitor, "officer")),
        }
    }
}

/// To the sign-in page and back again. A post comes back to the page it was sent from.
fn sign_in(parts: &Parts, visitor: &Visitor, who: &'static str) -> Halt {
    let own = parts.uri.path_and_query().map_or("/", |path| path.as_str()).to_owned();
    let back = if parts.method.is_safe() {
        own
    } else {
        let referer = parts
            .headers
            .get(axum::http::header::REFERER)
            .and_then(|referer| referer.to_str().ok());
        let path = referer
            .and_then(|referer| referer.split_once("://"))
            .and_then(|(_, rest)| rest.find('/').map(|at| &rest[at..]));
        path.unwrap_or("/").to_owned()
    };
    // A guest who brings the cookie of a session was signed in: it has ended meanwhile.
    let cookie = CookieJar::from_headers(&parts.headers).get(SESSION_COOKIE).is_some();
    let ended = cookie && matches!(visitor.who, Who::Guest);
    if ended && !parts.method.is_safe() {
        return Halt::Interrupted(Interrupted { page: back, who });
    }
    let lost = if ended { "session" } else { "" };
    Halt::Elsewhere(Redirect::to(&with_query(
        SignIn::ROUTE,
        &[("back", &back), ("as", who), ("lost", lost)],
    )))
}

/// The cookie of a new session.
#[must_use]
pub fn session_cookie(app: &App, token: &Token) -> Cookie<'static> {
    Cookie::build((SESSION_COOKIE, token.secret().to_owned()))
        .path("/")
        .http_only(true)
        .secure(app.secure_cookies)
        .same_site(SameSite::Lax)
        .build()
}

/// The cookie that carries what has just been done over one redirect.
pub(super) fn flash_cookie(app: &App, flash: &Flash) -> Cookie<'static> {
    let json = serde_json::to_string(flash).unwrap_or_default();
    let hex: String = json.bytes().map(|byte| format!("{byte:02x}")).collect();
    Cookie::build((FLASH_COOKIE, hex))
        .path("/")
        .http_only(true)
        .secure(app.secure_cookies)
        .same_site(SameSite::Lax)
        // Taken away by the page that says it; long enough for the redirect on a slow line, and no longer, should that
        // page never be opened.
        .max_age(time::Duration::minutes(1))
        .build()
}

fn flash_of(hex: &str) -> Option<Flash> {
    if hex.len() > 2000 || !hex.is_ascii() {
        return None;
    }
    let bytes: Option<Vec<u8>> = (0..hex.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok())
        .collect();
    serde_json::from_slice(&bytes?).ok()
}
