//! Signing in as a client and a browser without scripts see it.

use crate::support::{LAN, Running, start};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

const VERIFIER: &str = "a-verifier-that-is-long-enough-to-be-one-0123456789";

impl Running {
    fn back(&self) -> String {
        format!("{}/back", self.base)
    }

    fn authorize(&self, more: &[(&str, &str)]) -> reqwest::RequestBuilder {
        let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(VERIFIER));
        let back = self.back();
        let query = [
            ("client_id", "motcua"),
            ("redirect_uri", back.as_str()),
            ("response_type", "code"),
            ("scope", "openid profile"),
            ("state", "a state & more"),
            ("nonce", "n-1"),
            ("code_challenge", challenge.as_str()),
            ("code_challenge_method", "S256"),
        ];
        let all: Vec<_> = query
            .into_iter()
            .filter(|it| more.iter().all(|new| new.0 != it.0))
            .chain(more.iter().copied())
            .collect();
        self.http.get(format!("{}/identity/authorize", self.base)).query(&all)
    }

    /// Up to the return to the client: the address and the cookie.
    async fn sign_in(&self, person: &str) -> (String, String) {
        let page = location(&self.authorize(&[]).send().await.unwrap());
        let request = parameter(&page, "request");
        let form = [("request", request.as_str()), ("lang", "vi"), ("person", person)];
        let response = self
            .http
            .post(format!("{}/identity/sign-in", self.base))
            .form(&form)
            .send()
            .await
            .unwrap();
        let cookie = response.headers()["set-cookie"]
            .to_str()
            .unwrap()
            .split(';')
            .next()
            .unwrap()
            .to_owned();
        (location(&response), cookie)
    }

    async fn redeem(&self, code: &str, verifier: &str) -> reqwest::Response {
        let back = self.back();
        let form = [
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", back.as_str()),
            ("code_verifier", verifier),
        ];
        self.http
            .post(format!("{}/identity/token", self.base))
            .basic_auth("motcua", Some("motcua-demo"))
            .form(&form)
            .send()
            .await
            .unwrap()
    }
}

fn location(response: &reqwest::Response) -> String {
    assert_eq!(response.status(), 303);
    response.headers()["location"].to_str().unwrap().to_owned()
}

fn parameter(address: &str, name: &str) -> String {
    let url = reqwest::Url::parse(address).unwrap();
    url.query_pairs()
        .find(|it| it.0 == name)
        .map(|it| it.1.into_owned())
        .unwrap_or_default()
}

#[tokio::test]
async fn a_person_signs_in_and_the_client_learns_who_it_is() {
    let running = start().await;
    let (back, _) = running.sign_in(LAN).await;
    assert!(back.starts_with(&running.back()));
    assert_eq!(parameter(&back, "state"), "a state & more");
    let answer: Value = running
        .redeem(&parameter(&back, "code"), VERIFIER)
        .await
        .json()
        .await
        .unwrap();

    let configuration = format!("{}/identity/.well-known/openid-configuration", running.base);
    let configuration: Value = running
        .http
        .get(configuration)
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    let keys = configuration["jwks_uri"].as_str().unwrap();
    let keys: Value = running.http.get(keys).send().await.unwrap().json().await.unwrap();
    let key = &keys["keys"][0];
    let key = DecodingKey::from_ec_components(key["x"].as_str().unwrap(), key["y"].as_str().unwrap()).unwrap();
    let mut validation = Validation::new(Algorithm::ES256);
    validation.set_audience(&["motcua"]);
    validation.set_issuer(&[running.national.issuer()]);
    validation.validate_exp = false;
    let claims = jsonwebtoken::decode::<Value>(answer["id_token"].as_str().unwrap(), &key, &validation)
        .unwrap()
        .claims;
    assert_eq!(claims["nonce"], "n-1");
    assert_eq!(claims["acr"], "2");
    assert_eq!(claims["personal_id"], LAN);
    assert_eq!(claims["name"], "Nguyễn Thị Lan");
    assert_eq!(claims["birthdate"], "1996-03-12");
    assert_eq!(claims["phone_number"], "+84987654196");
    assert_eq!(claims["exp"].as_i64().unwrap(), crate::support::now().timestamp() + 600);

    let info = running.http.get(configuration["userinfo_endpoint"].as_str().unwrap());
    let info: Value = info
        .bearer_auth(answer["access_token"].as_str().unwrap())
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    assert_eq!(info["sub"], claims["sub"]);
}

