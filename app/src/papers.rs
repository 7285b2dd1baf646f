//! Dossiers on paper: from a case to what the forms print.

mod course;

pub(crate) use course::{apology_letter, control_slip, supplement_slip};

use chrono::{DateTime, Utc};
use motcua_casework::case::Case;
use motcua_casework::error::Error;
use motcua_domain::calendar::vietnam_date;
use motcua_domain::dossier::{Author, Event, EventBody, Outcome, PaperGroup, ResultContent, Submitted};
use motcua_domain::form::{Answer, plain};
use motcua_papers::{
    Block, Component, Copies, CopyKind, Delivery, FeeLine, Pair, PaperError, Party, Pdf, ProcedureName, ReceiptSlip,
    RefusalSlip, ResultPaper, Row, SignedNote, Signer, SlipCopy, SlipHead, StopGround, StopNotice, Style,
};
use motcua_texts::Lang;

use crate::urls;
use crate::web::App;

/// Said on every paper of a demonstration.
fn specimen(app: &App) -> Option<String> {
    app.site
        .demo
        .then(|| motcua_texts::papers::specimen(Lang::Vi).to_owned())
}

/// Where an agency is, as papers begin: `phường Hồng Hà`, `Hà Nội`.
fn place(app: &App, agency: &motcua_domain::identifiers::AgencyCode) -> String {
    let Some(agency) = app.desk.reference.agency(agency) else {
        return String::new();
    };
    let commune = agency
        .commune
        .and_then(|code| app.desk.reference.commune(&code).map(|commune| commune.name.vi.clone()));
    // An office that serves several communes is in its province.
    commune.unwrap_or_else(|| {
        let province = app.desk.reference.province(&agency.province);
        province.map(|province| province.short_name.clone()).unwrap_or_default()
    })
}

/// Form 01, once the dossier is accepted.
pub(crate) fn receipt(app: &App, case: &Case) -> Option<ReceiptSlip> {
    let dossier = &case.dossier;
    let clock = dossier.clock.as_ref()?;
    let application = &dossier.application;
    let text = |field: &str| {
        application
            .answers
            .get(field)
            .and_then(Answer::as_text)
            .map(str::to_owned)
    };
    let mut components: Vec<Component> = case
        .procedure
        .documents
        .iter()
        .filter_map(|document| {
            let files = application.documents.get(&document.id).map_or(0, Vec::len);
            let held = document
                .substitutable_by
                .iter()
                .any(|fact| application.facts.get(fact).is_some_and(|fact| fact.record().is_some()));
            let kind = match (files, held) {
                (0, false) => return None,
                (0, true) => CopyKind::Database,
                _ => CopyKind::Electronic,
            };
            let count = u32::try_from(files.max(1)).unwrap_or(1);
            Some(Component {
                name: document.name.vi.clone(),
                copies: vec![Copies { kind, count }],
            })
        })
        .collect();
    components.insert(
        0,
        Component {
            name: motcua_texts::papers::declaration(Lang::Vi).to_owned(),
            copies: vec![Copies {
                kind: CopyKind::Electronic,
                count: 1,
            }],
        },
    );
    Some(ReceiptSlip {
        head: head(app, case, clock.accepted_at)?,
        copy: Some(SlipCopy::Submitter),
        party: Party {
            phone: text("requester_phone"),
            ..party(case)
        },
        procedure: procedure(case),
        components,
        sets: 1,
        time_limit: crate::citizen::limit_words(clock.limit, Lang::Vi),
        received_at: clock.accepted_at,
        due_at: Some(clock.due),
        delivery: delivery(app, case),
        fees: fees(application),
        register: None,
        submitter: dossier.applicant.clone(),
        receiver: Signer {
            title: motcua_texts::papers::receiver(Lang::Vi).to_owned(),
            name: receiver(case),
            signed: None,
        },
    })
}

/// What stands at the top of every slip of the desk.
fn head(app: &App, case: &Case, made_at: DateTime<Utc>) -> Option<SlipHead> {
    let application = &case.dossier.application;
    let agency = app.desk.reference.agency(&application.receiving)?;
    let superior = agency
        .parent
        .as_ref()
        .map(|parent| app.desk.reference.agency_name(parent, Lang::Vi));
    let track = format!("{}{}", app.desk.base_url, urls::Track::ROUTE);
    Some(SlipHead {
        superior: superior.unwrap_or_default(),
        unit: agency.desk.vi.clone(),
        place: place(app, &application.receiving),
        number: None,
        dossier_code: application.code.to_string(),
        lookup_address: Some(track.clone()),
        lookup_code: Some(case.secret.clone()),
        qr_link: Some(track),
        hotline: Some(app.site.support_line.vi.clone()).filter(|line| !line.is_empty()),
        specimen: specimen(app),
        made_at,
    })
}

