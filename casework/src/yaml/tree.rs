//! From text to a tree with lines.

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError};
use serde_json::Value;

use super::read::Segment;
use super::{YamlFault, YamlKind};

/// Nobody could read anything nested more deeply.
const MAX_DEPTH: usize = 60;
/// The most bytes of a file.
const MAX_BYTES: usize = 2 << 20;

/// A value and where it begins.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub line: u32,
    /// Which text it stands in: 0 for the file itself, more for shared pieces put into it.
    pub source: u16,
    pub kind: Kind,
}

/// What a value is.
#[derive(Debug, Clone)]
pub(crate) enum Kind {
    Null,
    Bool(bool),
    Number(i64),
    Text(String),
    List(Vec<Node>),
    /// Keys with their lines, in the order of the file.
    Map(Vec<(String, u32, Node)>),
}

impl Node {
    /// The same as JSON.
    pub fn to_value(&self) -> Value {
        match &self.kind {
            Kind::Null => Value::Null,
            Kind::Bool(truth) => Value::Bool(*truth),
            Kind::Number(number) => Value::Number((*number).into()),
            Kind::Text(text) => Value::String(text.clone()),
            Kind::List(items) => Value::Array(items.iter().map(Self::to_value).collect()),
            Kind::Map(entries) => Value::Object(
                entries
                    .iter()
                    .map(|(key, _, node)| (key.clone(), node.to_value()))
                    .collect(),
            ),
        }
    }

    /// The value under a key.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.child(&Segment::Key(key.to_owned())).map(|(_, node)| node)
    }

    /// The node at a path, or as far as the path goes, with the line of its key.
    pub fn nearest(&self, path: &[Segment]) -> (u32, &Node) {
        let (mut line, mut node) = (self.line, self);
        for segment in path {
            match node.child(segment) {
                Some((at, child)) => (line, node) = (at, child),
                None => break,
            }
        }
        (line, node)
    }

    fn child(&self, segment: &Segment) -> Option<(u32, &Node)> {
        match (&self.kind, segment) {
            (Kind::List(items), Segment::Index(index)) => items.get(*index).map(|node| (node.line, node)),
            (Kind::Map(entries), Segment::Key(key)) => entries
                .iter()
                .find(|(known, ..)| known == key)
                .map(|(_, line, node)| (*line, node)),
            _ => None,
        }
    }

    /// The child to change.
    pub fn child_mut(&mut self, segment: &Segment) -> Option<&mut Node> {
        match (&mut self.kind, segment) {
            (Kind::List(items), Segment::Index(index)) => items.get_mut(*index),
            (Kind::Map(entries), Segment::Key(key)) => entries
                .iter_mut()
                .find(|(known, ..)| known == key)
                .map(|(.., node)| node),
            _ => None,
        }
    }
}

/// Reads a text.
///
/// # Errors
/// The first fault of form, or all keys that stand twice.
pub(crate) fn parse(text: &str) -> Result<Node, Vec<YamlFault>> {
    parse_source(text, 0)
}

/// Reads one text of several; its nodes and faults remember which.
///
/// # Errors
/// As [`parse`].
pub(crate) fn parse_source(text: &str, source: u16) -> Result<Node, Vec<YamlFault>> {
    let in_source = |faults: Vec<YamlFault>| faults.into_iter().map(|fault| fault.of(source)).collect();
    build(text, source).map_err(in_source)
}

fn build(text: &str, source: u16) -> Result<Node, Vec<YamlFault>> {
    if text.len() > MAX_BYTES {
        return Err(vec![YamlFault::new(1, YamlKind::TooLarge)]);
    }
    let mut builder = Builder {
        source,
        ..Builder::default()
    };
    for step in Parser::new_from_str(text) {
        let taken = match step {
            Ok((event, span)) => builder.take(event, line_of(span.start.line())),
            Err(error) => Err(unreadable(&error)),
        };
        if let Err(fault) = taken {
            builder.faults.push(fault);
            return Err(builder.faults);
        }
    }
    match (builder.root, builder.faults) {
        (Some(root), faults) if faults.is_empty() => Ok(root),
        (None, faults) if faults.is_empty() => Err(vec![YamlFault::new(1, YamlKind::Empty)]),
        (_, faults) => Err(faults),
    }
}

