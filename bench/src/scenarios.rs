//! What is asked for.

use std::sync::Arc;

use crate::client::Ask;
use crate::load::Asks;
use crate::seed::{AtDesk, AtWork, Ready};

/// A kind of request.
pub(crate) struct Scenario {
    /// What it is.
    pub(crate) kind: Kind,
    /// The status of a good answer.
    pub(crate) status: u16,
    /// The requests.
    pub(crate) asks: Asks,
}

/// The kinds of requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Kind {
    /// A page with nothing on it.
    Empty,
    /// Anybody reads about a procedure.
    Procedure,
    /// Anybody searches in everyday words; the page with what was found.
    Search,
    /// The same through the API.
    SearchApi,
    /// An officer opens a queue.
    Inbox,
    /// A citizen opens their dossier.
    CitizenDossier,
    /// An officer opens a dossier.
    OfficerDossier,
    /// A complete application is submitted.
    Submit,
    /// The page after it.
    Submitted,
    /// An officer accepts a dossier.
    Advance,
}

impl Kind {
    /// In words.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Empty => "empty page",
            Self::Procedure => "procedure page",
            Self::Search => "search page",
            Self::SearchApi => "search, API",
            Self::Inbox => "open the inbox",
            Self::CitizenDossier => "dossier, citizen",
            Self::OfficerDossier => "dossier, officer",
            Self::Submit => "submit",
            Self::Submitted => "page after submitting",
            Self::Advance => "advance a step",
        }
    }

    /// Whether asking changes nothing, so that it may be asked before the clock runs.
    pub(crate) fn only_reads(self) -> bool {
        !matches!(self, Self::Submit | Self::Advance)
    }

    /// Whether each request ends with a commit that must be on the disk.
    pub(crate) fn commits(self) -> bool {
        matches!(self, Self::Submit | Self::Advance | Self::OfficerDossier)
    }
}

/// Pages asked for again and again.
fn round(kind: Kind, asks: Vec<Ask>) -> Scenario {
    let asks: Asks = Arc::new(move |number| asks.get(number % asks.len().max(1)).cloned());
    Scenario {
        kind,
        status: 200,
        asks,
    }
}

/// Posts that can each be sent once.
fn once(kind: Kind, asks: Vec<Ask>) -> Scenario {
    let asks: Asks = Arc::new(move |number| asks.get(number).cloned());
    Scenario {
        kind,
        status: 303,
        asks,
    }
}

/// A page with nothing on it.
pub(crate) fn empty() -> Scenario {
    round(Kind::Empty, vec![Ask::get("/healthz")])
}

/// The pages of all procedures, in both languages.
pub(crate) fn procedures(ids: &[String]) -> Scenario {
    let page = |id: &String| {
        [
            Ask::get(format!("/procedures/{id}")),
            Ask::get(format!("/procedures/{id}?lang=en")),
        ]
    };
    round(Kind::Procedure, ids.iter().flat_map(page).collect())
}

/// What people type, percent-encoded: with and without marks, misspelt, in English.
const QUERIES: [&str; 8] = [
    "l%C3%A0m%20gi%E1%BA%A5y%20cho%20b%C3%A9%20m%E1%BB%9Bi%20%C4%91%E1%BA%BB",
    "mat%20bang%20lai",
    "chuyen%20nha",
    "lam%20ho%20chieu",
    "c%C4%83n%20c%C6%B0%E1%BB%9Bc%20c%C3%B4ng%20d%C3%A2n",
    "thue%20ho%20kinh%20doanh",
    "birth%20certificate",
    "dang%20ki%20ket%20hon%20onlin",
];

/// Searches, as a page.
pub(crate) fn search() -> Scenario {
    round(
        Kind::Search,
        QUERIES.map(|query| Ask::get(format!("/procedures?q={query}"))).into(),
    )
}

/// Searches, through the API.
pub(crate) fn search_api() -> Scenario {
    let ask = |query| Ask::get(format!("/api/v1/procedures?q={query}&limit=5"));
    round(Kind::SearchApi, QUERIES.map(ask).into())
}

/// The queue with all the dossiers.
pub(crate) fn inbox(officers: &[AtWork]) -> Scenario {
    let path = format!("/office/queues/{}", crate::inbox::QUEUE);
    round(
        Kind::Inbox,
        officers
            .iter()
            .map(|officer| Ask::get(&path).with(&officer.cookie))
            .collect(),
    )
}

/// Dossiers, each by the citizen whose it is.
pub(crate) fn citizen_dossier(dossiers: &[AtDesk]) -> Scenario {
    let ask = |dossier: &AtDesk| Ask::get(format!("/dossiers/{}", dossier.code)).with(&dossier.cookie);
    round(Kind::CitizenDossier, dossiers.iter().map(ask).collect())
}

/// Dossiers, by officers.
pub(crate) fn officer_dossier(dossiers: &[AtDesk], officers: &[AtWork]) -> Scenario {
    let pairs = dossiers.iter().zip(officers.iter().cycle());
    let asks =
        pairs.map(|(dossier, officer)| Ask::get(format!("/office/dossiers/{}", dossier.code)).with(&officer.cookie));
    round(Kind::OfficerDossier, asks.collect())
}

/// Complete applications are submitted: the post of the page on which the answers are checked.
pub(crate) fn submit(ready: &[Ready]) -> Scenario {
    once(Kind::Submit, ready.iter().map(submission).collect())
}

/// The post that submits an application.
pub(crate) fn submission(ready: &Ready) -> Ask {
    Ask::post(format!("/applications/{}/review", ready.draft), "").with(&ready.cookie)
}

/// The pages people are led to after submitting these.
pub(crate) fn submitted(locations: &[(usize, String)], ready: &[Ready]) -> Scenario {
    let pages = locations
        .iter()
        .filter_map(|(number, path)| Some(Ask::get(path).with(&ready.get(*number)?.cookie)));
    round(Kind::Submitted, pages.collect())
}

/// Officers accept dossiers nobody touched: the first step is left by its exit onward.
pub(crate) fn advance(dossiers: &[AtDesk], officers: &[AtWork]) -> Scenario {
    let pairs = dossiers.iter().zip(officers.iter().cycle());
    let asks = pairs.map(|(dossier, officer)| {
        let path = format!("/office/dossiers/{}/leave/receive/accept", dossier.code);
        Ask::post(path, format!("seen={}", dossier.seq)).with(&officer.cookie)
    });
    once(Kind::Advance, asks.collect())
}
