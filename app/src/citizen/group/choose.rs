//! Which parts of a group are asked for, while the application is being filled in: each with the way to its section.

use leptos::prelude::*;
use motcua_casework::drafts::Draft;
use motcua_domain::application::Review;
use motcua_domain::calendar::vietnam_date;
use motcua_domain::form::Seen;
use motcua_domain::procedure::StepKind;
use motcua_texts::Lang;
use motcua_texts::group::choose as texts;

use crate::components::{SummaryList, SummaryRow};
use crate::urls;
use crate::web::App;

/// The parts of a draft; nothing if its procedure is no group.
pub(in crate::citizen) fn view(lang: Lang, app: &App, draft: &Draft, review: &Review<'_>) -> Option<AnyView> {
    if !draft.procedure.is_group() {
        return None;
    }
    let seen = Seen {
        answers: &review.resolved.answers,
        facts: &draft.body.facts,
        today: vietnam_date(app.desk.now()),
    };
    let flow = draft.procedure.flow();
    let rows: Vec<SummaryRow> = flow
        .steps()
        .iter()
        .filter_map(|step| {
            let StepKind::Linked { section, .. } = &step.does else {
                return None;
            };
            let condition = flow.condition_of(flow.number(&step.id)?);
            let Some(condition) = condition else {
                return Some(SummaryRow::new(step.name.get(lang), texts::always(lang)));
            };
            let answered = condition.variables().iter().all(|name| {
                let field = draft.procedure.form.field(name);
                field.is_none() || review.resolved.answers.contains_key(*name)
            });
            let words = match (answered, condition.evaluate(&seen).is_yes()) {
                (false, _) => texts::open(lang),
                (true, true) => texts::yes(lang),
                (true, false) => texts::no(lang),
            };
            let row = SummaryRow::new(step.name.get(lang), words);
            Some(match section {
                Some(section) => {
                    let (draft, section) = (draft.id.to_string(), section.clone());
                    row.action(urls::Section { draft, section }.url(), texts::change(lang))
                }
                None => row,
            })
        })
        .collect();
    Some(
        view! {
            <h2 class="govuk-heading-m">{texts::title(lang)}</h2>
            <p class="govuk-body">{texts::text(lang)}</p>
            <SummaryList rows=rows />
        }
        .into_any(),
    )
}
