//! The fonts every paper is set in: parsed once, kept for the life of the process.

use std::sync::LazyLock;

use typst::foundations::Bytes;
use typst::layout::Abs;
use typst::text::{Font, FontBook, FontInstance, FontVariations};
use typst::utils::LazyHash;

/// The four styles of Tinos, whose widths are those of Times New Roman (Decree 30/2020/NĐ-CP, Appendix I).
const FILES: [&[u8]; 4] = [
    include_bytes!("../fonts/Tinos-Regular.ttf"),
    include_bytes!("../fonts/Tinos-Bold.ttf"),
    include_bytes!("../fonts/Tinos-Italic.ttf"),
    include_bytes!("../fonts/Tinos-BoldItalic.ttf"),
];

/// Parsed fonts and the book by which the typesetter chooses among them.
pub(crate) struct Fonts {
    pub(crate) list: Vec<Font>,
    pub(crate) book: LazyHash<FontBook>,
    /// The same fonts, ready for questions about their glyphs.
    faces: Vec<FontInstance>,
}

/// The shared fonts. No font of the machine is ever used: a paper looks the same everywhere.
pub(crate) static FONTS: LazyLock<Fonts> = LazyLock::new(|| {
    let list: Vec<Font> = FILES.iter().flat_map(|file| Font::iter(Bytes::new(*file))).collect();
    let book = LazyHash::new(FontBook::from_fonts(&list));
    let face = |font: &Font| {
        font.clone()
            .instantiate(font.info().variant, Abs::pt(10.0), &FontVariations::default())
    };
    let faces = list.iter().map(face).collect();
    Fonts { list, book, faces }
});

/// Whether every shipped style can draw this character.
pub(crate) fn can_draw(character: char) -> bool {
    FONTS
        .faces
        .iter()
        .all(|face| face.ttf().glyph_index(character).is_some_and(|glyph| glyph.0 != 0))
}

/// The width of a character in the widest style used for values (bold), in em.
pub(crate) fn width_em(character: char) -> f64 {
    let Some(font) = FONTS.faces.get(1) else { return 1.0 };
    let face = font.ttf();
    face.glyph_index(character)
        .and_then(|glyph| face.glyph_hor_advance(glyph))
        .map_or(1.0, |advance| f64::from(advance) / font.metrics().units_per_em)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The letters of the Vietnamese alphabet with every tone, both cases.
    fn vietnamese_letters() -> impl Iterator<Item = char> {
        let lower = "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵfjwz";
        lower
            .chars()
            .flat_map(|letter| letter.to_uppercase().chain(std::iter::once(letter)).collect::<Vec<_>>())
    }

    #[test]
    fn four_styles_of_one_family_are_shipped() {
        assert_eq!(FONTS.list.len(), 4);
        assert!(FONTS.list.iter().all(|font| font.info().family == "Tinos"));
    }

    #[test]
    fn every_vietnamese_letter_has_a_glyph_in_every_font() {
        let letters: Vec<char> = vietnamese_letters().collect();
        assert_eq!(letters.len(), 2 * (67 + 22 + 4), "the alphabet of the test is complete");
        for face in &FONTS.faces {
            let missing: String = letters
                .iter()
                .filter(|letter| face.ttf().glyph_index(**letter).is_none())
                .collect();
            assert_eq!(missing, "", "{:?} lacks letters", face.font().info().variant);
        }
    }

    #[test]
    fn signs_used_by_the_templates_have_glyphs() {
        for sign in "0123456789.,:;()/-–…“”\"'№§%₫đĐ□•".chars() {
            assert!(can_draw(sign), "{sign} is missing");
        }
        assert!(!can_draw('😀'));
    }
}
