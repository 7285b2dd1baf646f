//! Shared pieces: what many files have in common is written once and put in by its name.
//!
//! `{use: name}` stands for the piece; in a list, a piece that is a list is put in item by item. `use: [a, b]` puts in several,
//! one after the other. `with: {who: mother}` fills `${who}` in the piece; `${who|requester}` has a value when nothing is given.
//! Other keys beside `use` take the place of the keys of the piece; a key such as `form.sections.office.title` reaches into it,
//! through keys and, in lists, through what has that `id` or `number`. Every node remembers the text it was written in, so that a
//! fault in a piece names the file of the piece.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::tree::{Kind, Node, parse_source};
use super::{YamlFault, YamlKind, tree};

/// Pieces within pieces within pieces: nobody could follow more.
const MAX_DEPTH: usize = 8;
/// More than all pieces together could ever come to; pieces that multiply each other end here.
const MAX_NODES: usize = 100_000;

/// The pieces of some texts, by name.
#[derive(Debug, Default)]
pub(crate) struct Pieces {
    by_name: BTreeMap<String, Node>,
    texts: u16,
}

type Given = BTreeMap<String, Node>;

impl Pieces {
    /// Adds the pieces of a text: one for each key. Gives back the number by which its nodes and faults name it.
    ///
    /// # Errors
    /// Every fault of form; names that are taken.
    pub fn add(&mut self, text: &str) -> Result<u16, (u16, Vec<YamlFault>)> {
        self.texts += 1;
        let source = self.texts;
        let root = parse_source(text, source).map_err(|faults| (source, faults))?;
        let Kind::Map(entries) = root.kind else {
            return Err((source, vec![YamlFault::new(1, YamlKind::PiecesWithoutNames).of(source)]));
        };
        let mut faults = Vec::new();
        for (name, line, piece) in entries {
            match self.by_name.entry(name) {
                Entry::Occupied(taken) => {
                    let name = taken.key().clone();
                    faults.push(YamlFault::new(line, YamlKind::PieceTwice { name }).of(source));
                }
                Entry::Vacant(free) => {
                    free.insert(piece);
                }
            }
        }
        if faults.is_empty() {
            Ok(source)
        } else {
            Err((source, faults))
        }
    }

    /// Adds a whole text as one piece. Gives back the number by which its nodes and faults name it.
    ///
    /// # Errors
    /// Every fault of form; a name that is taken.
    pub fn add_whole(&mut self, name: &str, text: &str) -> Result<u16, (u16, Vec<YamlFault>)> {
        self.texts += 1;
        let source = self.texts;
        let root = parse_source(text, source).map_err(|faults| (source, faults))?;
        match self.by_name.entry(name.to_owned()) {
            Entry::Vacant(free) => {
                free.insert(root);
                Ok(source)
            }
            Entry::Occupied(_) => {
                let name = name.to_owned();
                Err((
                    source,
                    vec![YamlFault::new(1, YamlKind::PieceTwice { name }).of(source)],
                ))
            }
        }
    }

    /// The tree with all pieces put in.
    ///
    /// # Errors
    /// Pieces that do not exist or do not fit, each with its line.
    pub fn expand(&self, tree: &Node) -> Result<Node, Vec<YamlFault>> {
        let mut work = Work {
            pieces: self,
            faults: Vec::new(),
            nodes: 0,
        };
        let expanded = work.node(tree, 0);
        if work.nodes > MAX_NODES {
            work.faults.push(YamlFault::new(1, YamlKind::PiecesGrow));
        }
        if work.faults.is_empty() {
            Ok(expanded)
        } else {
            work.faults.sort();
            work.faults.dedup();
            Err(work.faults)
        }
    }
}

struct Work<'p> {
    pieces: &'p Pieces,
    faults: Vec<YamlFault>,
    nodes: usize,
}

