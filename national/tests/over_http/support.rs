//! Starts the simulated systems on a free port and speaks to them as a local system would.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, NaiveDate, Utc};
use motcua_national::identity::Client;
use motcua_national::{Clock, National, serve};
use reqwest::{RequestBuilder, Response};
use serde_json::{Value, json};

pub struct Running {
    pub base: String,
    pub national: Arc<National>,
    pub http: reqwest::Client,
    token: String,
}

pub fn now() -> DateTime<Utc> {
    "2026-11-22T03:00:00Z".parse().unwrap()
}

pub fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()
}

pub async fn start() -> Running {
    start_with(|it| it).await
}

/// With a clock that can be moved, in seconds after [`now`].
pub async fn start_at(after: Arc<AtomicI64>) -> Running {
    let frozen = Clock::frozen(now(), 7);
    let clock = Clock::new(
        move || now() + chrono::Duration::seconds(after.load(Ordering::Relaxed)),
        move |bytes| {
            for chunk in bytes.chunks_mut(8) {
                chunk.copy_from_slice(&frozen.bytes::<8>()[..chunk.len()]);
            }
        },
    );
    start_on(clock, |it| it).await
}

pub async fn start_with(prepare: impl FnOnce(National) -> National) -> Running {
    start_on(Clock::frozen(now(), 7), prepare).await
}

async fn start_on(clock: Clock, prepare: impl FnOnce(National) -> National) -> Running {
    // Another test of this process may have installed it before.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let national = Arc::new(prepare(National::new(1, today(), &base, clock)));
    tokio::spawn(serve(listener, national.clone()));
    let http = reqwest::Client::builder()
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .unwrap();
    let mut running = Running {
        base,
        national,
        http,
        token: String::new(),
    };
    running.renew_token().await;
    running
}

impl Running {
    /// Gets a new token: the old one ends after ten minutes of the systems' clock.
    pub async fn renew_token(&mut self) {
        let form = [
            ("grant_type", "client_credentials"),
            ("client_id", Client::DEMO_ID),
            ("client_secret", Client::DEMO_SECRET),
        ];
        let request = self.http.post(format!("{}/oauth/token", self.base)).form(&form);
        let answer: Value = request.send().await.unwrap().json().await.unwrap();
        self.token = answer["access_token"].as_str().unwrap().to_owned();
    }

    pub fn request(&self, path: &str, body: &Value) -> RequestBuilder {
        self.http
            .post(format!("{}/{path}", self.base))
            .bearer_auth(&self.token)
            .header("X-Road-Client", "VN/GOV/H26/MOTCUA")
            .header("X-Road-Id", "message-1")
            .header("X-Road-UserId", "001080000001")
            .header("X-Road-Issue", "H26.97-261122-0001")
            .json(body)
    }

    pub async fn post(&self, path: &str, body: Value) -> Response {
        self.request(path, &body).send().await.unwrap()
    }

    pub async fn ask(&self, path: &str, body: Value) -> Value {
        let response = self.post(path, body).await;
        assert_eq!(response.status(), 200, "{path}");
        response.json().await.unwrap()
    }
}

pub const LAN: &str = "001196028417";

pub fn keys_of_lan() -> Value {
    json!({
        "MaYeuCau": "1", "MaDVC": "1.001193", "SoDinhDanh": LAN, "HoVaTen": "NGUYỄN THỊ LAN",
        "NgayThangNamSinh": {"NgayThangNam": "19960312"},
    })
}