fn party(case: &Case) -> Party {
    let application = &case.dossier.application;
    Party {
        name: case.dossier.applicant.clone(),
        identifier: Some(application.personal_id.to_string()),
        acting_for: None,
        address: None,
        phone: None,
        email: application.email.clone(),
    }
}

fn procedure(case: &Case) -> ProcedureName {
    ProcedureName {
        name: case.procedure.name.vi.clone(),
        code: case.procedure.national_code.clone(),
    }
}

/// Form 03, once the desk has refused to accept (PRC-7).
pub(crate) fn refusal_slip(app: &App, case: &Case, events: &[Event]) -> Option<RefusalSlip> {
    let dossier = &case.dossier;
    if dossier.outcome != Some(Outcome::Rejected) {
        return None;
    }
    let (by, reason, legal) = events.iter().rev().find_map(|event| match &event.body {
        EventBody::Left {
            reason: Some(reason),
            legal,
            ..
        } => Some((&event.by, reason.clone(), legal.clone())),
        _ => None,
    })?;
    Some(RefusalSlip {
        head: head(app, case, dossier.ended_at?)?,
        party: party(case),
        procedure: procedure(case),
        reason,
        legal_bases: legal.into_iter().collect(),
        go_instead: None,
        complaint: None,
        submitter: dossier.applicant.clone(),
        receiver: Signer {
            title: motcua_texts::papers::receiver(Lang::Vi).to_owned(),
            name: by.name().to_owned(),
            signed: None,
        },
    })
}

/// Form 05, once an accepted dossier was withdrawn or stopped (PRC-16, PRC-17).
pub(crate) fn stop_notice(app: &App, case: &Case, events: &[Event]) -> Option<StopNotice> {
    let dossier = &case.dossier;
    let clock = dossier.clock.as_ref()?;
    let said = events.iter().rev().find_map(|event| match &event.body {
        EventBody::Left {
            reason: Some(reason),
            legal,
            ..
        } => Some((reason.clone(), legal.clone())),
        _ => None,
    });
    let ground = match (dossier.outcome?, &dossier.withdrawal) {
        (Outcome::Withdrawn, wish) => StopGround::ApplicantRequest {
            number: None,
            on: vietnam_date(wish.as_ref().map_or(dossier.ended_at?, |wish| wish.asked_at)),
            reason: wish.as_ref().and_then(|wish| wish.reason.clone()),
        },
        (Outcome::Stopped, _) => {
            // Without words of an officer it is the date for the supplement that has passed.
            let ended = events.last()?;
            let (reason, legal_basis) = match (&ended.by, said) {
                (Author::System, _) | (_, None) => (motcua_texts::papers::not_supplemented(Lang::Vi).to_owned(), None),
                (_, Some(said)) => said,
            };
            StopGround::Agency { reason, legal_basis }
        }
        _ => return None,
    };
    let reached = events.iter().rev().find_map(|event| match &event.body {
        EventBody::Entered { step, .. } => {
            let flow = case.procedure.flow();
            Some(flow.step(flow.number(step)?).name.vi.clone())
        }
        _ => None,
    });
    let signer = match events.last().map(|event| &event.by) {
        Some(Author::Officer(officer)) => Signer {
            title: officer.title.clone(),
            name: officer.name.clone(),
            signed: None,
        },
        _ => Signer {
            title: app.desk.reference.agency_name(&dossier.application.competent, Lang::Vi),
            name: String::new(),
            signed: None,
        },
    };
    Some(StopNotice {
        head: head(app, case, dossier.ended_at?)?,
        party: party(case),
        procedure: procedure(case),
        received_at: clock.accepted_at,
        ground,
        stage: motcua_texts::papers::reached(Lang::Vi, reached.unwrap_or_default()),
        papers_returned: Vec::new(),
        fees: None,
        signer,
    })
}

