//! The registers as a local system meets them: over HTTP.

use crate::support::{LAN, Running, keys_of_lan, start, start_with};
use motcua_national::faults::{Fault, Setting, System};
use serde_json::{Value, json};

async fn notice_of_lan(running: &Running) -> Value {
    running
        .ask("birth-notices/TraCuuGiayChungSinh", json!({"soDDCN": LAN}))
        .await["danhSach"][0]
        .clone()
}

async fn file(running: &Running, dossier: &str, notice: &Value, name: &str) -> Value {
    let data = json!({
        "maGCS": notice["maGCS"], "nksHoTen": name, "nksGioiTinh": "2", "nksNgaySinh": "18.11.2026",
        "meSoDDCN": LAN, "meHoTen": "NGUYỄN THỊ LAN", "chaSoDDCN": "001094015263", "chaHoTen": "TRẦN VĂN HÙNG",
        "ndkks": {"maTinh": "01", "maXa": "00097"},
    });
    let body = json!({
        "maDonVi": "H26.97", "module": "LTKS", "maHoSo": dossier, "ngayTiepNhan": "22.11.2026", "data": data.to_string(),
    });
    running.ask("civil-status/dangKyHoTich", body).await
}

#[tokio::test]
async fn a_message_without_headers_or_token_is_refused() {
    let running = start().await;
    let url = format!("{}/population/TraCuuThongTinCongDan", running.base);
    let bare = running.http.post(&url).json(&keys_of_lan()).send().await.unwrap();
    assert_eq!(bare.status(), 400);
    assert_eq!(bare.headers()["x-road-error"], "Client.MissingHeader");
    let request = running.request("population/TraCuuThongTinCongDan", &keys_of_lan());
    let (client, request) = request.build_split();
    let mut request = request.unwrap();
    request
        .headers_mut()
        .insert("authorization", "Bearer guessed".parse().unwrap());
    assert_eq!(client.execute(request).await.unwrap().status(), 401);
}

#[tokio::test]
async fn the_answer_carries_the_message_headers_back() {
    let running = start().await;
    let response = running.post("population/XacThucThongTinCongDan", keys_of_lan()).await;
    let header = |name: &str| response.headers()[name].to_str().unwrap().to_owned();
    assert_eq!(header("x-road-id"), "message-1");
    assert_eq!(header("x-road-issue"), "H26.97-261122-0001");
    assert_eq!(header("x-road-request-id").len(), 36);
    assert_eq!(header("x-road-request-hash").len(), 88, "SHA-512 in base64");
}

#[tokio::test]
async fn three_keys_give_the_person() {
    let running = start().await;
    let verified = running.ask("population/XacThucThongTinCongDan", keys_of_lan()).await;
    assert_eq!(verified["TonTai"], true);
    let answer = running.ask("population/TraCuuThongTinCongDan", keys_of_lan()).await;
    let person = &answer["CongdanCollection"]["CongDan"][0];
    assert_eq!(
        person["HoVaTen"],
        json!({"Ho": "NGUYỄN", "ChuDem": "THỊ", "Ten": "LAN"})
    );
    assert_eq!(person["ThuongTru"]["MaPhuongXa"], "00097");
    assert_eq!(person["VoChong"]["HoVaTen"], "TRẦN VĂN HÙNG");
}

#[tokio::test]
async fn a_key_that_differs_is_named_and_nothing_else_is_told() {
    let running = start().await;
    for (key, value, named) in [
        ("HoVaTen", json!("NGUYỄN THỊ LÀN"), "HoVaTen"),
        (
            "NgayThangNamSinh",
            json!({"NgayThangNam": "19960313"}),
            "NgayThangNamSinh",
        ),
        ("SoDinhDanh", json!("001196999999"), "SoDinhDanh"),
    ] {
        let mut keys = keys_of_lan();
        keys[key] = value;
        let answer = running.ask("population/TraCuuThongTinCongDan", keys).await;
        assert_eq!(answer["KhoaKhongKhop"], json!([named]));
        assert_eq!(answer["CongdanCollection"]["CongDan"], json!([]));
    }
    let mut keys = keys_of_lan();
    keys.as_object_mut().unwrap().remove("HoVaTen");
    assert_eq!(
        running.post("population/TraCuuThongTinCongDan", keys).await.status(),
        400
    );
}

