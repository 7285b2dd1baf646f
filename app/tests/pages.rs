//! What a rendered page promises: complete without script, safe with hostile data, ready for the browser's half.

use leptos::prelude::*;
use motcua_app::{
    components::*,
    islands::{CharacterCount, SearchBox, SubmitOnce},
    render::{Assets, Flash, Layout, Page, PageContext, SignedIn, Site, UserKind, document, fragment, page},
    urls,
};
use motcua_domain::text::{Lang, Text};
use std::{sync::Arc, time::Instant};

const HOSTILE: &str = "\"><script>alert(1)</script></textarea>&'";

fn context(lang: Lang) -> PageContext {
    let manifest = r#"{"assets/motcua.css": "assets/motcua-1.css", "pkg/motcua.js": "pkg/motcua-2.js",
        "pkg/motcua.wasm": "pkg/motcua-2.wasm"}"#;
    PageContext {
        lang,
        nonce: "n0nce".into(),
        path: "/dossiers?x=1".into(),
        user: None,
        assets: Arc::new(Assets::from_json(manifest).expect("a manifest")),
        site: Arc::new(Site {
            support_line: Text::same("1900 0000"),
            ..Site::default()
        }),
        flash: None,
    }
}

fn officer() -> SignedIn {
    SignedIn {
        name: "Phạm Minh Đức".into(),
        kind: UserKind::Officer {
            unit: "Phường Hồng Hà".into(),
            administrator: false,
        },
    }
}

#[test]
fn a_page_is_a_whole_document_in_its_language() {
    for (lang, skip) in [(Lang::Vi, "Đến nội dung chính"), (Lang::En, "Skip to main content")] {
        let html = document(&context(lang), &Page::citizen("Tên"), || view! { <h1>"Tên"</h1> });
        assert!(
            html.starts_with(&format!("<!DOCTYPE html><html lang=\"{}\"", lang.as_str())),
            "{html}"
        );
        assert!(html.contains("<title>Tên – Một Cửa</title>"), "{html}");
        assert!(html.contains(skip));
        assert!(html.contains("href=\"/assets/motcua-1.css\""));
        assert!(html.contains("<h1>Tên</h1>"));
        assert!(html.ends_with("</body></html>"));
        assert!(!html.contains(" style="), "inline styles are forbidden by the policy");
    }
}

#[test]
fn status_and_headers_follow_from_the_page() {
    let response = page(
        &context(Lang::En),
        &Page::citizen("x").status(axum::http::StatusCode::NOT_FOUND),
        || view! { <p></p> },
    );
    assert_eq!(response.status(), 404);
    let header = |name: &str| response.headers()[name].to_str().unwrap().to_owned();
    assert_eq!(header("content-type"), "text/html; charset=utf-8");
    assert_eq!(header("content-language"), "en");
    assert_eq!(header("cache-control"), "no-store");
    assert!(header("content-security-policy").contains("'nonce-n0nce'"));
}

#[test]
fn what_has_just_been_done_is_said_once() {
    let cookie = |context: &PageContext| {
        let response = page(context, &Page::citizen("x"), || ());
        let cookie = response.headers().get("set-cookie");
        cookie.map(|cookie| cookie.to_str().expect("it is ASCII").to_owned())
    };
    let nothing = context(Lang::Vi);
    assert_eq!(cookie(&nothing), None);
    let flash = Some(Flash {
        kind: BannerKind::Success,
        text: "Đã lưu".to_owned(),
    });
    let taken_away = cookie(&PageContext { flash, ..nothing }).expect("it is taken away");
    assert!(
        taken_away.starts_with("motcua_flash=; ") && taken_away.contains("Max-Age=0"),
        "{taken_away}"
    );
}

#[test]
fn only_pages_with_islands_load_the_program() {
    let plain = document(&context(Lang::Vi), &Page::citizen("x"), || view! { <p></p> });
    assert!(!plain.contains("<script"), "{plain}");
    let awake = document(&context(Lang::Vi), &Page::citizen("x"), || view! { <Search /> });
    assert!(awake.contains("<script type=\"module\" nonce=\"n0nce\">"), "{awake}");
    assert!(awake.contains("import(\"/pkg/motcua-2.js\")"), "{awake}");
    assert!(awake.contains("\"/pkg/motcua-2.wasm\""));
    assert_eq!(awake.matches("<script").count(), 1);
}

