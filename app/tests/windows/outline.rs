//! A page as it is read: headings, words, links, fields, buttons, one a line.

/// What stands between two marks.
enum Piece<'h> {
    Open { name: &'h str, attributes: &'h str },
    Close(&'h str),
    Words(&'h str),
}

/// Cuts markup of our own making: every tag is closed, and `>` never stands in a value.
fn pieces(html: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = html;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let Some(inside) = rest.strip_prefix('<') else {
            let end = rest.find('<').unwrap_or(rest.len());
            let (words, after) = rest.split_at(end);
            rest = after;
            return Some(Piece::Words(words));
        };
        if let Some(comment) = inside.strip_prefix("!--") {
            rest = comment.split_once("-->").unwrap().1;
            return Some(Piece::Words(""));
        }
        let (tag, after) = inside.split_once('>').unwrap();
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            return Some(Piece::Close(name));
        }
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        if matches!(name, "script" | "style" | "svg") {
            let end = rest.find(&format!("</{name}>")).unwrap();
            rest = &rest[end..];
        }
        Some(Piece::Open { name, attributes })
    })
}

fn attribute<'a>(attributes: &'a str, name: &str) -> Option<&'a str> {
    let at = attributes.find(&format!("{name}=\""))? + name.len() + 2;
    attributes[at..].split('"').next()
}

fn has(attributes: &str, name: &str) -> bool {
    attributes.split(' ').any(|word| word.split('=').next() == Some(name))
}

fn plain(words: &str) -> String {
    words
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&nbsp;", " ")
        .replace("&amp;", "&")
}

/// Identifiers differ from run to run of other tests; what they are does not.
fn steady(text: &str) -> String {
    let mut steady = String::new();
    for word in text.split_inclusive(['/', ' ', '?', '"', ')']) {
        let (core, end) = word
            .strip_suffix(['/', ' ', '?', '"', ')'])
            .map_or((word, ""), |core| (core, &word[core.len()..]));
        let hex = |text: &str| text.chars().all(|letter| letter.is_ascii_hexdigit() || letter == '-');
        match core.len() {
            36 if hex(core) => steady.push_str("{id}"),
            64 if hex(core) => steady.push_str("{hash}"),
            _ => steady.push_str(core),
        }
        steady.push_str(end);
    }
    steady
}

/// The lines of a page, from the head's title to the footer.
pub fn outline(html: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    let mut links: Vec<String> = Vec::new();
    let mut end = |line: &mut String| {
        let text = line.split_whitespace().collect::<Vec<_>>().join(" ");
        line.clear();
        if !text.is_empty() {
            lines.push(steady(&text));
        }
    };
    for piece in pieces(html) {
        match piece {
            Piece::Words(words) => line.push_str(&plain(words)),
            Piece::Open { name, attributes } => match name {
                "h1" | "h2" | "h3" => {
                    end(&mut line);
                    let depth = name[1..].parse().unwrap();
                    line.push_str(&format!("{} ", "#".repeat(depth)));
                }
                "li" => {
                    end(&mut line);
                    line.push_str("- ");
                }
                "dd" | "td" => line.push_str(" | "),
                "a" => {
                    links.push(attribute(attributes, "href").map(plain).unwrap_or_default());
                    line.push('[');
                }
                "button" => {
                    end(&mut line);
                    line.push_str("(button) ");
                }
                "form" => {
                    end(&mut line);
                    let action = attribute(attributes, "action").unwrap_or(".");
                    line.push_str(&format!("(form {})", plain(action)));
                    end(&mut line);
                }
                "input" => {
                    let kind = attribute(attributes, "type").unwrap_or("text");
                    // The button that the Enter key presses.
                    if kind == "submit" && has(attributes, "hidden") {
                        continue;
                    }
                    let value = plain(attribute(attributes, "value").unwrap_or_default());
                    let mark = match kind {
                        "radio" | "checkbox" if has(attributes, "checked") => "(x)".to_owned(),
                        "radio" | "checkbox" => "( )".to_owned(),
                        "hidden" => "(hidden)".to_owned(),
                        _ => format!("[{value}]"),
                    };
                    end(&mut line);
                    line.push_str(&format!(
                        "{mark} {} ",
                        attribute(attributes, "name").unwrap_or_default()
                    ));
                }
                "textarea" | "select" => {
                    end(&mut line);
                    line.push_str(&format!(
                        "({name} {}) ",
                        attribute(attributes, "name").unwrap_or_default()
                    ));
                }
                // Long lists of places say nothing about the page.
                "option" => {
                    line.push_str(if has(attributes, "selected") { "=> " } else { "\u{0}" });
                }
                "br" | "hr" | "p" | "div" | "section" | "dt" | "tr" | "summary" | "label" | "legend" | "header"
                | "main" | "footer" | "nav" | "title" => end(&mut line),
                _ => {}
            },
            Piece::Close(name) => match name {
                "a" => line.push_str(&format!("]({})", links.pop().unwrap_or_default())),
                "option" => {
                    if let Some(at) = line.rfind('\u{0}') {
                        line.truncate(at);
                    } else {
                        end(&mut line);
                    }
                }
                "h1" | "h2" | "h3" | "li" | "p" | "div" | "dl" | "tr" | "table" | "button" | "form" | "textarea"
                | "select" | "summary" | "label" | "legend" | "header" | "main" | "footer" | "nav" | "title" => {
                    end(&mut line);
                }
                _ => {}
            },
        }
    }
    end(&mut line);
    lines.join("\n")
}
