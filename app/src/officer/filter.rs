//! What of a queue is wanted: kept in the address, so that it can be shared, kept as a bookmark, and gone on from.

use leptos::prelude::*;
use motcua_casework::officer::{DueBy, Filter};
use motcua_domain::calendar::vietnam_date;
use motcua_domain::dossier::{Channel, Officer};
use motcua_domain::procedure::{ProcedureId, StepKind};
use motcua_texts::Lang;
use motcua_texts::officer::filter as texts;
use serde::Deserialize;

use super::words;
use crate::components::{Button, ButtonKind, Choice, Select};
use crate::urls::with_query;
use crate::web::App;

/// The query of a queue's address; what it does not understand it leaves out.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Wanted {
    #[serde(default)]
    pub(super) after: String,
    #[serde(default)]
    procedure: String,
    #[serde(default)]
    channel: String,
    #[serde(default)]
    due: String,
    #[serde(default)]
    who: String,
}

impl Wanted {
    /// As the use case takes it.
    pub(super) fn filter(&self) -> Filter {
        Filter {
            procedure: (!self.procedure.is_empty()).then(|| ProcedureId::from(self.procedure.as_str())),
            channel: match self.channel.as_str() {
                "direct" => Some(Channel::Direct),
                "online" => Some(Channel::Online),
                "postal" => Some(Channel::Postal),
                _ => None,
            },
            due: match self.due.as_str() {
                "overdue" => Some(DueBy::Overdue),
                "today" => Some(DueBy::Today),
                _ => None,
            },
            mine: self.who == "mine",
        }
    }

    /// The address of another page, or another queue, narrowed in the same way.
    pub(super) fn url(&self, path: &str, after: &str) -> String {
        let query = [
            ("procedure", self.procedure.as_str()),
            ("channel", &self.channel),
            ("due", &self.due),
            ("who", &self.who),
            ("after", after),
        ];
        with_query(path, &query)
    }
}

/// The form above a queue.
pub(super) fn form(app: &App, officer: &Officer, here: &str, wanted: &Wanted, lang: Lang) -> AnyView {
    let procedures = procedures(app, officer, lang);
    let channels = ["online", "direct", "postal"].map(|name| Choice::new(name, words::channel_name(lang, name)));
    let dues = [("overdue", texts::overdue(lang)), ("today", texts::today(lang))];
    let dues = dues.map(|(value, label)| Choice::new(value, label));
    let clear = wanted.filter().is_narrow().then(|| {
        let href = here.to_owned();
        view! { <a class="govuk-link mc-filter__clear" href=href>{texts::clear(lang)}</a> }
    });
    let action = here.to_owned();
    view! {
        <form class="mc-filter" method="get" action=action aria-label=texts::label(lang)>
            <Select
                name="procedure"
                label=texts::procedure(lang)
                options=procedures
                value=wanted.procedure.clone()
                empty=texts::any_procedure(lang)
            />
            <Select
                name="channel"
                label=texts::channel(lang)
                options=channels.into()
                value=wanted.channel.clone()
                empty=texts::any_channel(lang)
            />
            <Select
                name="due"
                label=texts::due(lang)
                options=dues.into()
                value=wanted.due.clone()
                empty=texts::any_due(lang)
            />
            <Select
                name="who"
                label=texts::who(lang)
                options=vec![Choice::new("mine", texts::mine(lang))]
                value=wanted.who.clone()
                empty=texts::anybody(lang)
            />
            <Button text=texts::button(lang) kind=ButtonKind::Secondary />
            {clear}
        </form>
    }
    .into_any()
}

/// The procedures in which the officer's roles have work, by name.
fn procedures(app: &App, officer: &Officer, lang: Lang) -> Vec<Choice> {
    let current = app.desk.catalogue.all_current(vietnam_date(app.desk.now()));
    let mut own: Vec<(String, String)> = current
        .iter()
        .filter(|procedure| {
            procedure.flow().steps().iter().any(|step| match &step.does {
                StepKind::Task { role, .. } => officer.posts.iter().any(|post| post.role == *role),
                _ => false,
            })
        })
        .map(|procedure| (procedure.short_name().get(lang).to_owned(), procedure.id.to_string()))
        .collect();
    own.sort();
    own.into_iter().map(|(name, id)| Choice::new(id, name)).collect()
}

#[cfg(test)]
mod tests {
    use super::Wanted;
    use motcua_casework::officer::{DueBy, Filter};

    #[test]
    fn what_is_not_understood_narrows_nothing() {
        let wanted = Wanted {
            channel: "pigeon".to_owned(),
            due: "'--".to_owned(),
            who: "you".to_owned(),
            ..Wanted::default()
        };
        assert_eq!(wanted.filter(), Filter::default());
    }

    #[test]
    fn the_address_keeps_what_is_wanted() {
        let wanted = Wanted {
            due: "overdue".to_owned(),
            who: "mine".to_owned(),
            ..Wanted::default()
        };
        assert_eq!(
            wanted.url("/office/queues/seal", "1_x"),
            "/office/queues/seal?due=overdue&who=mine&after=1_x"
        );
        let filter = wanted.filter();
        assert!(filter.mine && filter.due == Some(DueBy::Overdue) && filter.is_narrow());
    }
}
