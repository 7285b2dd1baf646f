//! Dossiers on paper: from a case to what the forms print.

use motcua_casework::case::Case;
use motcua_casework::error::Error;
use motcua_domain::dossier::{PaperGroup, ResultContent};
use motcua_domain::form::Answer;
use motcua_papers::{
    Block, Component, Copies, CopyKind, Delivery, Pair, PaperError, Party, Pdf, ProcedureName, ReceiptSlip,
    ResultPaper, Row, SignedNote, Signer, SlipCopy, SlipHead, Style,
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

/// Where an agency is, as papers begin: `phường Hồng Hà`.
fn place(app: &App, agency: &motcua_domain::identifiers::AgencyCode) -> String {
    let commune = app.desk.reference.agency(agency).and_then(|agency| agency.commune);
    commune
        .and_then(|code| app.desk.reference.commune(&code).map(|commune| commune.name.vi.clone()))
        .unwrap_or_default()
}

/// Form 01, once the dossier is accepted.
pub(crate) fn receipt(app: &App, case: &Case) -> Option<ReceiptSlip> {
    let dossier = &case.dossier;
    let clock = dossier.clock.as_ref()?;
    let application = &dossier.application;
    let agency = app.desk.reference.agency(&application.receiving)?;
    let superior = agency
        .parent
        .as_ref()
        .map(|parent| app.desk.reference.agency_name(parent, Lang::Vi));
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
        head: SlipHead {
            superior: superior.unwrap_or_default(),
            unit: agency.desk.vi.clone(),
            place: place(app, &application.receiving),
            number: None,
            dossier_code: application.code.to_string(),
            lookup_address: Some(format!("{}{}", app.desk.base_url, urls::Track::ROUTE)),
            lookup_code: Some(case.secret.clone()),
            qr_link: Some(format!("{}{}", app.desk.base_url, urls::Track::ROUTE)),
            hotline: Some(app.site.support_line.vi.clone()).filter(|line| !line.is_empty()),
            specimen: specimen(app),
            made_at: clock.accepted_at,
        },
        copy: Some(SlipCopy::Submitter),
        party: Party {
            name: dossier.applicant.clone(),
            identifier: Some(application.personal_id.to_string()),
            acting_for: None,
            address: None,
            phone: text("requester_phone"),
            email: application.email.clone(),
        },
        procedure: ProcedureName {
            name: case.procedure.name.vi.clone(),
            code: case.procedure.national_code.clone(),
        },
        components,
        sets: 1,
        time_limit: crate::citizen::limit_words(clock.limit, Lang::Vi),
        received_at: clock.accepted_at,
        due_at: Some(clock.due),
        delivery: Delivery::Online(motcua_texts::papers::account(Lang::Vi).to_owned()),
        fees: Vec::new(),
        register: None,
        submitter: dossier.applicant.clone(),
        receiver: Signer {
            title: motcua_texts::papers::receiver(Lang::Vi).to_owned(),
            name: receiver(case),
            signed: None,
        },
    })
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
        body: content.groups.iter().map(group).collect(),
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
        seal: Some(content.agency_name.clone()),
        footnotes: content.notes.clone(),
        paper_code: content.code.clone(),
        check_link: Some(format!("{}{link}", app.desk.base_url)),
        check_hash: Some(hash.to_owned()),
        specimen: specimen(app),
        made_at: content.sealed_at,
    }
}

fn group(group: &PaperGroup) -> Block {
    let mut rows: Vec<Row> = Vec::new();
    for row in &group.rows {
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
