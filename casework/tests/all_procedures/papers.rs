//! The papers of a dossier that came to its result: the receipt (form 01) and what was sealed, as PDF.

use std::collections::BTreeSet;
use std::sync::Mutex;

use motcua_casework::citizen::Mine;
use motcua_domain::calendar::vietnam_date;
use motcua_domain::dossier::{PaperGroup, ResultContent};
use motcua_domain::identifiers::AgencyCode;
use motcua_domain::text::Lang;
use motcua_papers::{
    Block, Component, Copies, CopyKind, Delivery, Pair, Party, Pdf, ProcedureName, ReceiptSlip, ResultPaper, Row,
    Signer, SlipCopy, SlipHead, Style, receipt_slip, result_paper,
};

use crate::shop::Shop;

/// How many papers a dossier has.
#[derive(Clone, Copy)]
pub struct Papers {
    /// Receipts: none for what is opened for its parts only.
    pub receipts: usize,
    /// Results.
    pub results: usize,
}

/// Sets them all: once per procedure, by whichever database comes first.
pub fn made(shop: &Shop, mine: &Mine) -> Result<Papers, String> {
    static DONE: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());
    let receipt = receipt(shop, mine);
    let results: Vec<_> = mine
        .papers
        .iter()
        .filter(|(_, content)| content.kind.is_result())
        .collect();
    let papers = Papers {
        receipts: usize::from(receipt.is_some()),
        results: results.len(),
    };
    if !DONE.lock().unwrap().insert(mine.case.procedure.id.to_string()) {
        return Ok(papers);
    }
    let code = mine.case.dossier.application.code.as_str();
    if let Some(receipt) = &receipt {
        let pdf = receipt_slip(receipt).map_err(|error| format!("receipt: {error}"))?;
        says(&pdf, &[code, mine.case.dossier.applicant.as_str()]).map_err(|why| format!("receipt: {why}"))?;
    }
    for (hash, content) in results {
        let pdf = result_paper(&result(shop, content, hash)).map_err(|error| format!("{}: {error}", content.title))?;
        says(&pdf, &[&content.number, &content.signer]).map_err(|why| format!("{}: {why}", content.title))?;
    }
    Ok(papers)
}

/// Whether it is a PDF that says all this.
fn says(pdf: &Pdf, wanted: &[&str]) -> Result<(), String> {
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    if !pdf.bytes.starts_with(b"%PDF-") {
        return Err("it is no PDF".to_owned());
    }
    let text = words(&pdf.text);
    match wanted.iter().find(|part| !text.contains(&words(part))) {
        Some(part) => Err(format!("“{part}” is missing in: {text}")),
        None => Ok(()),
    }
}

fn superior(shop: &Shop, agency: &AgencyCode) -> String {
    let reference = &shop.desk.reference;
    let parent = reference.agency(agency).and_then(|agency| agency.parent);
    parent
        .map(|parent| reference.agency_name(&parent, Lang::Vi))
        .unwrap_or_default()
}

fn receipt(shop: &Shop, mine: &Mine) -> Option<ReceiptSlip> {
    let case = &mine.case;
    let clock = case.dossier.clock.as_ref()?;
    let application = &case.dossier.application;
    let unit = shop.desk.reference.agency(&application.receiving)?.desk.vi;
    let documents = case.procedure.documents.iter().map(|document| Component {
        name: document.name.vi.clone(),
        copies: vec![Copies {
            kind: CopyKind::Electronic,
            count: 1,
        }],
    });
    Some(ReceiptSlip {
        head: SlipHead {
            superior: superior(shop, &application.receiving),
            unit,
            place: "Hà Nội".to_owned(),
            number: None,
            dossier_code: application.code.to_string(),
            lookup_address: Some(shop.desk.base_url.clone()),
            lookup_code: Some(case.secret.clone()),
            qr_link: Some(shop.desk.base_url.clone()),
            hotline: None,
            specimen: None,
            made_at: clock.accepted_at,
        },
        copy: Some(SlipCopy::Submitter),
        party: Party {
            name: case.dossier.applicant.clone(),
            identifier: Some(application.personal_id.to_string()),
            acting_for: None,
            address: None,
            phone: None,
            email: None,
        },
        procedure: ProcedureName {
            name: case.procedure.name.vi.clone(),
            code: case.procedure.national_code.clone(),
        },
        components: documents.collect(),
        sets: 1,
        time_limit: clock.limit.to_string(),
        received_at: clock.accepted_at,
        due_at: Some(clock.due),
        delivery: Delivery::Online("Tài khoản của người nộp".to_owned()),
        fees: Vec::new(),
        register: None,
        submitter: case.dossier.applicant.clone(),
        receiver: Signer {
            title: "Người tiếp nhận".to_owned(),
            name: String::new(),
            signed: None,
        },
    })
}

fn result(shop: &Shop, content: &ResultContent, hash: &str) -> ResultPaper {
    ResultPaper {
        style: Style::Letter,
        superior: superior(shop, &content.agency),
        agency: content.agency_name.clone(),
        title: content.title.clone(),
        subtitle: content.subtitle.clone(),
        numbers: vec![Pair::new("Số", content.number.clone())],
        body: content.groups.iter().map(block).collect(),
        place: "Hà Nội".to_owned(),
        dated: vietnam_date(content.sealed_at),
        signer: Signer {
            title: content.signer_title.clone(),
            name: content.signer.clone(),
            signed: None,
        },
        seal: Some(content.agency_name.clone()),
        footnotes: content.notes.clone(),
        paper_code: content.code.clone(),
        check_link: Some(shop.desk.base_url.clone()),
        check_hash: Some(hash.to_owned()),
        specimen: None,
        made_at: content.sealed_at,
    }
}

fn block(group: &PaperGroup) -> Block {
    let rows = group
        .rows
        .iter()
        .map(|row| Row(vec![Pair::new(row.label.clone(), row.value.clone())]));
    Block::Group {
        heading: group.heading.clone(),
        rows: rows.collect(),
    }
}
