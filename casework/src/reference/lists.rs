//! The reference data as the rules of the domain see it.

use motcua_domain::address::Address;
use motcua_domain::reference::Lists;
use motcua_domain::text::{Lang, Text};

use super::Reference;

impl Lists for Reference {
    fn label(&self, list: &str, value: &str) -> Option<&Text> {
        if list == "communes" {
            return self.commune(value).map(|commune| &commune.name);
        }
        self.lists.iter().find(|known| known.name == list)?.label(value)
    }

    fn options(&self, list: &str) -> Vec<(&str, &Text)> {
        if list == "communes" {
            return self
                .places
                .communes()
                .iter()
                .map(|commune| (commune.code.as_str(), &commune.name))
                .collect();
        }
        self.lists
            .iter()
            .find(|known| known.name == list)
            .map(|list| list.options())
            .unwrap_or_default()
    }

    fn serving(&self, list: &str, commune: &str) -> Option<&str> {
        self.lists.iter().find(|known| known.name == list)?.serving(commune)
    }

    fn commune_in(&self, province: &str, commune: &str) -> bool {
        self.commune(commune)
            .is_some_and(|commune| commune.province == province)
    }

    fn province_of(&self, commune: &str) -> Option<&str> {
        self.commune(commune).map(|commune| commune.province.as_str())
    }

    fn address_line(&self, address: &Address, lang: Lang) -> String {
        let commune = self.commune(address.commune()).map_or_else(
            || address.commune().to_owned(),
            |commune| match lang {
                Lang::Vi if !address.detail().is_empty() => commune.in_sentence(),
                lang => commune.name.get(lang).to_owned(),
            },
        );
        let province = self
            .province(address.province())
            .map_or_else(|| address.province().to_owned(), |it| it.short_name.clone());
        [address.detail().to_owned(), commune, province]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(", ")
    }
}
