//! A browser without a window: asks the site's own routes as somebody, in a language.

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use motcua_app::render::{Assets, Site};
use motcua_app::web::{App, LANGUAGE_COOKIE, Parts, SESSION_COOKIE, dress_failures, keep_unsent};
use motcua_casework::people;
use motcua_casework::sessions::{Account, Limits, Origin, Sessions};
use motcua_casework::sign_in::citizen::{Citizens, ProviderSettings};
use motcua_casework::sign_in::officer::{NewOfficer, NewPost, Officers, add_post};
use motcua_casework::sign_in::{Cost, Passwords, TotpSecret};
use motcua_casework::vault::{SecretKey, Vault};
use motcua_domain::dossier::{AssuranceLevel, Citizen, Officer};
use motcua_domain::text::{Lang, Text};
use tower::ServiceExt as _;

use crate::outline::outline;
use crate::shop::{AGENCY, Shop};

/// The site over the desk of a shop.
pub struct Windows {
    routes: Router,
    sessions: Sessions,
    pub officers: Officers,
}

impl Windows {
    /// Opens it.
    pub fn of(shop: &Shop) -> Self {
        let fresh = &shop.fresh;
        let sessions = Sessions::new(
            fresh.store.clone(),
            fresh.clock.clone(),
            fresh.ids.clone(),
            Limits::default(),
        );
        let provider = ProviderSettings {
            issuer: "http://127.0.0.1:9".to_owned(),
            client_id: "motcua".to_owned(),
            client_secret: "secret".into(),
            redirect_url: "http://127.0.0.1:9/sign-in/return".to_owned(),
        };
        let cheap = Cost {
            memory: 64,
            rounds: 1,
            at_once: 1,
        };
        let (store, clock, ids) = (fresh.store.clone(), fresh.clock.clone(), fresh.ids.clone());
        let officers = Officers::new(
            store.clone(),
            clock.clone(),
            ids.clone(),
            Passwords::new(cheap, ids.clone()).unwrap(),
            Vault::new(&SecretKey::new(&ids), ids.clone()),
        );
        let app = App::new(Parts {
            desk: shop.desk.clone(),
            sessions: sessions.clone(),
            citizens: Citizens::new(provider, store.clone(), clock.clone(), ids.clone()).unwrap(),
            officers: officers.clone(),
            assets: Arc::new(Assets::from_json("{}").unwrap()),
            site: Arc::new(Site {
                support_line: Text::same("1900 0000"),
                ..Site::default()
            }),
            trusted_proxies: motcua_app::web::TrustedProxies::default(),
            secure_cookies: false,
            demo_officers: None,
        });
        let dress = axum::middleware::from_fn_with_state(app.clone(), dress_failures);
        let keep = axum::middleware::from_fn_with_state(app.clone(), keep_unsent);
        let routes = motcua_app::routes().layer(keep).layer(dress).with_state(app);
        Self {
            routes,
            sessions,
            officers,
        }
    }

    /// Gives somebody a post in the ward, signs them in, and gives them a browser.
    pub async fn officer(&self, shop: &Shop, name: &str, role: &str, lang: Lang) -> (Officer, Browser) {
        self.colleague(shop, AGENCY, (role, name), role, lang).await
    }

    /// As [`Windows::officer`], in another agency.
    pub async fn officer_of(
        &self,
        shop: &Shop,
        agency: &str,
        name: &str,
        role: &str,
        lang: Lang,
    ) -> (Officer, Browser) {
        self.colleague(shop, agency, (role, name), role, lang).await
    }

    /// As [`Windows::officer_of`], where several hold the same role: user name and name.
    pub async fn colleague(
        &self,
        shop: &Shop,
        agency: &str,
        (user_name, name): (&str, &str),
        role: &str,
        lang: Lang,
    ) -> (Officer, Browser) {
        let account = NewOfficer {
            user_name: user_name.to_owned(),
            display_name: name.to_owned(),
            password: "mat-khau-de-thu-2026".to_owned().into(),
            totp: TotpSecret::from_bytes(vec![7; 20]),
        };
        let id = self.officers.add(&account).await.unwrap().id;
        let post = NewPost {
            agency_code: agency.to_owned(),
            department: None,
            role: role.to_owned(),
            valid_from: shop.desk.now(),
            valid_to: None,
        };
        let of_post = shop.desk.ids.uuid(shop.desk.now());
        let written = shop.desk.store.write(async |tx| add_post(tx, of_post, id, &post).await);
        written.await.unwrap();
        let who = people::officer(&shop.desk, id).await.unwrap().unwrap();
        let browser = self.again(&who, lang).await;
        (who, browser)
    }

    /// Signs an officer in anew: after a night the session is over.
    pub async fn again(&self, who: &Officer, lang: Lang) -> Browser {
        let account = Account::Officer { id: who.who.id };
        let token = self.sessions.create(account, &Origin::default(), None).await.unwrap();
        self.browser(Some(token.secret()), lang)
    }

    /// Signs a citizen in and gives them a browser.
    pub async fn citizen(&self, who: &Citizen, lang: Lang) -> Browser {
        let account = Account::Citizen {
            id: who.account,
            assurance: match who.level {
                AssuranceLevel::One => 1,
                AssuranceLevel::Two => 2,
            },
        };
        let token = self.sessions.create(account, &Origin::default(), None).await.unwrap();
        self.browser(Some(token.secret()), lang)
    }

    /// Gives somebody who has not signed in a browser.
    pub fn guest(&self, lang: Lang) -> Browser {
        self.browser(None, lang)
    }