#[tokio::test]
async fn a_birth_is_registered_once() {
    let running = start().await;
    let notice = notice_of_lan(&running).await;
    assert_eq!(notice["maGCS"].as_str().unwrap().len(), 18);
    assert_eq!(notice["daDangKyKhaiSinh"], false);

    let first = file(&running, "D-1", &notice, "Trần Bảo An").await;
    assert_eq!((&first["maLoi"], &first["trangThai"]), (&json!("0"), &json!(4)));
    let result = running
        .ask("civil-status/ketQuaDangKyHS", json!({"maHoSo": "D-1"}))
        .await;
    let number = result["ketQua"]["soDinhDanh"].as_str().unwrap().to_owned();
    assert!(number.starts_with("001326") && number.len() == 12, "{number}");
    assert_eq!(result["ketQua"]["soDangKy"], "101/2026");

    assert_eq!(
        file(&running, "D-1", &notice, "Trần Bảo An").await,
        first,
        "repeating it changes nothing"
    );
    let other = file(&running, "D-1", &notice, "Trần Bảo Anh").await;
    assert_eq!(other["maLoi"], "500", "the code stands for other data");
    let second = file(&running, "D-2", &notice, "Trần Bảo An").await;
    assert_eq!(
        (&second["maLoi"], &second["chiTietLoi"]),
        (&json!("500"), &json!("DA_DANG_KY"))
    );
    assert_eq!(notice_of_lan(&running).await["daDangKyKhaiSinh"], true);

    let keys = json!({"MaYeuCau": "2", "MaDVC": "1.001193", "SoDinhDanh": number, "HoVaTen": "TRẦN BẢO AN",
        "NgayThangNamSinh": {"NgayThangNam": "20261118"}});
    let child = running.ask("population/TraCuuThongTinCongDan", keys).await;
    assert_eq!(child["CongdanCollection"]["CongDan"][0]["Me"]["SoDinhDanh"], LAN);
}

#[tokio::test]
async fn what_does_not_agree_is_refused_with_a_reason() {
    let running = start().await;
    let notice = notice_of_lan(&running).await;
    assert_eq!(
        file(&running, "D-1", &notice, "Trần 2").await["chiTietLoi"],
        "SAI_TEN_TRE"
    );
    assert_eq!(
        file(&running, "D-2", &json!({"maGCS": "01929.GCS.00000.26"}), "Trần An").await["chiTietLoi"],
        "KHONG_CO_GCS"
    );
    let corrected = file(&running, "D-1", &notice, "Trần An").await;
    assert_eq!(
        corrected["trangThai"], 4,
        "what was refused may be corrected under the same code"
    );
    let unknown = running
        .ask("civil-status/traTrangThaiHoSo", json!({"maHoSo": "none"}))
        .await;
    assert_eq!(unknown["maLoi"], "201");
}

#[tokio::test]
async fn a_slow_office_holds_the_filing() {
    let running = start().await;
    running.national.set_pace(chrono::Duration::hours(1));
    let notice = notice_of_lan(&running).await;
    assert_eq!(file(&running, "D-1", &notice, "Trần An").await["trangThai"], 1);
    let result = running
        .ask("civil-status/ketQuaDangKyHS", json!({"maHoSo": "D-1"}))
        .await;
    assert_eq!(result["maLoi"], "200");
}

