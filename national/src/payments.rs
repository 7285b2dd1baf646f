//! The page of the payment platform: what is to be paid and to whom, paid from one of some banks, or not paid. Works without
//! scripts. Anybody who has the address may pay, as anybody may pay a bill.

use std::fmt::Write as _;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Form, Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::get;
use serde::Deserialize;
use serde_json::Value;

use crate::National;
use crate::general::{Order, Progress};
use crate::html::{self, Language, escape};

/// Banks of the demonstration, with no account behind any of them.
const BANKS: [&str; 4] = ["Vietcombank", "BIDV", "Agribank", "VietinBank"];

pub(crate) fn router() -> Router<Arc<National>> {
    Router::new().route("/pay/{request}", get(show).post(answer))
}

#[derive(Deserialize)]
struct Asked {
    lang: Option<String>,
}

#[derive(Deserialize)]
struct Answer {
    lang: Option<String>,
    /// `pay` or `cancel`.
    does: String,
}

async fn show(
    State(national): State<Arc<National>>,
    Path(request): Path<String>,
    Query(asked): Query<Asked>,
) -> Response {
    let language = Language::from_tags(asked.lang.as_deref());
    match national.to_pay(&request) {
        Some(order) => page(&national, language, &order),
        None => unknown(&national, language),
    }
}

async fn answer(
    State(national): State<Arc<National>>,
    Path(request): Path<String>,
    Form(answer): Form<Answer>,
) -> Response {
    let language = Language::from_tags(answer.lang.as_deref());
    if national.to_pay(&request).is_none() {
        return unknown(&national, language);
    }
    let pays = match answer.does.as_str() {
        "pay" => true,
        "cancel" => false,
        _ => return StatusCode::UNPROCESSABLE_ENTITY.into_response(),
    };
    if let Err(problem) = national.pay(&request, pays) {
        tracing::error!(%problem, "A payment could not be kept");
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    }
    // Who asked learns it now, not at the next tick.
    national.tick().await;
    let request = escape(&request);
    Redirect::to(&format!(
        "{}/pay/{request}?lang={}",
        national.base_url(),
        language.tag()
    ))
    .into_response()
}

fn unknown(national: &National, language: Language) -> Response {
    let title = language.choose("Không tìm thấy khoản cần nộp", "There is nothing to pay here");
    let text = language.choose(
        "<p>Hãy mở lại từ trang hồ sơ của bạn.</p>",
        "<p>Please open it again from the page of your application.</p>",
    );
    (
        StatusCode::NOT_FOUND,
        html::page(national.base_url(), language, title, text),
    )
        .into_response()
}

fn page(national: &National, language: Language, order: &Order) -> Response {
    let text = |name: &str| order.task.data.get(name).and_then(Value::as_str).unwrap_or_default();
    let amount = order
        .task
        .data
        .get("amount")
        .and_then(Value::as_i64)
        .unwrap_or_default();
    let rows = [
        (
            language.choose("Số tiền", "Amount"),
            format!("<strong>{}</strong>", dong(amount, language)),
        ),
        (language.choose("Hồ sơ", "Application"), escape(&order.task.dossier)),
        (language.choose("Nội dung", "For"), escape(text("content"))),
        (language.choose("Cơ quan thu", "Collected for"), escape(text("payee"))),
        (language.choose("Mã giao dịch", "Transaction"), escape(&order.reference)),
    ];
    let mut main = String::from("<dl>");
    for (name, value) in rows {
        // Writing into a text cannot fail.
        let _ = write!(main, "<dt>{name}</dt><dd>{value}</dd>");
    }
    main.push_str("</dl>");
    let title = match &order.progress {
        Progress::Waiting { .. } => {
            main.push_str(&form(national, language, order));
            language.choose("Nộp tiền", "Payment")
        }
        Progress::Done(_) => language.choose("Đã nộp tiền", "Paid"),
        Progress::Refused => language.choose("Bạn đã chọn không nộp", "You chose not to pay"),
    };
    let back = text("return_to");
    if back.starts_with("http://") || back.starts_with("https://") {
        let words = language.choose("Quay lại hồ sơ", "Back to the application");
        let _ = write!(main, "<p><a href=\"{}\">{words}</a></p>", escape(back));
    }
    html::page(national.base_url(), language, title, &main)
}

fn form(national: &National, language: Language, order: &Order) -> String {
    let target = escape(&format!("{}/pay/{}", national.base_url(), order.request));
    let mut banks = String::new();
    for bank in BANKS {
        let _ = write!(banks, "<option>{bank}</option>");
    }
    format!(
        "<form method=\"post\" action=\"{target}\"><input type=\"hidden\" name=\"lang\" value=\"{}\">\
         <label for=\"bank\">{}</label><p><select id=\"bank\" name=\"bank\">{banks}</select></p>\
         <p class=\"row\"><button name=\"does\" value=\"pay\">{}</button>\
         <button class=\"quiet\" name=\"does\" value=\"cancel\">{}</button></p></form>",
        language.tag(),
        language.choose("Ngân hàng", "Bank"),
        language.choose("Nộp tiền", "Pay"),
        language.choose("Tôi không nộp nữa", "I will not pay"),
    )
}

/// `1.250.000 đồng`.
fn dong(amount: i64, language: Language) -> String {
    let digits = amount.unsigned_abs().to_string();
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(if language == Language::Vi { '.' } else { ',' });
        }
        grouped.push(digit);
    }
    let sign = if amount < 0 { "-" } else { "" };
    format!("{sign}{grouped} {}", language.choose("đồng", "VND"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_grouped_by_thousands() {
        let shown: Vec<_> = [0, 999, 15_000, 1_250_000, -20_000]
            .map(|sum| dong(sum, Language::Vi))
            .into();
        assert_eq!(
            shown,
            ["0 đồng", "999 đồng", "15.000 đồng", "1.250.000 đồng", "-20.000 đồng"]
        );
        assert_eq!(dong(1_250_000, Language::En), "1,250,000 VND");
    }
}
