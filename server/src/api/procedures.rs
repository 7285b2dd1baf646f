//! The search for procedures.

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use motcua_app::web::App;
use motcua_casework::procedures::{APPLICANTS, Narrow, applicant_key, applicant_of_key, ministry_key};
use motcua_domain::calendar::vietnam_date;
use motcua_domain::procedure::Procedure;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::Problem;

/// How many are given if nobody says how many, and how many at most.
const USUAL: usize = 20;
const MOST: usize = 100;

/// What to search for.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(super) struct Wanted {
    /// Everyday words in Vietnamese, with or without diacritics, or in English; all procedures if absent. Letters after the
    /// 200th do not count.
    q: String,
    /// At most so many, 1 to 100; a smaller or greater number counts as the nearest of these. 20 if absent.
    #[param(value_type = Option<i64>)]
    limit: String,
    /// Only of this life event: `birth`.
    event: String,
    /// Only led by this ministry: its Vietnamese name without diacritics, `bo-cong-an`.
    ministry: String,
    /// Only for these applicants: `citizen`, `household`, `household_business`, `enterprise`, `organization`, `foreigner`.
    who: String,
}

/// Procedures found, best first.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Procedures {
    items: Vec<ProcedureItem>,
}

/// A procedure.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ProcedureItem {
    /// Names it for good.
    id: String,
    name_vi: String,
    name_en: String,
    summary_vi: String,
    summary_en: String,
    /// Life event it belongs to.
    life_event: String,
    /// Ministry that leads, as `ministry` takes it.
    ministry: String,
    /// Who may apply, as `who` takes it.
    applicants: Vec<String>,
    /// Address of its page.
    url: String,
}

impl ProcedureItem {
    fn new(procedure: &Procedure) -> Self {
        let id = procedure.id.to_string();
        Self {
            name_vi: procedure.name.vi.clone(),
            name_en: procedure.name.en.clone(),
            summary_vi: procedure.summary.vi.clone(),
            summary_en: procedure.summary.en.clone(),
            life_event: procedure.life_event.clone(),
            ministry: ministry_key(&procedure.ministry),
            applicants: procedure
                .applicants
                .iter()
                .map(|kind| applicant_key(*kind).to_owned())
                .collect(),
            url: motcua_app::urls::Procedure { id: id.clone() }.url(),
            id,
        }
    }
}

impl Wanted {
    fn limit(&self) -> Result<usize, Problem> {
        let text = self.limit.trim();
        if text.is_empty() {
            return Ok(USUAL);
        }
        let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(Problem::bad_request("limit is a whole number from 1 to 100"));
        }
        let number = if text.starts_with('-') {
            0
        } else {
            digits.parse().unwrap_or(MOST)
        };
        Ok(number.clamp(1, MOST))
    }

    fn narrow(&self) -> Result<Narrow, Problem> {
        let given = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let who = applicant_of_key(&self.who);
        if who.is_none() && !self.who.is_empty() {
            let keys = APPLICANTS.map(applicant_key).join(", ");
            return Err(Problem::bad_request(format!("who is one of {keys}")));
        }
        Ok(Narrow {
            event: given(&self.event),
            ministry: given(&self.ministry),
            who,
        })
    }
}

/// Searches procedures.
#[utoipa::path(
    get,
    path = "/api/v1/procedures",
    params(Wanted),
    responses(
        (status = 200, body = Procedures),
        (status = 400, body = Problem, content_type = "application/problem+json")
    )
)]
pub(super) async fn search(
    State(app): State<App>,
    wanted: Result<Query<Wanted>, QueryRejection>,
) -> Result<Json<Procedures>, Problem> {
    let Query(wanted) = wanted.map_err(|error| Problem::bad_request(error.body_text()))?;
    let (limit, narrow) = (wanted.limit()?, wanted.narrow()?);
    let today = vietnam_date(app.desk.now());
    // Should the database not answer, what this node knows is better than nothing.
    if let Err(error) = app.desk.keep_up().await {
        tracing::warn!(%error, "What was published cannot be read: {error}");
    }
    let found = app.desk.catalogue.find(&wanted.q, &narrow, today);
    let items = found
        .iter()
        .take(limit)
        .map(|procedure| ProcedureItem::new(procedure))
        .collect();
    Ok(Json(Procedures { items }))
}

#[cfg(test)]
mod tests {
    use super::{MOST, USUAL, Wanted};

    fn wanted(limit: &str, who: &str) -> Wanted {
        Wanted {
            limit: limit.to_owned(),
            who: who.to_owned(),
            ..Wanted::default()
        }
    }

    #[test]
    fn any_number_is_a_limit() {
        for (typed, limit) in [
            ("", USUAL),
            ("5", 5),
            ("0", 1),
            ("-7", 1),
            ("1000", MOST),
            ("99999999999999999999999999", MOST),
            ("-99999999999999999999999999", 1),
        ] {
            assert_eq!(wanted(typed, "").limit().ok(), Some(limit), "{typed}");
        }
        for typed in ["x", "1.5", "-", "--1", "0x10", "\u{661}"] {
            assert!(wanted(typed, "").limit().is_err(), "{typed}");
        }
    }

    #[test]
    fn an_applicant_there_is_not_is_refused() {
        assert!(
            wanted("", "household_business")
                .narrow()
                .is_ok_and(|narrow| narrow.who.is_some())
        );
        assert!(wanted("", "").narrow().is_ok_and(|narrow| narrow.who.is_none()));
        assert!(wanted("", "everybody").narrow().is_err());
    }
}
