//! Everything around the content of a page: head, header, navigation, messages, footer.

mod banners;
mod footer;
mod header;
mod islands_loader;
mod mark;
mod navigation;

use crate::{
    components::BackLink,
    render::{Layout, Page, PageContext},
};
use leptos::prelude::*;
use motcua_texts::shell as texts;

/// The whole document around rendered content.
pub(crate) fn document(context: &PageContext, page: &Page, content: &str) -> String {
    let lang = context.lang;
    let head = head(context, page, content.contains("<leptos-island")).to_html();
    let above = (
        view! { <a href="#main" class="govuk-skip-link">{texts::skip(lang)}</a> },
        header::header(context, page),
        banners::banners(context, page),
    )
        .to_html();
    let back = page
        .back
        .clone()
        .map(|(href, text)| {
            view! { <nav aria-label=texts::nav::back(lang)><BackLink href=href text=text.as_str().to_owned() /></nav> }
                .to_html()
        })
        .unwrap_or_default();
    let below = footer::footer(context, page).to_html();
    let flash = banners::flash(context).to_html();

    let (body_class, width) = match page.layout {
        Layout::Citizen => ("govuk-template__body", "govuk-width-container"),
        Layout::Officer => ("govuk-template__body mc-office", "govuk-width-container mc-wide"),
    };
    let lang = lang.as_str();
    let mut html = String::with_capacity(head.len() + above.len() + content.len() + below.len() + 512);
    for part in [
        "<!DOCTYPE html><html lang=\"",
        lang,
        "\" class=\"govuk-template\">",
        &head,
        "<body class=\"",
        body_class,
        "\">",
        &above,
    ] {
        html.push_str(part);
    }
    if page.before {
        for part in ["<main id=\"main\" tabindex=\"-1\">", &flash, content, "</main>"] {
            html.push_str(part);
        }
    } else {
        for part in [
            "<div class=\"",
            width,
            "\">",
            &back,
            "<main class=\"govuk-main-wrapper\" id=\"main\" tabindex=\"-1\">",
            &flash,
            content,
            "</main></div>",
        ] {
            html.push_str(part);
        }
    }
    html.push_str(&below);
    html.push_str("</body></html>");
    html
}

fn head(context: &PageContext, page: &Page, islands: bool) -> impl IntoView {
    let lang = context.lang;
    let assets = &context.assets;
    let title = texts::title(lang, &page.title);
    let title = if page.has_errors {
        texts::title_error(lang, title)
    } else {
        title
    };
    let fonts = ["vietnamese", "latin"].map(|subset| {
        assets
            .find(&format!("assets/be-vietnam-pro-{subset}-400-normal.woff2"))
            .map(|href| {
                view! { <link rel="preload" href=href r#as="font" r#type="font/woff2" crossorigin="anonymous" /> }
            })
    });
    view! {
        <head>
            <meta charset="utf-8" />
            <title>{title}</title>
            <meta name="viewport" content="width=device-width, initial-scale=1" />
            <meta name="theme-color" content="#8f1d20" />
            <meta name="format-detection" content="telephone=no" />
            <link rel="icon" href=assets.url("favicon.svg") r#type="image/svg+xml" />
            {fonts.into_iter().collect_view()}
            <link rel="stylesheet" href=assets.url("assets/motcua.css") />
            {islands.then(|| islands_loader::scripts(context))}
        </head>
    }
}