#[test]
fn an_island_carries_its_name_and_properties_and_nothing_else_does() {
    let html = fragment(Lang::Vi, || {
        view! {
            <p>"outside"</p>
            <CharacterCount field="reason".to_owned() limit=5 left="còn {count}".to_owned() over="\"<&".to_owned() />
            <SubmitOnce />
        }
    });
    let names: Vec<&str> = html
        .split("data-component=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap())
        .collect();
    assert_eq!(names.len(), 2, "{html}");
    for (name, island) in names.iter().zip(["CharacterCount_", "SubmitOnce_"]) {
        // The browser looks this name up among the functions of the program.
        assert!(
            name.starts_with(island) && name[island.len()..].parse::<u64>().is_ok(),
            "{name}"
        );
    }
    assert!(
        html.starts_with("<p>outside</p>"),
        "no marks for hydration outside an island: {html}"
    );
    let props = html.split("data-props=\"").nth(1).unwrap().split('"').next().unwrap();
    assert!(props.contains("&quot;limit&quot;:5"), "{props}");
    assert!(!props.contains('<'), "{props}");
    assert!(!html.contains("<leptos-island data-component=\"SubmitOnce\""));
}

#[test]
fn hydration_finds_a_marker_where_text_changes() {
    // In an island a dynamic text is a text node of its own; an empty one is kept by a blank.
    let html = fragment(Lang::Vi, || {
        view! { <CharacterCount field="f".to_owned() limit=1 left="l".to_owned() over="o".to_owned() /> }
    });
    assert!(html.contains("\"> </p>"), "{html}");
    let html = fragment(Lang::Vi, || {
        view! {
            <SearchBox
                action="/procedures".to_owned()
                value="khai".to_owned()
                label="l".to_owned()
                placeholder="p".to_owned()
                button="b".to_owned()
                suggestions="s".to_owned()
                english=false
            />
        }
    });
    assert!(html.contains("role=\"listbox\""), "{html}");
    assert!(
        !html.contains("role=\"combobox\""),
        "asleep, the field is a plain one: {html}"
    );
    assert!(
        html.contains("name=\"q\"") && html.contains("method=\"get\""),
        "works as a plain form: {html}"
    );
}

#[test]
fn hostile_words_stay_words() {
    let html = fragment(Lang::Vi, || {
        view! {
            <TextInput name="a" label=HOSTILE value=HOSTILE hint=HOSTILE error=HOSTILE />
            <Textarea name="b" label="x" value=HOSTILE />
            <Select name="c" label="x" options=vec![Choice::new(HOSTILE, HOSTILE)] />
            <Radios name="d" legend=HOSTILE options=vec![Choice::new(HOSTILE, HOSTILE).hint(HOSTILE)] />
            <ErrorSummary errors=vec![FieldError::new("a", HOSTILE)] />
            <Tag text=HOSTILE />
            <Table caption=HOSTILE columns=vec![Column::new(HOSTILE)] rows=vec![Row::new(vec![HOSTILE.into()])] />
            <Search value=HOSTILE />
        }
    });
    assert!(!html.contains("<script"), "{html}");
    assert_eq!(html.matches("</textarea>").count(), 1, "{html}");
    let page = Page::officer(HOSTILE).back(HOSTILE, HOSTILE.to_owned());
    let context = PageContext {
        path: HOSTILE.into(),
        user: Some(officer()),
        ..context(Lang::Vi)
    };
    let html = document(&context, &page, || view! { <p></p> });
    assert!(!html.contains("<script"), "{html}");
}

#[test]
fn a_textarea_gives_back_what_was_typed() {
    let html = fragment(
        Lang::Vi,
        || view! { <Textarea name="b" label="x" value="\na & b\n  c" /> },
    );
    // The first line break is the one browsers drop.
    assert!(html.contains(">\n\na &amp; b\n  c</textarea>"), "{html}");
}

#[test]
fn errors_are_tied_to_their_fields() {
    let html = fragment(Lang::Vi, || {
        view! {
            <ErrorSummary errors=vec![FieldError::new("born", "Thiếu năm")] />
            <DateInput name="born" legend="Ngày sinh" error="Thiếu năm" hint="Ví dụ" wrong=vec![DatePart::Year] />
        }
    });
    assert!(html.contains("href=\"#born\""));
    assert!(
        html.contains("id=\"born\"") && html.contains("name=\"born.day\""),
        "{html}"
    );
    assert!(html.contains("aria-describedby=\"born-hint born-error\""), "{html}");
    assert_eq!(html.matches("aria-invalid=\"true\"").count(), 1);
    assert!(html.contains("Còn 1 chỗ cần sửa"));
}

#[test]
fn the_shell_shows_where_one_is_and_who_one_is() {
    let page = Page::officer("Hàng việc").section(urls::Queues::ROUTE);
    let signed_in = PageContext {
        user: Some(officer()),
        ..context(Lang::Vi)
    };
    let html = document(&signed_in, &page, || view! { <p></p> });
    assert_eq!(html.matches("aria-current").count(), 1);
    assert!(html.contains("Phạm Minh Đức") && html.contains("Phường Hồng Hà"));
    assert!(html.contains("mc-office"));
    assert!(html.contains("action=\"/sign-out\""));
    assert!(html.contains("/language/en?back=%2Fdossiers%3Fx%3D1"), "{html}");

    let html = document(&context(Lang::Vi), &Page::citizen("x"), || view! { <p></p> });
    assert!(html.contains("Đăng nhập") && !html.contains("/sign-out"));
}

#[test]
fn demonstration_service_message_and_person_represented_are_always_said() {
    let said = PageContext {
        user: Some(SignedIn {
            name: "Lan".into(),
            kind: UserKind::Citizen {
                acting_for: Some("Trần Thị Bình".into()),
            },
        }),
        site: Arc::new(Site {
            demo: true,
            service_message: Some(Text::new("Bảo trì 22:00", "Maintenance at 22:00")),
            ..Site::default()
        }),
        flash: Some(Flash {
            kind: BannerKind::Success,
            text: "Đã lưu".into(),
        }),
        ..context(Lang::Vi)
    };
    let html = document(&said, &Page::citizen("x").full_width(), || view! { <p></p> });
    for words in [
        "Bản dùng thử",
        "Bảo trì 22:00",
        "Đang làm thay cho Trần Thị Bình",
        "Đã lưu",
    ] {
        assert!(html.contains(words), "{words}");
    }
    assert_eq!(Layout::default(), Layout::Citizen);
}

fn inbox(rows: usize) -> impl IntoView {
    let columns = ["Mã", "Thủ tục", "Chủ hồ sơ", "Kênh", "Bước", "Hạn"]
        .map(Column::new)
        .to_vec();
    let rows = (0..rows)
        .map(|number| {
            let code = format!("H26.97-261123-{number:04}");
            Row::new(vec![
                Cell::link(urls::OfficeDossier { code: code.clone() }.url(), code.clone()),
                "Khai sinh (liên thông)".into(),
                "Đỗ Thị Mai".into(),
                "Trực tuyến".into(),
                "Chờ tiếp nhận".into(),
                Cell::Time(TimeState::Soon, "Còn 1 giờ 5 phút".into()),
            ])
            .select(code.clone(), code)
        })
        .collect();
    view! { <Table caption="Hồ sơ" columns=columns rows=rows dense=true select="code" /> }
}

#[test]
fn a_list_has_a_row_and_a_box_for_each_dossier() {
    let html = fragment(Lang::Vi, || inbox(25));
    assert_eq!(html.matches("<tr").count(), 26);
    assert_eq!(html.matches("type=\"checkbox\"").count(), 25);
}

/// `cargo test --release -p motcua-app --features html --test pages -- --ignored --nocapture`
#[test]
#[ignore = "a measurement; only a release build tells something"]
fn a_list_page_is_rendered_within_300_microseconds() {
    const ROUNDS: u32 = 2_000;
    let context = PageContext {
        user: Some(officer()),
        ..context(Lang::Vi)
    };
    let page = Page::officer("Hàng việc").section(urls::Queues::ROUTE);
    let mut length = 0;
    let start = Instant::now();
    for _ in 0..ROUNDS {
        length = document(&context, &page, || inbox(25)).len();
    }
    let each = start.elapsed() / ROUNDS;
    println!("{length} bytes, {each:?} a page");
    assert!(each.as_micros() < 300, "{each:?}");
}
