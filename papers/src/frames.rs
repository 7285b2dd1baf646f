//! Reads a laid-out document back: its text, and whether anything stands outside its page.

use typst::layout::{Abs, Frame, FrameItem, Point, Size, Transform};
use typst::model::Document as _;
use typst::text::TextItem;
use typst_layout::PagedDocument;

use crate::clean::BREAK_HERE;

/// Rounding in the layout, far below what an eye sees.
const TOLERANCE: Abs = Abs::raw(1.0);

/// The document without the characters that let wide words break: once the lines are broken they are of no use, and whoever
/// copies an address would copy them along.
pub(crate) fn without_break_points(document: &PagedDocument) -> PagedDocument {
    let pages = document.pages().iter().cloned().map(|mut page| {
        strip(&mut page.frame);
        page
    });
    PagedDocument::new(pages.collect(), document.info().clone())
}

fn strip(frame: &mut Frame) {
    frame.retain(|item| {
        match item {
            FrameItem::Group(group) => strip(&mut group.frame),
            FrameItem::Text(item) if item.text.contains(BREAK_HERE) => strip_run(item),
            _ => {}
        }
        true
    });
}

/// Takes the characters out of a run of text, and their glyphs, which have no width.
fn strip_run(item: &mut TextItem) {
    let whole = item.text.clone();
    let moved = |end: u16| {
        let gone = whole
            .get(..usize::from(end))
            .map_or(0, |before| before.matches(BREAK_HERE).count());
        end.saturating_sub(u16::try_from(gone * BREAK_HERE.len_utf8()).unwrap_or(u16::MAX))
    };
    for glyph in &mut item.glyphs {
        glyph.range = moved(glyph.range.start)..moved(glyph.range.end);
    }
    item.glyphs.retain(|glyph| !glyph.range.is_empty());
    item.text = whole.chars().filter(|character| *character != BREAK_HERE).collect();
}

/// The text of the document in drawing order, one line for each run, a blank line between pages.
pub(crate) fn text_of(document: &PagedDocument) -> String {
    let mut out = String::new();
    for page in document.pages() {
        collect(&page.frame, &mut out);
        out.push('\n');
    }
    out
}

fn collect(frame: &Frame, out: &mut String) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => collect(&group.frame, out),
            FrameItem::Text(text) => {
                out.push_str(&text.text);
                out.push('\n');
            }
            _ => {}
        }
    }
}

/// The number of the first page with text outside its edges, counted from 1.
pub(crate) fn first_overflow(document: &PagedDocument) -> Option<usize> {
    document
        .pages()
        .iter()
        .position(|page| leaves(&page.frame, Transform::identity(), page.frame.size()))
        .map(|index| index + 1)
}

fn leaves(frame: &Frame, outer: Transform, page: Size) -> bool {
    frame.items().any(|(position, item)| {
        let here = outer.pre_concat(Transform::translate(position.x, position.y));
        match item {
            FrameItem::Group(group) => leaves(&group.frame, here.pre_concat(group.transform), page),
            FrameItem::Text(text) => {
                let ends = [Point::zero(), Point::with_x(text.width())];
                ends.into_iter().any(|end| is_outside(end.transform(here), page))
            }
            _ => false,
        }
    })
}

fn is_outside(point: Point, page: Size) -> bool {
    point.x < -TOLERANCE || point.y < -TOLERANCE || point.x > page.x + TOLERANCE || point.y > page.y + TOLERANCE
}
