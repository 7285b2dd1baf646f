//! The other parts of a linked group, beside the dossier of one: where each stands, and no more.

use leptos::prelude::*;
use motcua_casework::linked::{PartLine, PartStanding};
use motcua_texts::Lang;
use motcua_texts::group::{self, office as texts};

use crate::citizen::group::standing;
use crate::components::{Card, Tag};
use crate::format;

/// The card; nothing if the dossier belongs to no group.
pub(super) fn card(parts: &[PartLine], lang: Lang) -> Option<AnyView> {
    let items: Vec<AnyView> = parts
        .iter()
        .filter(|part| !matches!(part.standing, PartStanding::NotChosen { .. }))
        .map(|part| item(part, lang))
        .collect();
    (!items.is_empty()).then(|| {
        view! {
            <Card title=texts::title(lang)>
                <p class="govuk-body-s">{texts::lead(lang)}</p>
                <ul class="govuk-list govuk-list--spaced govuk-body-s govuk-!-margin-bottom-0">{items}</ul>
            </Card>
        }
        .into_any()
    })
}

fn item(part: &PartLine, lang: Lang) -> AnyView {
    let own = part.own.then(|| format!(" ({})", group::own(lang)));
    let name = part.name.get(lang).to_owned();
    let going = part.standing == PartStanding::Going;
    let due = part
        .due
        .filter(|_| going)
        .map(|due| texts::due(lang, format::date_time(lang, due)));
    let silent = part
        .silent_since
        .map(|since| texts::silent(lang, format::date_time(lang, since)));
    let agency = part.agency_name.as_ref().map(|agency| agency.get(lang).to_owned());
    let line: Vec<String> = [agency, part.code.clone(), due, silent].into_iter().flatten().collect();
    let (tone, words) = (
        standing::tone(part.standing, part.status),
        standing::of_line(lang, part),
    );
    view! {
        <li>
            <strong>{name}</strong>{own}<br />
            <Tag tone=tone text=words />
            {(!line.is_empty()).then(|| view! { <br />{line.join(" · ")} })}
        </li>
    }
    .into_any()
}
