//! Communes that were found by their name become the commune of the address.

use motcua_domain::form::Typed;

use crate::reference::Reference;

/// What was looked for under `NAME.find`, or chosen among what was found under `NAME.found`, becomes `NAME.province` and
/// `NAME.commune`. A name that fits several communes stays, to choose among them.
pub fn settle_places(typed: &mut Typed, reference: &Reference) {
    let searched: Vec<String> = typed
        .iter()
        .filter_map(|(input, _)| input.strip_suffix(".find").map(str::to_owned))
        .collect();
    for name in searched {
        let input = |part: &str| format!("{name}.{part}");
        let wanted = typed.get(&input("find")).unwrap_or_default().trim().to_owned();
        let chosen = typed.get(&input("found")).and_then(|code| reference.commune(code));
        let only = || match reference.search_communes(&wanted, None, 2).as_slice() {
            [only] => Some(only.commune),
            _ => None,
        };
        let commune = chosen
            .or_else(only)
            .map(|commune| (commune.province.clone(), commune.code.clone()));
        typed.clear(&input("found"));
        if let Some((province, commune)) = &commune {
            typed.set(&input("province"), province);
            typed.set(&input("commune"), commune);
        }
        if commune.is_some() || wanted.is_empty() {
            typed.clear(&input("find"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Reference, Typed, settle_places};

    fn settled(inputs: &[(&str, &str)]) -> Vec<(String, String)> {
        let mut typed: Typed = inputs.iter().copied().collect();
        settle_places(&mut typed, &Reference::embedded());
        let inputs = typed.iter().map(|(input, value)| (input.to_owned(), value.to_owned()));
        inputs.collect()
    }

    fn pairs(inputs: &[(&str, &str)]) -> Vec<(String, String)> {
        let owned = inputs
            .iter()
            .map(|(input, value)| ((*input).to_owned(), (*value).to_owned()));
        owned.collect()
    }

    #[test]
    fn a_name_that_fits_one_commune_is_that_commune() {
        let place = pairs(&[("home.commune", "00097"), ("home.province", "01")]);
        // The ward was called so before July 2025.
        assert_eq!(settled(&[("home.find", "phuc xa, ba dinh")]), place);
        let chosen = [
            ("home.find", "hong ha"),
            ("home.found", "00097"),
            ("home.province", "79"),
        ];
        assert_eq!(settled(&chosen), place, "the one chosen counts");
    }

    #[test]
    fn what_fits_several_or_none_stays_to_be_chosen() {
        let several = [("home.find", "long"), ("home.province", "01")];
        assert_eq!(settled(&several), pairs(&several));
        // A ward of today, and a commune of before July 2025.
        let namesakes = [("home.find", "hong ha, ha noi")];
        assert_eq!(settled(&namesakes), pairs(&namesakes));
        assert_eq!(settled(&[("home.find", "xyzxyz")]), pairs(&[("home.find", "xyzxyz")]));
        assert_eq!(settled(&[("home.find", " "), ("home.found", "99999")]), []);
    }
}
