//! Names of scripts and style sheets, which carry a hash of what is in them.

use std::collections::BTreeMap;

/// The list the asset pipeline writes: plain path to served path, both without the leading slash.
#[derive(Clone, Debug, Default)]
pub struct Assets {
    served: BTreeMap<String, String>,
}

impl Assets {
    /// Reads `manifest.json`.
    ///
    /// # Errors
    /// When it is not an object of texts.
    pub fn from_json(manifest: &str) -> Result<Self, serde_json::Error> {
        Ok(Self {
            served: serde_json::from_str(manifest)?,
        })
    }

    /// The address of an asset; its plain name when the list does not know it, so that a missing file shows as a 404.
    #[must_use]
    pub fn url(&self, plain: &str) -> String {
        format!("/{}", self.served.get(plain).map_or(plain, String::as_str))
    }

    /// The address of an asset, if it exists.
    #[must_use]
    pub fn find(&self, plain: &str) -> Option<String> {
        self.served.get(plain).map(|served| format!("/{served}"))
    }
}

#[cfg(test)]
mod tests {
    use super::Assets;

    #[test]
    fn names_are_those_of_the_manifest() {
        let assets = Assets::from_json(r#"{"assets/motcua.css": "assets/motcua-9a.css"}"#).unwrap();
        assert_eq!(assets.url("assets/motcua.css"), "/assets/motcua-9a.css");
        assert_eq!(assets.url("favicon.svg"), "/favicon.svg");
        assert_eq!(assets.find("pkg/motcua.js"), None);
    }
}
