//! Values are data: nothing a person types is read as code, breaks the page or stops the paper.

mod common;

use common::*;
use motcua_papers::*;

const NASTY: [&str; 14] = [
    "#panic(\"x\")",
    "*bold* _it_ `raw` = heading",
    "$x$ \\ #let a = 1; ] } )",
    "#eval(\"1\") #read(\"/etc/passwd\") #import \"base.typ\"",
    "<label> @ref // comment /* block */ ~ -- --- ...",
    "https://example.vn/x?y=\"<script>alert(1)</script>",
    "שלום עולם",
    "مرحبا بالعالم",
    "\u{202E}gnàoH\u{202C} \u{0} \u{7} \u{1b}[31m",
    "😀👨‍👩‍👧‍👦🇻🇳 Lan",
    "汉字 喃 𡨸喃",
    "e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}",
    "\u{E000}\u{FFFF}\u{10FFFF}\u{FFFD}\u{F0000}",
    "\n\n\n\r\n\t \u{2028}x\u{85}",
];

/// Few, because each is put into every field of every paper: all nasty ones together, too wide, and nothing at all.
fn texts() -> Vec<String> {
    vec![
        NASTY.join(" "),
        format!("{} a@{}.vn", "W".repeat(150), "very-long-host.".repeat(8)),
        "\u{200B} \u{202E}".to_owned(),
        String::new(),
    ]
}

/// Puts the text into every string of a paper but its links.
fn fill<T: serde::Serialize + serde::de::DeserializeOwned>(paper: &T, text: &str) -> T {
    fn walk(key: &str, value: &mut serde_json::Value, text: &str) {
        const KEPT: [&str; 14] = [
            "made_at",
            "received_at",
            "due_at",
            "deadline",
            "at",
            "on",
            "received_on",
            "first_due",
            "new_due",
            "dated",
            "style",
            "kind",
            "timeliness",
            "copy",
        ];
        match value {
            serde_json::Value::String(_) if KEPT.contains(&key) || key.ends_with("_link") => {}
            serde_json::Value::String(old) => text.clone_into(old),
            serde_json::Value::Array(items) => items.iter_mut().for_each(|item| walk(key, item, text)),
            serde_json::Value::Object(fields) => fields.iter_mut().for_each(|(key, field)| walk(key, field, text)),
            _ => {}
        }
    }
    let mut value = serde_json::to_value(paper).expect("json");
    walk("", &mut value, text);
    serde_json::from_value(value).expect("still the same kind of paper")
}

fn made(result: Result<Pdf, PaperError>, text: &str) {
    if let Err(error) = result {
        panic!("{error} for {:?}", text.chars().take(40).collect::<String>());
    }
}

#[test]
fn every_slip_takes_any_text_in_every_field() {
    for text in texts() {
        made(receipt_slip(&fill(&receipt(), &text)), &text);
        made(supplement_slip(&fill(&supplement(), &text)), &text);
        made(refusal_slip(&fill(&refusal(), &text)), &text);
        made(apology_letter(&fill(&apology(), &text)), &text);
        made(stop_notice(&fill(&stop(), &text)), &text);
        made(control_slip(&fill(&control(), &text)), &text);
    }
}

#[test]
fn every_result_takes_any_text_in_every_field() {
    for text in texts() {
        made(result_paper(&fill(&birth_certificate(), &text)), &text);
        made(result_paper(&fill(&hall_permission(), &text)), &text);
    }
}

#[test]
fn one_very_long_value_flows_over_pages() {
    let long = "Nguyễn Văn Dài ".repeat(700);
    let mut paper = birth_certificate();
    if let Some(Block::Group { rows, .. }) = paper.body.first_mut() {
        rows[0].0[0].value.clone_from(&long);
    }
    let pdf = result_paper(&paper).expect("paper");
    assert!(pdf.pages > 1);
    assert_eq!(
        pdf.text.matches("Nguyễn").count() + pdf.text.matches("NGUYỄN").count(),
        700 + 1,
        "nothing is cut off"
    );

    let reason = RefusalSlip {
        reason: "x".repeat(10_000),
        ..refusal()
    };
    let pdf = refusal_slip(&reason).expect("slip");
    assert!(pdf.text.matches('x').count() >= 10_000, "nothing is cut off");
}

#[test]
fn markup_is_shown_as_typed() {
    let name = "#panic(\"x\") *b* $x$ -- \"q\"";
    let slip = RefusalSlip {
        party: Party {
            name: name.into(),
            ..party()
        },
        ..refusal()
    };
    let text = refusal_slip(&slip).expect("slip").text;
    assert!(text.contains(name), "{text}");
}

#[test]
fn what_cannot_be_drawn_is_told() {
    let slip = RefusalSlip {
        submitter: "Lan 😀".into(),
        ..refusal()
    };
    let pdf = refusal_slip(&slip).expect("slip");
    assert_eq!(pdf.replaced, ['😀']);
    assert!(pdf.text.contains("Lan □"));
}

#[test]
fn ordinary_papers_need_no_stand_ins() {
    for (name, pdf) in all() {
        assert!(pdf.replaced.is_empty(), "{name}: {:?}", pdf.replaced);
    }
}

#[test]
fn too_much_is_refused_before_any_work() {
    let slip = RefusalSlip {
        reason: "x".repeat(200_001),
        ..refusal()
    };
    assert!(matches!(refusal_slip(&slip), Err(PaperError::TooMuchText { .. })));
    let mut slip = refusal();
    slip.head.qr_link = Some("x".repeat(5_000));
    assert!(matches!(
        refusal_slip(&slip),
        Err(PaperError::QrTooLong { bytes: 5_000 })
    ));
}

#[test]
fn papers_can_be_made_by_several_threads_at_once() {
    let expected = refusal_slip(&refusal()).expect("slip").bytes;
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..3)
            .map(|_| scope.spawn(|| refusal_slip(&refusal()).expect("slip").bytes))
            .collect();
        for worker in workers {
            assert!(worker.join().expect("no panic") == expected);
        }
    });
}

#[test]
fn debug_output_holds_no_words_of_the_paper() {
    let pdf = refusal_slip(&refusal()).expect("slip");
    assert!(!format!("{pdf:?}").contains("Nguyễn"));
}
