//! Code lists: ethnic groups, nationalities, provinces.

use motcua_domain::text::Text;
use serde::Deserialize;

use super::files::{Files, ReferenceFault};

/// A code list. The value that forms keep is the one registers give: the Vietnamese name for ethnic groups and nationalities,
/// the code for provinces. The other of the two is understood as well.
#[derive(Debug)]
pub(super) struct CodeList {
    pub name: &'static str,
    items: Vec<Item>,
}

#[derive(Debug)]
struct Item {
    code: String,
    value: String,
    label: Text,
    /// The commune it serves.
    commune: Option<String>,
}

#[derive(Deserialize)]
struct File {
    items: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    code: String,
    #[serde(alias = "name")]
    name_vi: String,
    #[serde(default)]
    name_en: Option<String>,
    #[serde(default)]
    commune: Option<String>,
}

impl CodeList {
    pub fn new(name: &'static str, items: impl Iterator<Item = (String, String, Text)>) -> Self {
        Self {
            name,
            items: items
                .map(|(code, value, label)| Item {
                    code,
                    value,
                    label,
                    commune: None,
                })
                .collect(),
        }
    }

    /// A list of which forms keep the codes.
    pub fn load_by_code(files: &Files, name: &'static str) -> Result<Self, Vec<ReferenceFault>> {
        let mut list = Self::load(files, name)?;
        for item in &mut list.items {
            item.value.clone_from(&item.code);
        }
        Ok(list)
    }

    pub fn load(files: &Files, name: &'static str) -> Result<Self, Vec<ReferenceFault>> {
        let file: File = files.yaml(&format!("{name}.yaml"))?;
        let items = file.items.into_iter().map(|row| {
            let en = row.name_en.unwrap_or_else(|| row.name_vi.clone());
            Item {
                code: row.code,
                value: row.name_vi.clone(),
                label: Text { vi: row.name_vi, en },
                commune: row.commune,
            }
        });
        Ok(Self {
            name,
            items: items.collect(),
        })
    }

    pub fn label(&self, value: &str) -> Option<&Text> {
        self.items
            .iter()
            .find(|item| item.value == value || item.code == value)
            .map(|item| &item.label)
    }

    /// The value that serves the commune, if one does.
    pub fn serving(&self, commune: &str) -> Option<&str> {
        let item = self.items.iter().find(|item| item.commune.as_deref() == Some(commune));
        item.map(|item| item.value.as_str())
    }

    pub fn options(&self) -> Vec<(&str, &Text)> {
        self.items
            .iter()
            .map(|item| (item.value.as_str(), &item.label))
            .collect()
    }
}
