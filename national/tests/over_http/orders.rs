//! The police and the social insurance as a local system meets them: over HTTP, with faults.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use chrono::Duration;
use motcua_national::faults::{Fault, Setting, System};
use serde_json::{Value, json};

use crate::support::{Running, start, start_at, start_with};

/// Lê Gia Bảo, registered in Phường Hồng Hà; his father heads the household.
const CHILD: &str = "001226018835";
const HEAD: &str = "001091036704";

fn ask(request: &str, dossier: &str) -> Value {
    json!({
        "maYeuCau": request, "maDonVi": "H26.97", "maHoSo": dossier, "ngayTiepNhan": "20261122",
        "treEm": {"soDinhDanh": CHILD, "hoTen": "LÊ GIA BẢO", "ngaySinh": "20260920"},
        "giayKhaiSinh": {"so": "101/2026"},
        "noiThuongTru": {"maTinh": "01", "maXa": "00097", "dcChiTiet": "8 ngách 5 ngõ 310 Nghi Tàm"},
        "chuHo": {"soDinhDanh": HEAD, "hoTen": "LÊ MINH TUẤN", "quanHe": "Con"}, "yKienDongY": "1",
        "maCSKCB": "01004", "tenCSKCB": "Bệnh viện Nhi Trung ương",
    })
}

async fn card(running: &Running, request: &str, dossier: &str) -> Value {
    running.ask("social-insurance/capTheBHYT", ask(request, dossier)).await
}

async fn residence(running: &Running, ask: Value) -> Value {
    running.ask("residence/dangKyThuongTru", ask).await
}

fn done(running: &Running, work: &str) -> usize {
    running.national.deeds().iter().filter(|it| it.work == work).count()
}

fn fault_once(running: &Running, system: System, fault: Fault) {
    running.national.faults().set(system, Setting { fault, times: Some(1) });
}

#[tokio::test]
async fn a_child_gets_a_residence_and_two_cards_once_each() {
    let running = start().await;
    let first = card(&running, "R-1", "D-1").await;
    assert_eq!(
        (&first["maLoi"], &first["trangThai"]),
        (&json!("0"), &json!(4)),
        "{first}"
    );
    let result = &first["ketQua"];
    let number = result["maThe"].as_str().unwrap();
    assert!(number.starts_with("TE101") && number.len() == 15, "{number}");
    assert_eq!(
        (&result["ngayHieuLuc"], &result["ngayHetHan"]),
        (&json!("20260920"), &json!("20320930"))
    );
    assert!(result["maQR"].as_str().unwrap().starts_with(number));
    assert_eq!(
        card(&running, "R-1", "D-1").await,
        first,
        "repeating it changes nothing"
    );

    let mut other = ask("R-1", "D-1");
    other["maCSKCB"] = json!("01999");
    assert_eq!(running.ask("social-insurance/capTheBHYT", other).await["maLoi"], "409");

    let second = card(&running, "R-2", "D-2").await;
    assert_eq!(
        (&second["trangThai"], &second["lyDo"]["ma"]),
        (&json!(6), &json!("DA_CO_THE"))
    );
    assert!(second.get("ketQua").is_none(), "another dossier learns no card number");
    let own = card(&running, "R-3", "D-1").await;
    assert_eq!((&own["maHoSoTruoc"], &own["ketQua"]), (&json!("D-1"), result));

    assert_eq!(
        residence(&running, ask("R-4", "D-3")).await["ketQua"]["quanHeVoiChuHo"],
        "Con"
    );
    let identity = running.ask("residence/capTheCanCuoc", ask("R-5", "D-4")).await;
    assert_eq!(identity["ketQua"]["soTheCanCuoc"], CHILD);
    assert_eq!(identity["ketQua"]["ngayHetHan"], "20400920");
    for work in ["health_card", "permanent_residence", "identity_card"] {
        assert_eq!(done(&running, work), 1, "{work}");
    }
}