fn line_of(line: usize) -> u32 {
    u32::try_from(line).unwrap_or(u32::MAX)
}

fn unreadable(error: &ScanError) -> YamlFault {
    let why = error.info().to_owned();
    YamlFault::new(line_of(error.marker().line()), YamlKind::NotYaml { why })
}

#[derive(Default)]
struct Builder {
    source: u16,
    /// Lists and maps that are still open, each map with the key that waits for its value.
    open: Vec<(Node, Option<(String, u32)>)>,
    root: Option<Node>,
    faults: Vec<YamlFault>,
}

impl Builder {
    fn take(&mut self, event: Event<'_>, line: u32) -> Result<(), YamlFault> {
        match event {
            Event::Scalar(text, style, _, tag) => {
                if tag.is_some() {
                    return Err(YamlFault::new(line, YamlKind::Tags));
                }
                let key_wanted = matches!(self.open.last(), Some((Node { kind: Kind::Map(_), .. }, None)));
                if key_wanted {
                    self.key(text.into_owned(), line);
                } else {
                    self.value(
                        Node {
                            line,
                            source: self.source,
                            kind: scalar(&text, style),
                        },
                        line,
                    )?;
                }
            }
            Event::SequenceStart(..) => self.start(Node {
                line,
                source: self.source,
                kind: Kind::List(Vec::new()),
            })?,
            Event::MappingStart(..) => self.start(Node {
                line,
                source: self.source,
                kind: Kind::Map(Vec::new()),
            })?,
            Event::SequenceEnd | Event::MappingEnd => {
                if let Some((node, _)) = self.open.pop() {
                    self.value(node, line)?;
                }
            }
            Event::Alias(_) => return Err(YamlFault::new(line, YamlKind::Aliases)),
            Event::DocumentStart(_) if self.root.is_some() => {
                return Err(YamlFault::new(line, YamlKind::SecondDocument));
            }
            Event::DocumentStart(_) | Event::DocumentEnd | Event::StreamStart | Event::StreamEnd | Event::Nothing => {}
        }
        Ok(())
    }

    fn start(&mut self, node: Node) -> Result<(), YamlFault> {
        if matches!(self.open.last(), Some((Node { kind: Kind::Map(_), .. }, None))) {
            return Err(YamlFault::new(node.line, YamlKind::KeyNoWord));
        }
        if self.open.len() >= MAX_DEPTH {
            return Err(YamlFault::new(node.line, YamlKind::TooDeep { most: MAX_DEPTH }));
        }
        self.open.push((node, None));
        Ok(())
    }

    fn key(&mut self, key: String, line: u32) {
        let Some((
            Node {
                kind: Kind::Map(entries),
                ..
            },
            waiting,
        )) = self.open.last_mut()
        else {
            return;
        };
        if let Some((_, first, _)) = entries.iter().find(|(known, ..)| *known == key) {
            let (key, first) = (key.clone(), *first);
            self.faults
                .push(YamlFault::new(line, YamlKind::KeyTwice { key, first }));
        }
        *waiting = Some((key, line));
    }

    fn value(&mut self, node: Node, line: u32) -> Result<(), YamlFault> {
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some((
                Node {
                    kind: Kind::List(items),
                    ..
                },
                _,
            )) => items.push(node),
            Some((
                Node {
                    kind: Kind::Map(entries),
                    ..
                },
                waiting,
            )) => {
                let Some((key, at)) = waiting.take() else {
                    return Err(YamlFault::new(line, YamlKind::KeyMissing));
                };
                entries.push((key, at, node));
            }
            Some(_) => {}
        }
        Ok(())
    }
}

fn scalar(text: &str, style: ScalarStyle) -> Kind {
    if style != ScalarStyle::Plain {
        return Kind::Text(text.to_owned());
    }
    plain(text)
}

/// What a word without quotes means.
pub(super) fn plain(text: &str) -> Kind {
    match text {
        "" | "~" | "null" => Kind::Null,
        "true" => Kind::Bool(true),
        "false" => Kind::Bool(false),
        // Codes such as 00097 keep their zeros.
        _ => match text.parse::<i64>() {
            Ok(number) if number.to_string() == text => Kind::Number(number),
            _ => Kind::Text(text.to_owned()),
        },
    }
}
