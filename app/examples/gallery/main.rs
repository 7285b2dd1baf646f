//! Writes a gallery of all components and some whole pages with made-up data, in both languages, to look at:
//! `cargo run -p motcua-app --features html --example gallery -- target/gallery`, then serve that folder.

mod citizen;
mod components;
mod inputs;
mod officer;

use leptos::prelude::IntoView;
use motcua_app::{
    components::lang,
    render::{Assets, Page, PageContext, SignedIn, Site, UserKind, document},
};
use motcua_domain::text::{Lang, Text};
use std::{fs, path::Path, process::Command, sync::Arc};

/// The text of the language of the page.
fn t(vi: &'static str, en: &'static str) -> &'static str {
    match lang() {
        Lang::Vi => vi,
        Lang::En => en,
    }
}

struct Gallery<'g> {
    folder: &'g Path,
    lang: Lang,
}

impl Gallery<'_> {
    fn context(&self, user: Option<SignedIn>) -> PageContext {
        PageContext {
            lang: self.lang,
            nonce: "gallery".into(),
            path: "/".into(),
            user,
            assets: Arc::new(Assets::default()),
            site: Arc::new(Site {
                demo: false,
                support_line: Text::new("1900 0000 (giờ hành chính)", "1900 0000 (office hours)"),
                service_message: None,
                tagline: None,
            }),
            flash: None,
        }
    }

    fn write<V: IntoView>(
        &self,
        name: &str,
        user: Option<SignedIn>,
        page: &Page,
        body: impl FnOnce() -> V,
    ) -> std::io::Result<()> {
        let html = document(&self.context(user), page, body);
        fs::write(self.folder.join(format!("{name}-{}.html", self.lang.as_str())), html)
    }
}

fn citizen() -> Option<SignedIn> {
    Some(SignedIn {
        name: "Nguyễn Thị Lan".into(),
        kind: UserKind::Citizen { acting_for: None },
    })
}

fn officer() -> Option<SignedIn> {
    Some(SignedIn {
        name: "Phạm Minh Đức".into(),
        kind: UserKind::Officer {
            unit: "Trung tâm Phục vụ hành chính công phường Hồng Hà".into(),
            administrator: false,
        },
    })
}

fn main() -> std::io::Result<()> {
    let folder = std::env::args().nth(1).unwrap_or_else(|| "target/gallery".into());
    let folder = Path::new(&folder);
    fs::create_dir_all(folder.join("assets"))?;
    for lang in Lang::ALL {
        let gallery = Gallery { folder, lang };
        citizen::write(&gallery)?;
        officer::write(&gallery)?;
        components::write(&gallery)?;
        inputs::write(&gallery)?;
    }
    style(folder)
}

/// The style sheet and the fonts it asks for.
fn style(folder: &Path) -> std::io::Result<()> {
    let sheet = folder.join("assets/motcua.css");
    Command::new("node_modules/.bin/sass")
        .args([
            "--load-path=.",
            "--style=compressed",
            "--no-source-map",
            "--quiet-deps",
            "style/main.scss",
        ])
        .arg(sheet)
        .status()?;
    fs::copy("public/favicon.svg", folder.join("favicon.svg"))?;
    for file in fs::read_dir("node_modules/@fontsource/be-vietnam-pro/files")? {
        let file = file?;
        let name = file.file_name().to_string_lossy().into_owned();
        if name.ends_with("-normal.woff2") {
            fs::copy(file.path(), folder.join("assets").join(name))?;
        }
    }
    Ok(())
}