impl Work<'_> {
    fn node(&mut self, node: &Node, depth: usize) -> Node {
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            return node.clone();
        }
        let kind = match &node.kind {
            Kind::List(items) => {
                let mut list = Vec::with_capacity(items.len());
                for item in items {
                    let put_in = item.get("use").is_some();
                    let item = self.node(item, depth);
                    match item.kind {
                        Kind::List(inner) if put_in => list.extend(inner),
                        kind => list.push(Node { kind, ..item }),
                    }
                }
                Kind::List(list)
            }
            Kind::Map(_) if node.get("use").is_some() => return self.put_in(node, depth),
            Kind::Map(entries) => Kind::Map(self.entries(entries, depth)),
            other => other.clone(),
        };
        Node { kind, ..*node }
    }

    fn entries(&mut self, entries: &[(String, u32, Node)], depth: usize) -> Vec<(String, u32, Node)> {
        let inner = |work: &mut Self, node: &Node| work.node(node, depth);
        entries
            .iter()
            .map(|(key, line, node)| (key.clone(), *line, inner(self, node)))
            .collect()
    }

    /// The piece or pieces a block names, with the other keys of the block over them.
    fn put_in(&mut self, node: &Node, depth: usize) -> Node {
        let Kind::Map(entries) = &node.kind else {
            return node.clone();
        };
        if depth >= MAX_DEPTH {
            self.fault(node, YamlKind::PiecesDeep { most: MAX_DEPTH });
            return empty(node);
        }
        let mut given = Given::new();
        if let Some(Node {
            kind: Kind::Map(values),
            ..
        }) = node.get("with")
        {
            given.extend(
                self.entries(values, depth)
                    .into_iter()
                    .map(|(key, _, value)| (key, value)),
            );
        }
        let named: Vec<&Node> = match node.get("use").map(|it| &it.kind) {
            Some(Kind::List(names)) => names.iter().collect(),
            _ => node.get("use").into_iter().collect(),
        };
        let mut whole: Option<Node> = None;
        for name in named {
            let Some(piece) = self.piece(name, &given, depth) else {
                continue;
            };
            whole = match (whole, piece) {
                (None, piece) => Some(piece),
                (Some(before), piece) => Some(self.joined(before, piece, name)),
            };
        }
        let Some(mut whole) = whole else {
            return empty(node);
        };
        let beside = entries.iter().filter(|(key, ..)| key != "use" && key != "with");
        for (key, line, value) in beside {
            let value = self.node(value, depth);
            if key.contains('.') {
                let at = value.clone();
                let path: Vec<&str> = key.split('.').collect();
                if let Err(missing) = reach(&mut whole, &path, *line, value) {
                    let (key, missing) = (key.clone(), missing.to_owned());
                    self.fault(&at, YamlKind::PathNowhere { key, missing });
                }
                continue;
            }
            match &mut whole.kind {
                Kind::Map(known) => match known.iter_mut().find(|(name, ..)| name == key) {
                    Some(place) => *place = (key.clone(), *line, value),
                    None => known.push((key.clone(), *line, value)),
                },
                _ => self.fault(&value, YamlKind::PieceNoBlock { key: key.clone() }),
            }
        }
        whole
    }

    fn piece(&mut self, name: &Node, given: &Given, depth: usize) -> Option<Node> {
        let Kind::Text(word) = &name.kind else {
            self.fault(name, YamlKind::UseNoName);
            return None;
        };
        let Some(piece) = self.pieces.by_name.get(word) else {
            self.fault(name, unknown(word, self.pieces.by_name.keys()));
            return None;
        };
        let filled = self.filled(piece, given, name);
        Some(self.node(&filled, depth + 1))
    }

    /// Two lists one after the other, or the keys of two blocks.
    fn joined(&mut self, before: Node, piece: Node, name: &Node) -> Node {
        let kind = match (before.kind, piece.kind) {
            (Kind::List(mut items), Kind::List(more)) => {
                items.extend(more);
                Kind::List(items)
            }
            (Kind::Map(mut entries), Kind::Map(more)) => {
                for (key, line, value) in more {
                    entries.retain(|(known, ..)| *known != key);
                    entries.push((key, line, value));
                }
                Kind::Map(entries)
            }
            (kind, _) => {
                self.fault(name, YamlKind::NotTogether);
                kind
            }
        };
        Node { kind, ..before }
    }

    /// The piece with `${...}` filled in.
    fn filled(&mut self, node: &Node, given: &Given, at: &Node) -> Node {
        self.nodes += 1;
        let kind = match &node.kind {
            Kind::List(items) => Kind::List(items.iter().map(|item| self.filled(item, given, at)).collect()),
            Kind::Map(entries) => Kind::Map(
                entries
                    .iter()
                    .map(|(key, line, value)| {
                        let key = match self.text(key, given, at) {
                            Kind::Text(key) => key,
                            _ => key.clone(),
                        };
                        (key, *line, self.filled(value, given, at))
                    })
                    .collect(),
            ),
            Kind::Text(text) => self.text(text, given, at),
            other => other.clone(),
        };
        Node { kind, ..*node }
    }

    fn text(&mut self, text: &str, given: &Given, at: &Node) -> Kind {
        let mut written = String::new();
        let mut rest = text;
        while let Some((before, behind)) = rest.split_once("${") {
            written.push_str(before);
            let Some((name, after)) = behind.split_once('}') else {
                written.push_str("${");
                rest = behind;
                continue;
            };
            let (name, usual) = match name.split_once('|') {
                Some((name, usual)) => (name, Some(usual)),
                None => (name, None),
            };
            let whole = before.is_empty() && after.is_empty() && written.is_empty();
            match (given.get(name), usual) {
                (Some(value), _) if whole => return value.kind.clone(),
                (Some(value), _) => match &value.kind {
                    Kind::Text(value) => written.push_str(value),
                    Kind::Number(number) => written.push_str(&number.to_string()),
                    _ => self.fault(at, YamlKind::PieceText { name: name.to_owned() }),
                },
                (None, Some(usual)) if whole => return tree::plain(usual),
                (None, Some(usual)) => written.push_str(usual),
                (None, None) => self.fault(at, YamlKind::PieceNeeds { name: name.to_owned() }),
            }
            rest = after;
        }
        written.push_str(rest);
        Kind::Text(written)
    }

    fn fault(&mut self, node: &Node, kind: YamlKind) {
        self.faults.push(YamlFault::new(node.line, kind).of(node.source));
    }
}

