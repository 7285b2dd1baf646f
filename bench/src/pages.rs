//! What a browser fetches for the first page, in bytes as they are sent.

use std::collections::BTreeSet;
use std::net::SocketAddr;

use anyhow::ensure;
use serde::Serialize;

use crate::client::{Answer, Ask, Connection};

/// Bytes over the wire, heads included.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub(crate) struct FirstPage {
    /// The document.
    pub(crate) document: usize,
    /// Style sheets.
    pub(crate) styles: usize,
    /// Fonts and pictures the document asks for at once.
    pub(crate) fonts_and_pictures: usize,
    /// Scripts and WebAssembly, which come after it.
    pub(crate) code: usize,
}

impl FirstPage {
    /// All that is needed to read the page.
    pub(crate) fn before_code(&self) -> usize {
        self.document + self.styles + self.fonts_and_pictures
    }
}

/// Fetches the home page and whatever it names.
pub(crate) async fn first_page(address: SocketAddr) -> anyhow::Result<FirstPage> {
    let mut connection = Connection::open(address).await?;
    let page = fetch(&mut connection, "/").await?;
    // The same text without compression, to read the names in it.
    let mut plain = Connection::open(address).await?;
    let text = plain.send_plain("/").await?;
    let mut found = FirstPage {
        document: size(&page),
        ..FirstPage::default()
    };
    for path in named(&String::from_utf8_lossy(&text.body)) {
        let answer = fetch(&mut connection, &path).await?;
        *match path.rsplit('.').next() {
            Some("css") => &mut found.styles,
            Some("js" | "wasm") => &mut found.code,
            _ => &mut found.fonts_and_pictures,
        } += size(&answer);
    }
    Ok(found)
}

async fn fetch(connection: &mut Connection, path: &str) -> anyhow::Result<Answer> {
    let answer = connection.send(&Ask::get(path)).await?;
    ensure!(answer.status == 200, "{path} answers {}", answer.status);
    Ok(answer)
}

fn size(answer: &Answer) -> usize {
    answer.head + answer.body.len()
}

/// Our own files named in a document, in attributes or in scripts: each between quotation marks.
fn named(html: &str) -> BTreeSet<String> {
    let endings = [".css", ".js", ".wasm", ".woff2", ".svg", ".png", ".ico"];
    html.split(['"', '\''])
        .filter(|part| part.starts_with('/') && !part.contains(char::is_whitespace))
        .filter(|part| endings.iter().any(|ending| part.ends_with(ending)))
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn files_are_found_in_attributes_and_scripts() {
        let html =
            r#"<link href="/assets/a-1.css"><a href="/procedures">x</a><script>load("/pkg/m.js", "/pkg/m.wasm")"#;
        let found: Vec<String> = named(html).into_iter().collect();
        assert_eq!(found, ["/assets/a-1.css", "/pkg/m.js", "/pkg/m.wasm"]);
    }
}
