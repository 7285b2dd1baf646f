//! The demonstration: simulated national systems in this process, and officers with known passwords.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use axum::extract::State;
use axum::routing::put;
use axum::{Json, Router};
use chrono::TimeDelta;
use motcua_app::web::{DemoOfficer, DemoOfficers};
use motcua_casework::admin::{AdminError, Denied, add_by_operator};
use motcua_casework::clock::{Clock, Ids};
use motcua_casework::desk::Desk;
use motcua_casework::sign_in::TotpSecret;
use motcua_casework::sign_in::officer::{NewOfficer, NewPost, Officers};
use motcua_domain::calendar::vietnam_date;
use motcua_national::National;
use secrecy::SecretString;

use crate::settings::Settings;

/// The people drawn for the demonstration.
pub const SEED: u64 = 2026;
/// The password of all demo officers; said on the sign-in page and in the README.
pub const PASSWORD: &str = "motcua-demo-2026";
/// The secret of all demo officers' one-time codes, so that a known code can be shown.
pub const TOTP: &[u8; 20] = b"mot-cua-demo-secret!";

/// A demo officer: user name, name, agency, roles there.
type Demo = (&'static str, &'static str, &'static str, &'static [&'static str]);

/// The demo officers of the ward Hồng Hà, its police, its social insurance and its city, and two administrators. Between
/// them they do every step of every procedure that is applied for in the ward, nobody signing what they drafted.
pub const OFFICERS: [Demo; 23] = [
    ("duc", "Phạm Minh Đức", WARD, &["reception_officer"]),
    ("ha.hotich", "Ngô Thị Thanh Hà", WARD, &["civil_status_officer"]),
    ("vanhoa", "Trịnh Hoài Nam", WARD, &["culture_officer"]),
    ("nhavanhoa", "Vũ Thị Hồng", WARD, &["hall_manager"]),
    ("chutich", "Lê Thu Hà", WARD, &["chairperson"]),
    ("vanthu", "Đặng Quốc Việt", WARD, &["records_clerk"]),
    ("traketqua", "Bùi Ngọc Lan", WARD, &["result_officer"]),
    (
        "chuyenvien",
        "Tạ Đình Phong",
        WARD,
        &["business_officer", "merit_officer", "tax_officer"],
    ),
    (
        "truongphong",
        "Hồ Thị Ánh Nguyệt",
        WARD,
        &["division_head", "tax_leader"],
    ),
    (
        "motcua.ca",
        "Quách Thu Thảo",
        POLICE,
        &["reception_officer", "records_clerk", "result_officer"],
    ),
    ("trattu", "Kiều Văn Lâm", POLICE, &["order_officer", "traffic_officer"]),
    ("cutru", "Hoàng Văn Khánh", POLICE, &["residence_officer"]),
    ("cancuoc", "Lương Thị Nhung", POLICE, &["identity_officer"]),
    ("truongca", "Đỗ Mạnh Cường", POLICE, &["police_commander"]),
    ("bhxh", "Nguyễn Thu Trang", INSURANCE, &["insurance_officer"]),
    (
        "giamdocbhxh",
        "Phan Anh Dũng",
        INSURANCE,
        &["director", "insurance_director"],
    ),
    (
        "motcua.bhxh",
        "Lâm Thị Diễm",
        INSURANCE,
        &["reception_officer", "records_clerk", "result_officer"],
    ),
    ("chedo", "Nghiêm Văn Tú", INSURANCE, &["benefit_officer"]),
    (
        "motcua.tp",
        "Lưu Thị Quyên",
        CITY,
        &["reception_officer", "records_clerk", "result_officer"],
    ),
    (
        "chuyenvien.tp",
        "Thái Hoàng Nam",
        CITY,
        &[
            "benefit_officer",
            "business_officer",
            "criminal_records_officer",
            "education_officer",
            "electricity_officer",
            "electricity_technician",
            "food_safety_officer",
            "immigration_officer",
            "labour_officer",
            "land_officer",
            "licence_officer",
            "merit_officer",
            "order_officer",
            "tax_officer",
            "trade_officer",
            "traffic_officer",
        ],
    ),
    (
        "lanhdao.tp",
        "Tống Minh Khuê",
        CITY,
        &["director", "police_commander", "tax_leader"],
    ),
    ("quantri", "Đinh Quang Huy", CITY, &["administrator"]),
    ("quantri2", "Mai Thị Yến", CITY, &["administrator"]),
];

/// What the officers' sign-in page says of them.
pub fn officers() -> DemoOfficers {
    let officer = |(user_name, name, agency, roles): Demo| DemoOfficer {
        user_name: user_name.to_owned(),
        name: name.to_owned(),
        agency: agency.to_owned(),
        roles: roles.iter().map(|role| (*role).to_owned()).collect(),
    };
    DemoOfficers {
        officers: OFFICERS.map(officer).to_vec(),
        password: PASSWORD.to_owned(),
        totp: TotpSecret::from_bytes(TOTP.to_vec()),
    }
}

/// The People's Committee of the ward Hồng Hà, Hà Nội.
const WARD: &str = "H26.97";
/// The People's Committee of Hà Nội, which configures the system: one changes a definition, the other approves it.
const CITY: &str = "H26";
/// The ward's police.
const POLICE: &str = "G01.H26.00097";
/// The social insurance office that serves the ward.
const INSURANCE: &str = "G24.H26.01";

/// The clock of the simulated systems: that of the desk, if they are in one process.
pub fn clock_of(clock: Clock) -> motcua_national::Clock {
    let ids = Ids::system();
    motcua_national::Clock::new(
        move || clock.now(),
        move |bytes| {
            for chunk in bytes.chunks_mut(32) {
                let random = ids.bytes::<32>();
                chunk.copy_from_slice(&random[..chunk.len()]);
            }
        },
    )
}

/// The simulated systems to be served beside the site, and the officers in the database.
pub async fn prepare(settings: &Settings, desk: &Desk, officers: &Officers) -> anyhow::Result<Router> {
    let base = format!("{}/national", settings.base_url);
    let ledger = Path::new(&settings.storage).join("national.jsonl");
    let national = National::new(SEED, vietnam_date(desk.now()), &base, clock_of(desk.clock.clone()))
        .with_ledger(&ledger)
        .with_context(|| format!("the ledger {} of the simulated systems", ledger.display()))?;
    for (user_name, name, agency, roles) in OFFICERS {
        let officer = NewOfficer {
            user_name: user_name.to_owned(),
            display_name: name.to_owned(),
            password: SecretString::from(PASSWORD.to_owned()),
            totp: TotpSecret::from_bytes(TOTP.to_vec()),
        };
        // Hashing all passwords anew would make every start slow.
        if officers.knows(user_name).await? {
            continue;
        }
        let post = |role: &&str| NewPost {
            agency_code: agency.to_owned(),
            department: None,
            role: (*role).to_owned(),
            valid_from: desk.now(),
            valid_to: None,
        };
        let posts: Vec<NewPost> = roles.iter().map(post).collect();
        match add_by_operator(desk, officers, &officer, &posts).await {
            Ok(_) => {}
            // Another node was quicker.
            Err(AdminError::Refused(denied)) if *denied == Denied::NameTaken => {}
            Err(error) => return Err(error.into()),
        }
    }
    let national = Arc::new(national);
    national.let_people_pay();
    national.set_callback(Some(format!("{}/exchange/callbacks", settings.base_url)));
    tokio::spawn(national.keep_ticking(Duration::from_secs(1)));
    Ok(national.router().merge(hands(desk.clock.clone())))
}

/// Where the clock of the demonstration is put ahead, to see what days bring: deadlines, reminders, answers that come
/// later. `PUT api/clock` with `{"minutes": 90}` answers the time that it shows then.
fn hands(clock: Clock) -> Router {
    Router::new().route("/api/clock", put(put_ahead)).with_state(clock)
}

#[derive(serde::Deserialize)]
struct Ahead {
    /// A year at most, so that no date leaves what calendars know.
    minutes: u32,
}

async fn put_ahead(State(clock): State<Clock>, Json(ahead): Json<Ahead>) -> Json<serde_json::Value> {
    clock.advance(TimeDelta::minutes(i64::from(ahead.minutes.min(366 * 24 * 60))));
    tracing::info!(minutes = ahead.minutes, "The clock of the demonstration was put ahead");
    Json(serde_json::json!({ "now": clock.now() }))
}

/// The simulated systems alone.
pub async fn national(listen: SocketAddr, seed: u64) -> anyhow::Result<()> {
    let listener = tokio::net::TcpListener::bind(listen)
        .await
        .with_context(|| format!("cannot listen on {listen}"))?;
    let today = vietnam_date(Clock::system().now());
    let clock = clock_of(Clock::system());
    let national = Arc::new(National::new(seed, today, &format!("http://{listen}"), clock));
    tokio::spawn(national.keep_ticking(Duration::from_secs(1)));
    tracing::info!("The simulated national systems are at http://{listen}");
    motcua_national::serve(listener, national).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use motcua_casework::procedures::{Catalogue, Source};
    use motcua_casework::reference::Reference;
    use motcua_domain::procedure::{Act, StepKind};

    use super::OFFICERS;

    /// The ward most people of the demonstration live in.
    const COMMUNE: &str = "00097";

    #[test]
    fn every_step_is_somebodys_and_nobody_signs_what_they_drafted() {
        let reference = Reference::embedded();
        let catalogue = Catalogue::load(&Source::Embedded, &reference);
        let holders = |agency: &str, role: &str| -> BTreeSet<&str> {
            let held = OFFICERS.iter().filter(|it| it.2 == agency && it.3.contains(&role));
            held.map(|it| it.0).collect()
        };
        let mut missing: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for procedure in catalogue.all() {
            let agency = reference.agency_that_decides(&procedure.agency, procedure.level, COMMUNE);
            let agency = agency.expect("the ward has all agencies").to_string();
            let mut drafters = BTreeSet::new();
            for step in procedure.flow().steps() {
                let StepKind::Task { role, act } = &step.does else {
                    continue;
                };
                let who = holders(&agency, role.as_str());
                match act {
                    Act::Handle => drafters.extend(who.clone()),
                    Act::Decide if !who.is_empty() && who.is_subset(&drafters) => {
                        panic!("{}: {who:?} would sign their own draft", procedure.id)
                    }
                    _ => {}
                }
                if who.is_empty() {
                    let act = format!("{} {act:?}", role.as_str());
                    missing.entry(agency.clone()).or_default().insert(act);
                }
            }
        }
        assert!(missing.is_empty(), "{missing:#?}");
    }
}