/// Puts a value where a path leads; on the way everything must be there. Gives back the name that is not.
fn reach<'p>(node: &mut Node, path: &[&'p str], line: u32, value: Node) -> Result<(), &'p str> {
    let [name, rest @ ..] = path else {
        *node = value;
        return Ok(());
    };
    let inner = match &mut node.kind {
        Kind::Map(entries) => {
            let known = entries.iter().position(|(key, ..)| key == name);
            if known.is_none() && rest.is_empty() {
                entries.push(((*name).to_owned(), line, value));
                return Ok(());
            }
            known.map(|at| {
                let (_, at_line, inner) = &mut entries[at];
                if rest.is_empty() {
                    *at_line = line;
                }
                inner
            })
        }
        Kind::List(items) => items.iter_mut().find_map(|item| named(item, name)),
        _ => None,
    };
    reach(inner.ok_or(*name)?, rest, line, value)
}

/// The item of a list that has this name; the block of a step within it.
fn named<'n>(item: &'n mut Node, name: &str) -> Option<&'n mut Node> {
    let is = |node: &Node| {
        ["id", "number"]
            .iter()
            .any(|key| matches!(node.get(key).map(|id| &id.kind), Some(Kind::Text(id)) if id == name))
    };
    if is(item) {
        return Some(item);
    }
    match &mut item.kind {
        Kind::Map(entries) => entries
            .iter_mut()
            .find(|(key, _, step)| key == "step" && is(step))
            .map(|(.., step)| step),
        _ => None,
    }
}

fn empty(node: &Node) -> Node {
    Node {
        kind: Kind::Null,
        ..*node
    }
}

/// A hint at the name that may be meant.
fn unknown<'n>(word: &str, names: impl Iterator<Item = &'n String>) -> YamlKind {
    let shared = |name: &str| {
        name.bytes()
            .zip(word.bytes())
            .take_while(|(one, other)| one == other)
            .count()
    };
    let name = word.to_owned();
    match names.max_by_key(|name| shared(name)) {
        Some(nearest) if shared(nearest) >= 3 => YamlKind::NoPiece {
            name,
            nearest: nearest.clone(),
        },
        _ => YamlKind::UnknownPiece { name },
    }
}
