//! What the identity provider says about a person.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};

use crate::people::{Person, Sex};

/// The claims about the person themselves: for the ID token and for the userinfo answer.
pub(super) fn of(person: &Person) -> Map<String, Value> {
    let mut claims = Map::new();
    let mut put = |name: &str, value: Value| {
        claims.insert(name.to_owned(), value);
    };
    put("sub", json!(subject(&person.personal_id)));
    put("personal_id", json!(person.personal_id));
    put("name", json!(person.full_name));
    put("birthdate", json!(person.born.iso()));
    put("gender", json!(if person.sex == Sex::Male { "male" } else { "female" }));
    put("acr", json!(person.level.to_string()));
    if let Some(phone) = person.phone.as_deref().and_then(|it| it.strip_prefix('0')) {
        put("phone_number", json!(format!("+84{phone}")));
        put("phone_number_verified", json!(true));
    }
    if let Some(email) = &person.email {
        put("email", json!(email));
        put("email_verified", json!(true));
    }
    claims
}

/// Stable for a person, and not their number.
fn subject(personal_id: &str) -> String {
    URL_SAFE_NO_PAD.encode(&Sha256::digest(format!("simulated identity {personal_id}"))[..18])
}