#[tokio::test]
async fn a_wrong_verifier_spends_the_code() {
    let running = start().await;
    let (back, _) = running.sign_in(LAN).await;
    let code = parameter(&back, "code");
    for verifier in ["another-verifier-that-is-long-enough-to-be-one-01", VERIFIER] {
        let response = running.redeem(&code, verifier).await;
        assert_eq!(response.status(), 400);
        assert_eq!(response.json::<Value>().await.unwrap()["error"], "invalid_grant");
    }
}

#[tokio::test]
async fn nobody_is_sent_to_a_stranger_and_pkce_is_needed() {
    let running = start().await;
    let stranger = running
        .authorize(&[("redirect_uri", "http://evil.test/back")])
        .send()
        .await
        .unwrap();
    assert_eq!(stranger.status(), 400);
    for plain in [("code_challenge_method", "plain"), ("code_challenge", "")] {
        let back = location(&running.authorize(&[plain]).send().await.unwrap());
        assert_eq!(parameter(&back, "error"), "invalid_request");
    }
}

#[tokio::test]
async fn the_page_finds_people_by_name_and_number_in_both_languages() {
    let running = start().await;
    let page = location(&running.authorize(&[]).send().await.unwrap());
    let text = running.http.get(&page).send().await.unwrap().text().await.unwrap();
    assert!(text.contains("lang=\"vi\"") && text.contains("Trần Văn Bình") && !text.contains("<script"));
    let english = page.replace("lang=vi", "lang=en");
    let text = running.http.get(&english).send().await.unwrap().text().await.unwrap();
    assert!(text.contains("Search by name or personal number"));
    let request = parameter(&page, "request");
    for (query, expected) in [
        ("do thi mai", "Đỗ Thị Mai"),
        ("001201083327", "Bùi Quang Huy"),
        ("<b>", "Không tìm thấy ai"),
    ] {
        let form = [("request", request.as_str()), ("lang", "vi"), ("q", query)];
        let found = running
            .http
            .post(format!("{}/identity/sign-in", running.base))
            .form(&form)
            .send()
            .await
            .unwrap();
        let found = found.text().await.unwrap();
        assert!(found.contains(expected), "{query}");
        assert!(!found.contains("<b>"));
    }
    let form = [("request", request.as_str()), ("cancel", "1")];
    let back = running
        .http
        .post(format!("{}/identity/sign-in", running.base))
        .form(&form)
        .send()
        .await
        .unwrap();
    assert_eq!(parameter(&location(&back), "error"), "access_denied");
    assert_eq!(
        running.http.get(&page).send().await.unwrap().status(),
        400,
        "the page is spent"
    );
}

#[tokio::test]
async fn the_session_lasts_until_logout_and_prompt_login_asks_anew() {
    let running = start().await;
    let back = location(&running.authorize(&[("prompt", "none")]).send().await.unwrap());
    assert_eq!(parameter(&back, "error"), "login_required");
    let (_, cookie) = running.sign_in(LAN).await;
    let with = |more: &[(&str, &str)]| running.authorize(more).header("cookie", &cookie).send();
    assert_ne!(parameter(&location(&with(&[]).await.unwrap()), "code"), "");
    assert!(location(&with(&[("prompt", "login")]).await.unwrap()).contains("/identity/sign-in?"));

    let out = running
        .http
        .get(format!("{}/identity/logout", running.base))
        .header("cookie", &cookie);
    let back = running.back();
    let out = out.query(&[
        ("client_id", "motcua"),
        ("post_logout_redirect_uri", back.as_str()),
        ("state", "s"),
    ]);
    let out = out.send().await.unwrap();
    assert_eq!(location(&out), format!("{back}?state=s"));
    assert!(location(&with(&[]).await.unwrap()).contains("/identity/sign-in?"));
    let stranger = running.http.get(format!(
        "{}/identity/logout?client_id=motcua&post_logout_redirect_uri=http://evil.test",
        running.base
    ));
    assert_eq!(stranger.send().await.unwrap().status(), 200, "a page of its own");
}

#[tokio::test]
async fn the_level_of_the_account_is_told() {
    let running = start().await;
    let (back, _) = running.sign_in("001201083327").await;
    let answer: Value = running
        .redeem(&parameter(&back, "code"), VERIFIER)
        .await
        .json()
        .await
        .unwrap();
    let payload = answer["id_token"].as_str().unwrap().split('.').nth(1).unwrap();
    let claims: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).unwrap()).unwrap();
    assert_eq!(claims["acr"], "1");
}
