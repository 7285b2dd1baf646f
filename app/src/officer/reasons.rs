//! The reason an officer gives: one of the reference list, own words beside it, and the legal basis.

use axum::http::StatusCode;
use leptos::prelude::*;
use motcua_casework::desk::Desk;
use motcua_casework::reference::ReasonFor;
use motcua_domain::procedure::Procedure;
use motcua_texts::Lang;
use motcua_texts::officer::{conflict, leave as texts};

use super::{refused, why};
use crate::components::{Choice, FieldError, Radios, TextInput, Textarea};
use motcua_domain::dossier::Why;

/// The answer "another reason".
const OTHER: &str = "other";

/// What was chosen and typed.
#[derive(Clone, Debug, Default)]
pub(super) struct Given {
    chosen: String,
    words: String,
    legal: String,
}

/// What the fields are for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked<'a> {
    /// The act a reason is given for; without one there are own words only.
    pub(super) act: Option<ReasonFor>,
    /// The procedure whose reasons fit.
    pub(super) procedure: &'a Procedure,
    /// Whether the legal basis is asked for (PRC-7, PRC-10).
    pub(super) legal: bool,
    /// Whether the applicant reads it.
    pub(super) outward: bool,
}

impl Given {
    /// As posted.
    pub(super) fn of(inputs: &crate::web::Inputs) -> Self {
        Self {
            chosen: inputs.get("reason").to_owned(),
            words: inputs.get("words").chars().take(4_000).collect(),
            legal: inputs.get("legal").chars().take(500).collect(),
        }
    }

    /// The reason in full, and its legal basis; or what is missing.
    pub(super) fn read(
        &self,
        desk: &Desk,
        asked: Asked<'_>,
        lang: Lang,
    ) -> Result<(String, Option<String>), Vec<FieldError>> {
        let mut reasons = asked
            .act
            .into_iter()
            .flat_map(|act| desk.reference.reasons(act, asked.procedure.id.as_str()));
        let known: Vec<_> = reasons.by_ref().collect();
        let chosen = known.iter().find(|reason| reason.code == self.chosen);
        let mut faults = Vec::new();
        let text = match (chosen, self.words.as_str()) {
            // Papers and letters are Vietnamese, whatever the officer reads.
            (Some(reason), "") => reason.text.vi.clone(),
            (Some(reason), words) => format!("{} {words}", reason.text.vi),
            (None, "") if known.is_empty() || self.chosen == OTHER => {
                faults.push(FieldError::new("words", texts::words_missing(lang)));
                String::new()
            }
            (None, words) if known.is_empty() || self.chosen == OTHER => words.to_owned(),
            (None, _) => {
                faults.push(FieldError::new("reason", texts::reason_missing(lang)));
                String::new()
            }
        };
        let legal = match self.legal.as_str() {
            "" => chosen.map(|reason| reason.legal.clone()),
            typed => Some(typed.to_owned()),
        };
        // Somebody who has not chosen a reason yet is asked for one thing at a time.
        if asked.legal && legal.is_none() && faults.is_empty() {
            faults.push(FieldError::new("legal", texts::legal_missing(lang)));
        }
        if faults.is_empty() {
            Ok((text, legal.filter(|_| asked.legal)))
        } else {
            Err(faults)
        }
    }

    /// The fields, as they were filled in.
    pub(super) fn fields(&self, desk: &Desk, asked: Asked<'_>, faults: &[FieldError], lang: Lang) -> AnyView {
        let mut choices: Vec<Choice> = asked
            .act
            .into_iter()
            .flat_map(|act| desk.reference.reasons(act, asked.procedure.id.as_str()))
            .map(|reason| {
                let choice = Choice::new(reason.code.clone(), reason.text.get(lang));
                if asked.legal {
                    choice.hint(texts::basis(lang, &reason.legal))
                } else {
                    choice
                }
            })
            .collect();
        let hint = if asked.outward {
            texts::reason_hint(lang)
        } else {
            texts::reason_hint_inside(lang)
        };
        let radios = (!choices.is_empty()).then(|| {
            choices.push(Choice::new(OTHER, texts::other(lang)));
            view! {
                <Radios
                    name="reason"
                    legend=texts::reason(lang)
                    hint=hint
                    options=choices
                    value=self.chosen.clone()
                    error=fault(faults, "reason")
                    small=true
                />
            }
        });
        let label = match radios {
            Some(_) => texts::words_if_other(lang),
            None => texts::words(lang),
        };
        let legal = asked.legal.then(|| {
            view! {
                <TextInput
                    name="legal"
                    label=texts::legal(lang)
                    hint=texts::legal_hint(lang)
                    value=self.legal.clone()
                    error=fault(faults, "legal")
                    autocomplete="off"
                />
            }
        });
        view! {
            {radios}
            <Textarea
                name="words"
                label=label
                hint=texts::words_hint(lang)
                value=self.words.clone()
                error=fault(faults, "words")
                rows=4
            />
            {legal}
        }
        .into_any()
    }
}

/// What is wrong at a field.
pub(super) fn fault(faults: &[FieldError], field: &str) -> Option<String> {
    faults
        .iter()
        .find(|fault| fault.field == field)
        .map(|fault| fault.message.clone())
}

/// What a form says when it is shown again.
#[derive(Clone, Debug, Default)]
pub(super) struct Again {
    /// What is wrong at the fields.
    pub(super) faults: Vec<FieldError>,
    /// Why the rules said no.
    pub(super) why: Option<Why>,
}

impl Again {
    /// With faults at the fields.
    pub(super) fn faulty(faults: Vec<FieldError>) -> Self {
        Self { faults, why: None }
    }

    /// After a refusal.
    pub(super) fn refused(why: Why) -> Self {
        Self {
            faults: Vec::new(),
            why: Some(why),
        }
    }

    /// The status of the page.
    pub(super) fn status(&self) -> StatusCode {
        match (&self.why, self.faults.is_empty()) {
            (Some(_), _) => StatusCode::CONFLICT,
            (None, false) => StatusCode::UNPROCESSABLE_ENTITY,
            (None, true) => StatusCode::OK,
        }
    }

    /// Whether there is anything to be told.
    pub(super) fn is_some(&self) -> bool {
        self.why.is_some() || !self.faults.is_empty()
    }

    /// The box above the form, with the way to the present state of the dossier: what was typed is kept.
    pub(super) fn notice(&self, href: String, procedure: &Procedure, lang: Lang) -> Option<AnyView> {
        let why = self.why.as_ref()?;
        let (title, text) = match refused::changed(lang, why) {
            Some(text) => (conflict::title(lang), text),
            None => (
                conflict::refused(lang),
                refused::capital(&why::words(lang, why, procedure)),
            ),
        };
        Some(
            view! {
                <div class="govuk-error-summary" tabindex="-1" autofocus id="error-summary">
                    <div role="alert">
                        <h2 class="govuk-error-summary__title">{title}</h2>
                        <div class="govuk-error-summary__body">
                            <p>{text} " " {conflict::kept(lang)}</p>
                            <ul class="govuk-list govuk-error-summary__list">
                                <li>
                                    <a href=href target="_blank" rel="noopener">{conflict::reload(lang)}</a>
                                </li>
                            </ul>
                        </div>
                    </div>
                </div>
            }
            .into_any(),
        )
    }
}