/// How the applicant chose to receive the result: the fields every definition names alike.
fn delivery(app: &App, case: &Case) -> Delivery {
    let application = &case.dossier.application;
    let answer = |field: &str| application.answers.get(field);
    match answer("result_delivery").and_then(Answer::as_text) {
        Some("one_stop") => Delivery::Counter(crate::citizen::desk_name(
            &app.desk.reference,
            &application.receiving,
            Lang::Vi,
        )),
        Some("post") => Delivery::Post(
            answer("delivery_address")
                .map(|address| plain(address, app.desk.reference.as_ref(), Lang::Vi))
                .unwrap_or_default(),
        ),
        _ => Delivery::Online(motcua_texts::papers::account(Lang::Vi).to_owned()),
    }
}

/// What is to be paid, as one line: a free dossier has none.
fn fees(application: &Submitted) -> Vec<FeeLine> {
    u64::try_from(application.fee)
        .ok()
        .filter(|amount| *amount > 0)
        .map(|amount| FeeLine {
            name: None,
            amount,
            paid: false,
        })
        .into_iter()
        .collect()
}

/// Who received; the desk's name is on the slip if nobody is known.
fn receiver(case: &Case) -> String {
    case.dossier
        .received_by
        .as_ref()
        .map(|officer| officer.name.clone())
        .unwrap_or_default()
}

/// A result as it was sealed; rendered the same every time.
pub(crate) fn result(app: &App, content: &ResultContent, hash: &str) -> ResultPaper {
    let agency = app.desk.reference.agency(&content.agency);
    let superior = agency
        .and_then(|agency| agency.parent)
        .map(|parent| app.desk.reference.agency_name(&parent, Lang::Vi));
    let link = urls::CheckPaper {
        code: content.dossier.clone(),
        hash: hash.to_owned(),
    }
    .url();
    ResultPaper {
        style: if content.code.is_some() {
            Style::Certificate
        } else {
            Style::Letter
        },
        superior: superior.unwrap_or_default(),
        agency: content.agency_name.clone(),
        title: content.title.clone(),
        subtitle: content.subtitle.clone(),
        numbers: vec![Pair::new(
            motcua_texts::papers::number(Lang::Vi),
            content.number.clone(),
        )],
        body: content.groups.iter().flat_map(blocks).collect(),
        place: place(app, &content.agency),
        dated: motcua_domain::calendar::vietnam_date(content.sealed_at),
        signer: Signer {
            title: content.signer_title.clone(),
            name: content.signer.clone(),
            signed: Some(SignedNote {
                by: content.signer.clone(),
                at: content.signed_at,
            }),
        },
        // The leader's refusal is signed; no clerk has sealed it.
        seal: content.kind.is_result().then(|| content.agency_name.clone()),
        footnotes: content.notes.clone(),
        paper_code: content.code.clone(),
        check_link: Some(format!("{}{link}", app.desk.base_url)),
        check_hash: Some(hash.to_owned()),
        specimen: specimen(app),
        made_at: content.sealed_at,
    }
}

/// A part of the body; rows without a label are paragraphs.
fn blocks(group: &PaperGroup) -> Vec<Block> {
    if group.rows.iter().all(|row| !row.label.is_empty()) {
        let codes = group.rows.iter().filter(|row| row.qr && !row.value.is_empty());
        let codes = codes.map(|row| Block::Code {
            label: row.label.clone(),
            text: row.value.clone(),
        });
        return std::iter::once(rows(group)).chain(codes).collect();
    }
    let heading = group.heading.clone().map(|heading| Block::Group {
        heading: Some(heading),
        rows: Vec::new(),
    });
    let texts = group.rows.iter().map(|row| Block::Text(row.value.clone()));
    heading.into_iter().chain(texts).collect()
}

fn rows(group: &PaperGroup) -> Block {
    let mut rows: Vec<Row> = Vec::new();
    for row in group.rows.iter().filter(|row| !row.qr) {
        let pair = Pair::new(row.label.clone(), row.value.clone());
        match rows.last_mut().filter(|_| row.beside) {
            Some(last) => last.0.push(pair),
            None => rows.push(Row(vec![pair])),
        }
    }
    Block::Group {
        heading: group.heading.clone(),
        rows,
    }
}

/// Makes a PDF beside the async threads: it takes a tenth of a second of computing.
pub(crate) async fn render(make: impl FnOnce() -> Result<Pdf, PaperError> + Send + 'static) -> Result<Vec<u8>, Error> {
    let made = tokio::task::spawn_blocking(make)
        .await
        .map_err(|error| Error::Broken(error.to_string()))?;
    made.map(|pdf| pdf.bytes)
        .map_err(|error| Error::Broken(error.to_string()))
}
