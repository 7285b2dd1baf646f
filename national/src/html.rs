//! The few pages the simulators have: plain HTML that needs no script.

use axum::http::header;
use axum::response::{Html, IntoResponse, Response};

/// Vietnamese or English.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Language {
    /// Tiếng Việt.
    #[default]
    Vi,
    /// English.
    En,
}

impl Language {
    /// From the first known tag of a list like `en-GB vi`; Vietnamese otherwise.
    pub fn from_tags(tags: Option<&str>) -> Self {
        let first = tags
            .unwrap_or_default()
            .split([' ', ','])
            .find_map(|tag| match tag.split('-').next() {
                Some("vi") => Some(Self::Vi),
                Some("en") => Some(Self::En),
                _ => None,
            });
        first.unwrap_or_default()
    }

    /// Its tag.
    pub fn tag(self) -> &'static str {
        self.choose("vi", "en")
    }

    /// The text in this language.
    pub fn choose(self, vi: &'static str, en: &'static str) -> &'static str {
        match self {
            Self::Vi => vi,
            Self::En => en,
        }
    }
}

/// Text made safe between tags and inside quoted attributes.
pub(crate) fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}

/// A whole page; `base` is the address the simulators are mounted at, `main` is already safe.
pub(crate) fn page(base: &str, language: Language, title: &str, main: &str) -> Response {
    let (tag, base, title) = (language.tag(), escape(base), escape(title));
    let notice = language.choose(
        "Hệ thống mô phỏng để dùng thử. Mọi người và mọi giấy tờ ở đây đều là hư cấu.",
        "A simulated system for trial use. Every person and paper here is made up.",
    );
    let html = format!(
        "<!DOCTYPE html>\n<html lang=\"{tag}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{title}</title>\
         <link rel=\"icon\" href=\"data:,\"><link rel=\"stylesheet\" href=\"{base}/national.css\"></head>\
         <body><header><p class=\"notice\">{notice}</p></header><main><h1>{title}</h1>{main}</main></body></html>"
    );
    let headers = [
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; frame-ancestors 'none'",
        ),
        (header::CACHE_CONTROL, "no-store"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (headers, Html(html)).into_response()
}

/// The style of all pages.
pub(crate) async fn style() -> impl IntoResponse {
    (
        [(header::CONTENT_TYPE, "text/css; charset=utf-8")],
        include_str!("national.css"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_in_text_is_shown_not_obeyed() {
        assert_eq!(escape(r#"<a href="x">'&"#), "&lt;a href=&quot;x&quot;&gt;&#39;&amp;");
    }

    #[test]
    fn the_first_known_language_wins() {
        assert_eq!(Language::from_tags(Some("fr en-GB vi")), Language::En);
        assert_eq!(Language::from_tags(None), Language::Vi);
    }
}
