//! The sign-in page: choose one of the made-up people, found by name or number. Works without scripts.

use std::fmt::Write as _;
use std::sync::Arc;

use axum::extract::{Form, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use super::authorize::{self, Asked};
use super::session::{self, Session};
use crate::National;
use crate::html::{self, Language, escape};
use crate::people::Person;
use crate::people::demo::demo_people;

/// A search shows no more people than this.
const MOST: usize = 30;

#[derive(Debug, Deserialize)]
pub(super) struct Ask {
    #[serde(default)]
    request: String,
    lang: Option<String>,
    /// What was searched for.
    #[serde(default)]
    q: String,
    /// Who was chosen.
    person: Option<String>,
    cancel: Option<String>,
}

pub(super) async fn show(State(national): State<Arc<National>>, Query(ask): Query<Ask>) -> Response {
    let language = Language::from_tags(ask.lang.as_deref());
    match national.identity.pending.get(&ask.request, national.clock().now()) {
        Some(asked) => list(
            &national,
            language,
            &ask.request,
            asked.login_hint.as_deref().unwrap_or_default(),
        ),
        None => stale(&national, language),
    }
}

pub(super) async fn answer(State(national): State<Arc<National>>, Form(ask): Form<Ask>) -> Response {
    let language = Language::from_tags(ask.lang.as_deref());
    let now = national.clock().now();
    if national.identity.pending.get(&ask.request, now).is_none() {
        return stale(&national, language);
    }
    if ask.cancel.is_some() {
        let asked: Asked = national.identity.pending.take(&ask.request, now).unwrap_or_default();
        return authorize::refuse(&national, &asked, "access_denied");
    }
    let Some(person) = ask.person else {
        return list(&national, language, &ask.request, &ask.q);
    };
    let has_account = national.registry().people.get(&person).is_some_and(|it| it.level > 0);
    if !has_account {
        return list(&national, language, &ask.request, &person);
    }
    let Some(asked) = national.identity.pending.take(&ask.request, now) else {
        return stale(&national, language);
    };
    let cookie = session::begin(
        &national,
        Session {
            person: person.clone(),
            signed_in_at: now,
        },
    );
    let mut response = authorize::grant(&national, asked, person, now);
    if let Some(cookie) = cookie {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    response
}

fn stale(national: &National, language: Language) -> Response {
    let title = language.choose("Phiên đăng nhập đã hết hạn", "This sign-in has expired");
    let text = language.choose(
        "<p>Hãy quay lại trang bạn muốn đăng nhập và bắt đầu lại.</p>",
        "<p>Go back to the page you wanted to sign in to and start again.</p>",
    );
    (
        StatusCode::BAD_REQUEST,
        html::page(national.base_url(), language, title, text),
    )
        .into_response()
}

fn list(national: &National, language: Language, request: &str, query: &str) -> Response {
    let request = escape(request);
    let target = escape(&format!("{}/sign-in", national.issuer()));
    let other = language.choose("en", "vi");
    let hidden = format!(
        "<input type=\"hidden\" name=\"request\" value=\"{request}\"><input type=\"hidden\" name=\"lang\" value=\"{}\">",
        language.tag()
    );
    let mut main = format!(
        "<p><a href=\"{target}?request={request}&amp;lang={other}\" hreflang=\"{other}\" lang=\"{other}\">{}</a></p><p>{}</p>\
         <form method=\"post\" action=\"{target}\" role=\"search\">{hidden}<label for=\"q\">{}</label><div class=\"row\">\
         <input id=\"q\" name=\"q\" type=\"search\" autocomplete=\"off\" value=\"{}\"><button>{}</button></div></form>",
        language.choose("English", "Tiếng Việt"),
        language.choose(
            "Chọn một người để đăng nhập với tư cách người đó. Không cần mật khẩu.",
            "Choose a person to sign in as. No password is needed."
        ),
        language.choose(
            "Tìm theo họ tên hoặc số định danh cá nhân",
            "Search by name or personal number"
        ),
        escape(query),
        language.choose("Tìm", "Search"),
    );
    let registry = national.registry();
    let who = demo_people();
    let note = |it: &Person| who.iter().find(|demo| demo.personal_id == it.personal_id);
    let found: Vec<&Person> = if query.trim().is_empty() {
        who.iter()
            .filter_map(|it| registry.people.get(it.personal_id))
            .collect()
    } else {
        let wanted = fold(query);
        let matches = |it: &&Person| {
            it.level > 0 && (fold(&it.full_name).contains(&wanted) || it.personal_id.starts_with(&wanted))
        };
        registry.people.values().filter(matches).take(MOST).collect()
    };
    if found.is_empty() {
        let _ = write!(
            main,
            "<p class=\"error\" role=\"status\">{}</p>",
            language.choose(
                "Không tìm thấy ai. Hãy thử họ tên hoặc số khác.",
                "Nobody found. Try another name or number."
            )
        );
    }
    main.push_str("<ul class=\"people\">");
    let sign_in = language.choose("Đăng nhập", "Sign in");
    for it in found {
        let name = escape(&it.full_name);
        let who = note(it).map_or("", |demo| language.choose(demo.who_vi, demo.who_en));
        let level = language.choose("mức độ", "level");
        let _ = write!(
            main,
            "<li><div><strong>{name}</strong><p class=\"hint\">{} · {} · {level} {}</p><p class=\"hint\">{}</p></div>\
             <form method=\"post\" action=\"{target}\">{hidden}<button name=\"person\" value=\"{}\" aria-label=\"{sign_in}: {name}\">{sign_in}</button></form></li>",
            it.personal_id,
            it.born.iso(),
            it.level,
            escape(who),
            it.personal_id,
        );
    }
    let _ = write!(
        main,
        "</ul><form method=\"post\" action=\"{target}\">{hidden}<button name=\"cancel\" value=\"1\">{}</button></form>",
        language.choose("Hủy và quay lại", "Cancel and go back"),
    );
    drop(registry);
    let title = language.choose(
        "Đăng nhập bằng tài khoản định danh điện tử",
        "Sign in with an electronic identity account",
    );
    html::page(national.base_url(), language, title, &main)
}

/// Without accents and capitals, đ as d (COD-13): what a hurried person types.
fn fold(text: &str) -> String {
    let plain = text
        .nfd()
        .filter(|it| !is_combining_mark(*it))
        .collect::<String>()
        .to_lowercase();
    plain.replace('đ', "d").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn search_does_not_mind_accents_capitals_or_spaces() {
        assert_eq!(fold("  ĐỖ  Thị Mai "), "do thi mai");
    }
}