#[tokio::test]
async fn registrations_outlive_a_restart_and_a_torn_line() {
    let path = std::env::temp_dir().join(format!("motcua-ledger-{}", std::process::id()));
    let _ = std::fs::remove_file(&path);
    let keep = |it: motcua_national::National| it.with_ledger(&path).unwrap();
    let before = start_with(keep).await;
    let notice = notice_of_lan(&before).await;
    file(&before, "D-1", &notice, "Trần Bảo An").await;
    let result = before
        .ask("civil-status/ketQuaDangKyHS", json!({"maHoSo": "D-1"}))
        .await;

    let mut text = std::fs::read_to_string(&path).unwrap();
    text.push_str("{\"dossier\":\"D-2\",\"bir");
    std::fs::write(&path, text).unwrap();
    let after = start_with(keep).await;
    assert_eq!(
        after.ask("civil-status/ketQuaDangKyHS", json!({"maHoSo": "D-1"})).await,
        result
    );
    assert_eq!(notice_of_lan(&after).await["daDangKyKhaiSinh"], true);
    std::fs::remove_file(&path).unwrap();
}

#[tokio::test]
async fn marriages_are_found_from_either_side() {
    let running = start().await;
    let list = |answer: Value| answer["danhSachKetHon"].as_array().unwrap().len();
    let ask = |person: &'static str, spouse: &'static str| {
        running.ask(
            "civil-status/traCuuKetHon",
            json!({"soDDCN": person, "soDDCNVoChong": spouse}),
        )
    };
    assert_eq!(list(ask(LAN, "").await), 1);
    assert_eq!(list(ask("001094015263", LAN).await), 1);
    assert_eq!(list(ask(LAN, "001061007350").await), 0);
    assert_eq!(list(ask("001199052906", "").await), 0);
}

#[tokio::test]
async fn a_lost_reply_has_done_its_work_and_a_doubled_message_is_done_once() {
    let running = start().await;
    let notice = notice_of_lan(&running).await;
    running.national.faults().set(
        System::CivilStatus,
        Setting {
            fault: Fault::LostReply,
            times: Some(1),
        },
    );
    let data = json!({"maGCS": notice["maGCS"], "nksHoTen": "Trần An", "nksGioiTinh": "2", "nksNgaySinh": "18.11.2026",
        "meSoDDCN": LAN, "ndkks": {"maTinh": "01", "maXa": "00097"}});
    let body = json!({"maDonVi": "H26.97", "module": "LTKS", "maHoSo": "D-1", "ngayTiepNhan": "22.11.2026", "data": data.to_string()});
    let lost = running.request("civil-status/dangKyHoTich", &body).send().await;
    let lost = match lost {
        Ok(response) => response.bytes().await.is_err(),
        Err(_) => true,
    };
    assert!(lost);
    running.national.faults().set(System::CivilStatus, Fault::Doubled);
    let again = running.ask("civil-status/dangKyHoTich", body).await;
    assert_eq!(again["trangThai"], 4);
    let result = running
        .ask("civil-status/ketQuaDangKyHS", json!({"maHoSo": "D-1"}))
        .await;
    assert_eq!(result["ketQua"]["soDangKy"], "101/2026", "one entry in the book");
}

#[tokio::test]
async fn faults_are_set_over_http_and_by_the_page() {
    let running = start().await;
    let set = running
        .http
        .put(format!("{}/api/faults/population", running.base))
        .json(&json!({"fault": "down", "times": 1}));
    assert_eq!(set.send().await.unwrap().status(), 204);
    assert_eq!(
        running
            .post("population/XacThucThongTinCongDan", keys_of_lan())
            .await
            .status(),
        503
    );
    assert_eq!(
        running
            .post("population/XacThucThongTinCongDan", keys_of_lan())
            .await
            .status(),
        200
    );

    let form = [("fault", "wrong_schema"), ("amount", ""), ("times", "")];
    let chosen = running
        .http
        .post(format!("{}/faults/population", running.base))
        .form(&form)
        .send()
        .await
        .unwrap();
    assert_eq!(chosen.status(), 303);
    let odd = running.ask("population/XacThucThongTinCongDan", keys_of_lan()).await;
    assert_eq!(odd["TonTai_v2"], true);
    let page = running
        .http
        .get(format!("{}/faults", running.base))
        .send()
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    assert!(page.contains("<option value=\"wrong_schema\" selected>"));
}
