//! The units of before July 2025 and what they became; read when first asked for.

use motcua_domain::fold::fold;
use serde::Deserialize;

use super::files::Files;
use super::places::{fit, plain};

#[derive(Debug, Default)]
pub(super) struct OldCommunes(Vec<Old>);

#[derive(Debug)]
pub(super) struct Old {
    /// `Phường Phúc Xá, Quận Ba Đình`.
    pub said: String,
    /// The unit most or part of it went to.
    pub new_code: String,
    folded: String,
    /// District and province, folded.
    within: String,
    usual: bool,
}

#[derive(Deserialize)]
struct Row {
    old_name: String,
    old_district: String,
    old_province: String,
    new_code: String,
    usual: u8,
}

impl OldCommunes {
    /// Without the file there are simply no old names: nothing else rests on it.
    pub fn load(files: &Files) -> Self {
        let rows: Vec<Row> = files.csv("commune_succession.csv").unwrap_or_default();
        let old = |row: Row| Old {
            folded: plain(&row.old_name),
            within: fold(&format!("{} {}", row.old_district, row.old_province)),
            said: format!("{}, {}", row.old_name, row.old_district),
            new_code: row.new_code,
            usual: row.usual == 1,
        };
        Self(rows.into_iter().map(old).collect())
    }

    pub fn find<'o, 'w>(&'o self, wanted: &'w str) -> impl Iterator<Item = (u8, &'o Old)> + use<'o, 'w> {
        self.0
            .iter()
            .filter_map(move |old| fit(&old.folded, wanted).map(|fit| (fit, old)))
    }
}

impl Old {
    pub fn lies_in(&self, within: &str) -> bool {
        self.within.contains(within)
    }

    /// Behind today's names of the same fit; a part of a unit behind the place most of it went to.
    pub fn lateness(&self) -> u8 {
        if self.usual { 1 } else { 4 }
    }
}