#[tokio::test]
async fn what_does_not_agree_is_refused_with_a_reason() {
    let running = start().await;
    for (at, value, code) in [
        ("/treEm/soDinhDanh", json!("001226999999"), "KHONG_CO_TRE"),
        ("/treEm/hoTen", json!("LÊ GIA BẢ"), "SAI_TEN_TRE"),
        ("/treEm/ngaySinh", json!("20260921"), "SAI_NGAY_SINH"),
        ("/chuHo/soDinhDanh", json!("001999999999"), "KHONG_CO_CHU_HO"),
        ("/chuHo/hoTen", json!("LÊ MINH TÚ"), "SAI_TEN_CHU_HO"),
        ("/yKienDongY", json!("0"), "CHUA_DONG_Y"),
        ("/noiThuongTru/maXa", json!("00118"), "CHO_O_KHONG_DU_DIEU_KIEN"),
    ] {
        let mut ask = ask(code, "D-1");
        *ask.pointer_mut(at).unwrap() = value;
        let answer = residence(&running, ask).await;
        assert_eq!(
            (&answer["trangThai"], &answer["lyDo"]["ma"]),
            (&json!(6), &json!(code)),
            "{answer}"
        );
    }
    running.national.faults().set(System::Residence, Fault::Decline);
    let declined = residence(&running, ask("R-1", "D-1")).await;
    assert_eq!(declined["lyDo"]["ma"], "CHO_O_KHONG_DU_DIEU_KIEN");
    assert_eq!(done(&running, "permanent_residence"), 0);
}

#[tokio::test]
async fn a_lost_reply_has_done_its_work_and_a_doubled_message_is_done_once() {
    let running = start().await;
    fault_once(&running, System::SocialInsurance, Fault::LostReply);
    let lost = running
        .request("social-insurance/capTheBHYT", &ask("R-1", "D-1"))
        .send()
        .await;
    assert!(match lost {
        Ok(response) => response.bytes().await.is_err(),
        Err(_) => true,
    });
    fault_once(&running, System::SocialInsurance, Fault::Doubled);
    assert_eq!(card(&running, "R-1", "D-1").await["trangThai"], 4);
    assert_eq!(done(&running, "health_card"), 1);
}

#[tokio::test]
async fn messages_overtake_each_other() {
    let running = start().await;
    let patient = Fault::Reordered { millis: 600_000 };
    running.national.faults().set(System::SocialInsurance, patient);
    // The one that comes first waits for the other, so the other gets the card.
    let first = card(&running, "R-1", "D-1");
    tokio::pin!(first);
    let overtaking = async {
        while running.national.faults().waiting(System::SocialInsurance) == 0 {
            tokio::task::yield_now().await;
        }
        card(&running, "R-2", "D-2").await
    };
    let (first, second) = tokio::join!(first, overtaking);
    assert_eq!((&first["trangThai"], &second["trangThai"]), (&json!(6), &json!(4)));
}

#[tokio::test]
async fn answers_lie_as_they_are_told_to() {
    let running = start().await;
    let insurance = System::SocialInsurance;
    fault_once(&running, insurance, Fault::WrongData);
    let wrong = card(&running, "R-1", "D-1").await;
    assert_eq!(wrong["ketQua"]["soDinhDanh"], "001226018830");
    fault_once(&running, insurance, Fault::ScriptInName);
    let script = card(&running, "R-1", "D-1").await;
    assert_eq!(script["ketQua"]["hoTen"], "LÊ GIA BẢO<script>alert(1)</script>");
    let honest = running.post("social-insurance/capTheBHYT", ask("R-1", "D-1")).await;
    fault_once(&running, insurance, Fault::WrongSignature);
    let forged = running.post("social-insurance/capTheBHYT", ask("R-1", "D-1")).await;
    let signature = |response: &reqwest::Response| response.headers()["x-message-signature"].clone();
    assert_ne!(signature(&honest), signature(&forged));
    assert_eq!(honest.text().await.unwrap(), forged.text().await.unwrap());
}

#[tokio::test]
async fn a_message_with_a_signature_that_is_not_over_it_is_refused() {
    let running = start().await;
    let request = running.request("social-insurance/capTheBHYT", &ask("R-1", "D-1"));
    let refused = request.header("x-message-signature", "AAAA").send().await.unwrap();
    assert_eq!(refused.status(), 400);
    assert_eq!(refused.headers()["x-road-error"], "Client.BadSignature");
}

