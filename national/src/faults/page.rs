//! Where a tester sets the faults: a page with a form for each system, and the same as JSON.

use std::fmt::Write as _;
use std::sync::Arc;

use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::{get, post, put};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{Fault, Setting, System};
use crate::National;
use crate::html::{self, Language};

/// The page, its form targets and the JSON interface.
pub(crate) fn router() -> Router<Arc<National>> {
    Router::new()
        .route("/faults", get(show))
        .route("/faults/{system}", post(choose))
        .route("/api/faults", get(list))
        .route("/api/faults/{system}", put(set).get(one))
        .route("/api/ledger", get(ledger))
        .route("/api/callback", put(callback))
        .route("/api/{system}/pace", put(pace))
}

async fn list(State(national): State<Arc<National>>) -> Json<Value> {
    let all = System::ALL.map(|it| (it.id().to_owned(), json!(national.faults().get(it))));
    Json(Value::Object(all.into_iter().collect::<Map<_, _>>()))
}

async fn one(State(national): State<Arc<National>>, Path(system): Path<String>) -> Response {
    match System::from_id(&system) {
        Some(system) => Json(national.faults().get(system)).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn set(
    State(national): State<Arc<National>>,
    Path(system): Path<String>,
    Json(setting): Json<Setting>,
) -> StatusCode {
    let Some(system) = System::from_id(&system) else {
        return StatusCode::NOT_FOUND;
    };
    national.faults().set(system, setting);
    tracing::info!(system = system.id(), ?setting, "Fault set");
    StatusCode::NO_CONTENT
}

#[derive(Deserialize)]
struct Pace {
    seconds: u32,
}

/// How long a system holds what it is asked to do before it looks at it.
async fn pace(State(national): State<Arc<National>>, Path(system): Path<String>, Json(pace): Json<Pace>) -> StatusCode {
    let Some(system) = System::from_id(&system).filter(|it| it.is_holding()) else {
        return StatusCode::NOT_FOUND;
    };
    national.set_pace_of(system, chrono::Duration::seconds(i64::from(pace.seconds)));
    StatusCode::NO_CONTENT
}

/// Everything the systems did, one line for each time it was done.
async fn ledger(State(national): State<Arc<National>>) -> Json<Value> {
    Json(json!({"deeds": national.deeds()}))
}

#[derive(Deserialize)]
struct Callback {
    address: Option<String>,
}

/// Where answers go that come later.
async fn callback(State(national): State<Arc<National>>, Json(callback): Json<Callback>) -> StatusCode {
    national.set_callback(callback.address.filter(|it| !it.is_empty()));
    StatusCode::NO_CONTENT
}

#[derive(Deserialize)]
struct Chosen {
    fault: String,
    #[serde(default)]
    amount: String,
    #[serde(default)]
    times: String,
    /// Seconds.
    #[serde(default)]
    pace: Option<String>,
}

async fn choose(
    State(national): State<Arc<National>>,
    Path(system): Path<String>,
    Form(chosen): Form<Chosen>,
) -> Response {
    let Some(system) = System::from_id(&system) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let amount = chosen.amount.trim().parse().ok();
    let fault = match chosen.fault.as_str() {
        "slow" => Fault::Slow {
            millis: amount.unwrap_or(3000),
        },
        "down" => Fault::Down,
        "wrong_schema" => Fault::WrongSchema,
        "refuse" => Fault::Refuse,
        "lost_reply" => Fault::LostReply,
        "doubled" => Fault::Doubled,
        "huge_reply" => Fault::HugeReply {
            megabytes: amount.unwrap_or(64),
        },
        "reordered" => Fault::Reordered {
            millis: amount.unwrap_or(2000),
        },
        "wrong_data" => Fault::WrongData,
        "wrong_signature" => Fault::WrongSignature,
        "script_in_name" => Fault::ScriptInName,
        "decline" => Fault::Decline,
        _ => Fault::None,
    };
    if let Some(seconds) = chosen.pace.and_then(|it| it.trim().parse::<u32>().ok()) {
        national.set_pace_of(system, chrono::Duration::seconds(i64::from(seconds)));
    }
    national.faults().set(
        system,
        Setting {
            fault,
            times: chosen.times.trim().parse().ok().filter(|it| *it > 0),
        },
    );
    Redirect::to(&format!("{}/faults", national.base_url())).into_response()
}

/// The choices: value, Vietnamese, English.
const CHOICES: [(&str, &str, &str); 13] = [
    ("none", "Bình thường", "Normal"),
    ("slow", "Chậm (mili giây)", "Slow (milliseconds)"),
    ("down", "Ngừng hoạt động", "Down"),
    ("wrong_schema", "Sai cấu trúc dữ liệu", "Wrong schema"),
    ("refuse", "Từ chối truy cập", "Refuses the call"),
    ("decline", "Không chấp thuận hồ sơ", "Decides against it"),
    ("lost_reply", "Mất phản hồi", "Lost reply"),
    ("doubled", "Nhận hai lần", "Received twice"),
    ("reordered", "Đảo thứ tự (mili giây)", "Reordered (milliseconds)"),
    ("huge_reply", "Phản hồi quá lớn (MB)", "Huge reply (MB)"),
    ("wrong_data", "Trả dữ liệu của người khác", "Data of somebody else"),
    ("wrong_signature", "Sai chữ ký số", "Wrong signature"),
    ("script_in_name", "Mã độc trong họ tên", "Script in names"),
];

async fn show(State(national): State<Arc<National>>) -> Response {
    let base = html::escape(national.base_url());
    let mut forms = String::from(
        "<p>Đặt lỗi cho từng hệ thống để xem phần mềm xử lý ra sao. <span lang=\"en\">Set a fault on a system to see how the \
         software copes.</span></p>",
    );
    for system in System::ALL {
        let setting = national.faults().get(system);
        let (now, amount) = match setting.fault {
            Fault::None => ("none", None),
            Fault::Slow { millis } => ("slow", Some(millis)),
            Fault::Down => ("down", None),
            Fault::WrongSchema => ("wrong_schema", None),
            Fault::Refuse => ("refuse", None),
            Fault::LostReply => ("lost_reply", None),
            Fault::Doubled => ("doubled", None),
            Fault::HugeReply { megabytes } => ("huge_reply", Some(megabytes)),
            Fault::Reordered { millis } => ("reordered", Some(millis)),
            Fault::WrongData => ("wrong_data", None),
            Fault::WrongSignature => ("wrong_signature", None),
            Fault::ScriptInName => ("script_in_name", None),
            Fault::Decline => ("decline", None),
        };
        let options: String = CHOICES
            .iter()
            .map(|(value, vi, en)| {
                let selected = if *value == now { " selected" } else { "" };
                format!("<option value=\"{value}\"{selected}>{vi} / {en}</option>")
            })
            .collect();
        let (vi, en) = system.names();
        let id = system.id();
        let amount = amount.map(|it| it.to_string()).unwrap_or_default();
        let times = setting.times.map(|it| it.to_string()).unwrap_or_default();
        let pace = if system.is_holding() {
            let seconds = national.pace(system).num_seconds();
            format!(
                "<div><label for=\"{id}-pace\">Trả lời sau (giây) / Answers after (seconds)</label>\
                 <input id=\"{id}-pace\" name=\"pace\" inputmode=\"numeric\" size=\"7\" value=\"{seconds}\"></div>"
            )
        } else {
            String::new()
        };
        let _ = write!(
            forms,
            "<form method=\"post\" action=\"{base}/faults/{id}\"><fieldset><legend>{vi} / <span lang=\"en\">{en}</span></legend>\
             <div class=\"row\"><div><label for=\"{id}-fault\">Lỗi / Fault</label><select id=\"{id}-fault\" name=\"fault\">{options}</select></div>\
             <div><label for=\"{id}-amount\">Mức / Amount</label><input id=\"{id}-amount\" name=\"amount\" inputmode=\"numeric\" size=\"7\" value=\"{amount}\"></div>\
             <div><label for=\"{id}-times\">Số lần / Calls</label><input id=\"{id}-times\" name=\"times\" inputmode=\"numeric\" size=\"5\" value=\"{times}\"></div>{pace}\
             <button>Áp dụng / Apply</button></div></fieldset></form>"
        );
    }
    html::page(
        national.base_url(),
        Language::Vi,
        "Đặt lỗi cho hệ thống mô phỏng",
        &forms,
    )
}
