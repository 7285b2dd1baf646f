//! May this person apply, as far as it can be told: yes, no, or not yet, with the rule that decides and what to do instead.

use leptos::prelude::*;
use motcua_domain::condition::Truth;
use motcua_domain::eligibility::{Finding, verdict};
use motcua_texts::Lang;
use motcua_texts::citizen::eligibility as texts;

use crate::components::{Card, Details, Tag, Tone};

/// What stands above the tasks of an application.
pub(crate) fn eligibility_view(lang: Lang, findings: &[Finding<'_>]) -> Option<AnyView> {
    // Without a condition that could be evaluated, the page of the procedure has said all there is to say.
    if findings.iter().all(|finding| finding.rule.when.is_none()) {
        return None;
    }
    let rules = rules(lang, findings);
    Some(match verdict(findings) {
        Truth::No => {
            let unmet = findings.iter().filter(|finding| finding.met == Truth::No);
            let unmet = unmet.map(|finding| unmet_view(lang, finding)).collect_view();
            view! {
                <Card title=texts::no(lang) soft=true>
                    {unmet}
                    <p class="govuk-body-s">{texts::no_text(lang)}</p>
                    <Details summary=texts::all(lang)>{rules}</Details>
                </Card>
            }
            .into_any()
        }
        Truth::Yes => view! { <Details summary=texts::yes(lang)>{rules}</Details> }.into_any(),
        Truth::Unknown => view! { <Details summary=texts::unknown(lang)>{rules}</Details> }.into_any(),
    })
}

fn unmet_view(lang: Lang, finding: &Finding<'_>) -> AnyView {
    let otherwise = finding.rule.otherwise.as_ref().map(|text| {
        let text = text.get(lang).to_owned();
        view! { <p class="govuk-body">{text}</p> }
    });
    let text = texts::condition(lang, finding.rule.text.get(lang));
    view! {
        <p class="govuk-body govuk-!-margin-bottom-1"><strong>{text}</strong></p>
        {otherwise}
    }
    .into_any()
}

/// What to do where a rule does not hold; words that begin with "if" say the case themselves.
pub(crate) fn otherwise_words(lang: Lang, text: &str) -> String {
    if text.starts_with(texts::otherwise_begins(lang)) {
        text.to_owned()
    } else {
        texts::otherwise(lang, text)
    }
}

/// Every rule with how it stands.
pub(crate) fn rules(lang: Lang, findings: &[Finding<'_>]) -> AnyView {
    let items = findings
        .iter()
        .map(|finding| {
            let (tone, word) = match finding.met {
                Truth::Yes => (Tone::Green, texts::met(lang)),
                Truth::No => (Tone::Red, texts::not_met(lang)),
                Truth::Unknown if finding.rule.when.is_some() => (Tone::Yellow, texts::not_yet(lang)),
                Truth::Unknown => (Tone::Grey, texts::yourself(lang)),
            };
            let otherwise = finding.rule.otherwise.as_ref().filter(|_| finding.met != Truth::Yes);
            let otherwise = otherwise.map(|text| {
                let said = match finding.met {
                    Truth::No => text.get(lang).to_owned(),
                    _ => otherwise_words(lang, text.get(lang)),
                };
                view! { <div class="govuk-hint mc-aside">{said}</div> }
            });
            let text = finding.rule.text.get(lang).to_owned();
            view! { <li><Tag tone=tone text=word />" "{text}{otherwise}</li> }
        })
        .collect_view();
    view! { <ul class="govuk-list govuk-list--spaced">{items}</ul> }.into_any()
}