type Told = Arc<Mutex<Vec<(HeaderMap, Value)>>>;

/// A local system that takes answers; refuses the first.
async fn listener() -> (String, Told) {
    async fn take(
        State((told, refused)): State<(Told, Arc<AtomicI64>)>,
        headers: HeaderMap,
        body: String,
    ) -> StatusCode {
        if refused.fetch_add(1, Ordering::Relaxed) == 0 {
            return StatusCode::SERVICE_UNAVAILABLE;
        }
        told.lock()
            .unwrap()
            .push((headers, serde_json::from_str(&body).unwrap()));
        StatusCode::NO_CONTENT
    }
    let told = Told::default();
    let router = axum::Router::new()
        .route("/back/{system}", axum::routing::post(take))
        .with_state((told.clone(), Arc::<AtomicI64>::default()));
    let socket = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}/back", socket.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(socket, router).await });
    (address, told)
}

#[tokio::test]
async fn what_is_held_for_days_is_told_when_it_ends() {
    let seconds = Arc::<AtomicI64>::default();
    let mut running = start_at(seconds.clone()).await;
    let (address, told) = listener().await;
    running.national.set_callback(Some(address));
    running.national.set_pace_of(System::SocialInsurance, Duration::days(2));
    let taken = card(&running, "R-1", "D-1").await;
    assert_eq!(taken["trangThai"], 1);
    assert_eq!(
        card(&running, "R-2", "D-1").await["maTiepNhan"],
        taken["maTiepNhan"],
        "the same dossier again"
    );
    assert_eq!(running.national.tick().await, 0);
    seconds.store(3 * 86_400, Ordering::Relaxed);
    assert_eq!(running.national.tick().await, 0, "it is not taken yet");
    assert_eq!(running.national.tick().await, 1);
    assert_eq!(running.national.tick().await, 0, "told once");
    running.renew_token().await;
    let state = running
        .ask("social-insurance/traCuuYeuCau", json!({"maYeuCau": "R-1"}))
        .await;
    let told = told.lock().unwrap().clone();
    let (headers, body) = &told[0];
    assert_eq!(headers["x-road-id"], "R-1");
    assert!(headers.contains_key("x-message-signature"));
    assert_eq!((&body["trangThai"], body), (&json!(4), &state));
    assert_eq!(
        running.ask("residence/traCuuYeuCau", json!({"maYeuCau": "R-1"})).await["maLoi"],
        "201"
    );
}

#[tokio::test]
async fn orders_outlive_a_restart() {
    let path = std::env::temp_dir().join(format!("motcua-orders-{}", std::process::id()));
    let _ = std::fs::remove_file(&path);
    let keep = |it: motcua_national::National| it.with_ledger(&path).unwrap();
    let before = start_with(keep).await;
    let first = card(&before, "R-1", "D-1").await;
    let after = start_with(keep).await;
    assert_eq!(card(&after, "R-1", "D-1").await, first);
    assert_eq!(done(&after, "health_card"), 1);
    std::fs::remove_file(&path).unwrap();
}

#[tokio::test]
async fn pace_and_ledger_are_reached_over_http() {
    let running = start().await;
    let put = |path: &str, body: Value| running.http.put(format!("{}/{path}", running.base)).json(&body).send();
    assert_eq!(
        put("api/social_insurance/pace", json!({"seconds": 60}))
            .await
            .unwrap()
            .status(),
        204
    );
    assert_eq!(
        put("api/population/pace", json!({"seconds": 60}))
            .await
            .unwrap()
            .status(),
        404
    );
    assert_eq!(card(&running, "R-1", "D-1").await["trangThai"], 1);
    assert_eq!(residence(&running, ask("R-2", "D-2")).await["trangThai"], 4);
    let ledger: Value = running
        .http
        .get(format!("{}/api/ledger", running.base))
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    let deed = json!({"system": "residence", "work": "permanent_residence", "dossier": "D-2", "child": CHILD});
    assert!(ledger["deeds"].as_array().unwrap().contains(&deed), "{ledger}");
}
