//! Procedures for machines: schema.org's `GovernmentService` on each page, and the map of the site.

use std::fmt::Write;

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use motcua_domain::calendar::vietnam_date;
use motcua_domain::procedure::{ApplicantKind, OnlineLevel, Procedure};
use motcua_texts::Lang;
use motcua_texts::citizen::procedure as texts;
use serde_json::json;

use crate::urls;
use crate::web::App;

/// What is kept from search engines: everything about a person, and what only officers see.
const CLOSED: [&str; 9] = [
    "/account",
    "/admin",
    "/api/",
    "/applications",
    "/dossiers",
    "/language/",
    "/office",
    "/sign-in",
    "/track",
];

/// The description of a procedure in schema.org's words, ready to stand in a script element.
pub(super) fn linked_data(app: &App, procedure: &Procedure, lang: Lang) -> String {
    let base = &app.desk.base_url;
    let path = urls::Procedure {
        id: procedure.id.to_string(),
    }
    .url();
    let url = format!("{base}{path}");
    let people = |kind: &ApplicantKind| match kind {
        ApplicantKind::Citizen | ApplicantKind::Household | ApplicantKind::Foreigner => "Citizen",
        ApplicantKind::Organization | ApplicantKind::Enterprise | ApplicantKind::HouseholdBusiness => "Business",
    };
    let mut audience: Vec<&str> = procedure.applicants.iter().map(people).collect();
    audience.dedup();
    let audience: Vec<_> = audience
        .into_iter()
        .map(|kind| json!({"@type": "Audience", "audienceType": kind}))
        .collect();
    let country = texts::country(lang);
    let mut described = json!({
        "@context": "https://schema.org",
        "@type": "GovernmentService",
        "@id": url,
        "url": url,
        "inLanguage": lang.as_str(),
        "name": procedure.name.get(lang),
        "alternateName": procedure.short_name().get(lang),
        "description": procedure.summary.get(lang),
        "serviceType": procedure.field.get(lang),
        "jurisdiction": {"@type": "Country", "name": country, "identifier": "VN"},
        "areaServed": {"@type": "Country", "name": country, "identifier": "VN"},
        "audience": audience,
        "provider": {"@type": "GovernmentOrganization", "name": procedure.authority.get(lang)},
        "isRelatedTo": procedure.related.iter().map(|id| {
            let path = urls::Procedure { id: id.to_string() }.url();
            json!({"@type": "GovernmentService", "@id": format!("{base}{path}")})
        }).collect::<Vec<_>>(),
        "availableChannel": {
            "@type": "ServiceChannel",
            "serviceUrl": url,
            "availableLanguage": ["vi", "en"],
            "name": match procedure.online {
                OnlineLevel::Full => texts::online_full(lang),
                OnlineLevel::Partial => texts::online_partial(lang),
            },
        },
        "serviceOutput": procedure.results.iter().map(|result| {
            json!({"@type": "GovernmentPermit", "name": result.name.get(lang)})
        }).collect::<Vec<_>>(),
    });
    // What is not certain is not told to machines either.
    if let Some(code) = procedure
        .national_code
        .as_ref()
        .filter(|_| !procedure.is_unsure("national_code"))
    {
        described["identifier"] = json!(code);
    }
    if procedure.is_free() {
        described["isAccessibleForFree"] = json!(true);
    }
    // Nothing in it can end the script element.
    described.to_string().replace('<', "\\u003c")
}

/// The addresses search engines may read: each in both languages.
pub(crate) async fn sitemap(State(app): State<App>) -> Response {
    let base = &app.desk.base_url;
    let today = vietnam_date(app.desk.now());
    let mut paths = vec![
        (urls::Home {}.url(), None),
        (urls::Procedures {}.url(), None),
        (urls::Accessibility {}.url(), None),
        (urls::DataProtection {}.url(), None),
    ];
    for procedure in app.desk.catalogue.all_current(today) {
        let id = procedure.id.to_string();
        paths.push((urls::Procedure { id }.url(), Some(procedure.valid_from)));
    }
    let mut map = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" \
         xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n",
    );
    for (path, since) in paths {
        let url = format!("{base}{path}").replace('&', "&amp;");
        let _ = write!(map, "<url><loc>{url}</loc>");
        if let Some(since) = since {
            let _ = write!(map, "<lastmod>{since}</lastmod>");
        }
        for lang in ["vi", "en"] {
            let _ = write!(
                map,
                "<xhtml:link rel=\"alternate\" hreflang=\"{lang}\" href=\"{url}?lang={lang}\"/>"
            );
        }
        map.push_str("</url>\n");
    }
    map.push_str("</urlset>\n");
    ([(header::CONTENT_TYPE, "application/xml; charset=utf-8")], map).into_response()
}

/// What search engines may read.
pub(crate) async fn robots(State(app): State<App>) -> Response {
    let mut text = String::from("User-agent: *\n");
    for path in CLOSED {
        let _ = writeln!(text, "Disallow: {path}");
    }
    let _ = write!(text, "\nSitemap: {}{}\n", app.desk.base_url, urls::Sitemap::ROUTE);
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response()
}