    /// Gives somebody who brings a session nobody knows a browser.
    pub fn stranger(&self, lang: Lang) -> Browser {
        self.browser(Some("0123456789abcdef"), lang)
    }

    fn browser(&self, token: Option<&str>, lang: Lang) -> Browser {
        let session = token
            .map(|token| format!("{SESSION_COOKIE}={token}; "))
            .unwrap_or_default();
        Browser {
            routes: self.routes.clone(),
            cookies: format!("{session}{LANGUAGE_COOKIE}={}", lang.as_str()),
            lang,
        }
    }
}

/// Somebody's browser.
pub struct Browser {
    routes: Router,
    cookies: String,
    lang: Lang,
}

impl Browser {
    /// Opens a page and compares it with the one kept under that name, in the language of the browser.
    pub async fn sees(&self, name: &str, path: &str) {
        let (status, page) = self.asks(Request::get(path)).await;
        self.keeps(name, status, &page);
    }

    /// Posts a form whose answer is a page.
    pub async fn sees_after(&self, name: &str, path: &str, inputs: &[(&str, &str)]) {
        let (status, page) = self.posts(path, inputs).await;
        self.keeps(name, status, &page);
    }

    /// Opens a page that is there: its markup.
    pub async fn opens(&self, path: &str) -> String {
        let (status, page) = self.asks(Request::get(path)).await;
        assert_eq!(status, StatusCode::OK, "{path}: {}", outline(&page));
        page
    }

    /// Opens a page that only leads to another one: where to.
    pub async fn leads(&self, path: &str) -> String {
        self.redirect(path, Request::get(path), Body::empty(), StatusCode::SEE_OTHER)
            .await
    }

    /// Posts a form that the browser is to post elsewhere, as it is: where to.
    pub async fn repeats(&self, path: &str, inputs: &[(&str, &str)]) -> String {
        let post = Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let body = Body::from(form(inputs));
        self.redirect(path, post, body, StatusCode::TEMPORARY_REDIRECT).await
    }

    /// Posts a form that leads on to another page: where to.
    pub async fn sends(&self, path: &str, inputs: &[(&str, &str)]) -> String {
        let post = Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.redirect(path, post, Body::from(form(inputs)), StatusCode::SEE_OTHER)
            .await
    }

    /// Sends a file, by name, media type and content, to the form of a document.
    pub async fn uploads(&self, path: &str, (name, mime, content): (&str, &str, &[u8])) -> String {
        let head = format!(
            "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: {mime}\r\n\r\n"
        );
        let body = [head.as_bytes(), content, b"\r\n--edge--\r\n"].concat();
        let post = Request::post(path).header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge");
        self.redirect(path, post, Body::from(body), StatusCode::SEE_OTHER).await
    }

    async fn redirect(
        &self,
        path: &str,
        request: axum::http::request::Builder,
        body: Body,
        wanted: StatusCode,
    ) -> String {
        let request = request.header(header::COOKIE, &self.cookies).body(body).unwrap();
        let answer = self.routes.clone().oneshot(request).await.unwrap();
        let (status, to) = (answer.status(), answer.headers().get(header::LOCATION).cloned());
        if status != wanted {
            let page = to_bytes(answer.into_body(), 4 * 1024 * 1024).await.unwrap();
            panic!("{path}: {status}: {}", outline(&String::from_utf8_lossy(&page)));
        }
        to.unwrap().to_str().unwrap().to_owned()
    }

    /// Downloads a PDF; `None` if there is none of that address.
    pub async fn downloads(&self, path: &str) -> Option<Vec<u8>> {
        let request = Request::get(path).header(header::COOKIE, &self.cookies);
        let routes = self.routes.clone();
        let response = routes.oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        if response.status() == StatusCode::NOT_FOUND {
            return None;
        }
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        assert_eq!(response.headers()[header::CONTENT_TYPE], "application/pdf", "{path}");
        let content = to_bytes(response.into_body(), 10 << 20).await.unwrap();
        assert!(content.starts_with(b"%PDF-"), "{path}");
        Some(content.to_vec())
    }

    fn keeps(&self, name: &str, status: StatusCode, page: &str) {
        let mut settings = insta::Settings::clone_current();
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.set_snapshot_path(format!("snapshots/{}", self.lang.as_str()));
        settings.bind(|| insta::assert_snapshot!(name, format!("{}\n{}", status.as_u16(), outline(page))));
    }

    /// Posts a form: the status and the markup of the answer.
    pub async fn posts(&self, path: &str, inputs: &[(&str, &str)]) -> (StatusCode, String) {
        let body = form(inputs);
        let post = Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.answer(
            post.header(header::COOKIE, &self.cookies)
                .body(Body::from(body))
                .unwrap(),
        )
        .await
    }

    async fn asks(&self, request: axum::http::request::Builder) -> (StatusCode, String) {
        self.answer(
            request
                .header(header::COOKIE, &self.cookies)
                .body(Body::empty())
                .unwrap(),
        )
        .await
    }

    async fn answer(&self, request: Request<Body>) -> (StatusCode, String) {
        let answer = self.routes.clone().oneshot(request).await.unwrap();
        let status = answer.status();
        let body = to_bytes(answer.into_body(), 4 * 1024 * 1024).await.unwrap();
        (status, String::from_utf8(body.to_vec()).unwrap())
    }
}

/// A form as it is sent.
fn form(inputs: &[(&str, &str)]) -> String {
    let pairs: Vec<String> = inputs
        .iter()
        .map(|(name, value)| format!("{}={}", encoded(name), encoded(value)))
        .collect();
    pairs.join("&")
}

/// Words of a form as they are sent.
fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}
