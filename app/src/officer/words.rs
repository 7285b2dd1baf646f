//! Short names of what the rules know by symbols.

use motcua_casework::connectors::Operation;
use motcua_casework::exchange::system_name;
use motcua_domain::condition::Expr;
use motcua_domain::dossier::{Channel, Outcome};
use motcua_domain::facts::Outage;
use motcua_domain::procedure::{Act, ExitDef, Procedure, Register, Step, StepKind};
use motcua_texts::Lang;
use motcua_texts::officer::{channel, event, given, queue, register, unverified};

/// The name of a queue.
pub(super) fn queue_name(lang: Lang, name: &str) -> &'static str {
    match name {
        "reception" => queue::reception(lang),
        "handling" => queue::handling(lang),
        "signature" => queue::signature(lang),
        "seal" => queue::seal(lang),
        "return" => queue::r#return(lang),
        "supplement" => queue::supplement(lang),
        "payment" => queue::payment(lang),
        "withdrawal" => queue::withdrawal(lang),
        _ => queue::calling(lang),
    }
}

/// The queue in which the tasks of an act wait.
pub(super) const fn queue_of(act: Act) -> &'static str {
    match act {
        Act::Receive => "reception",
        Act::Handle => "handling",
        Act::Decide => "signature",
        Act::Seal => "seal",
        Act::Return => "return",
    }
}

/// How a dossier came, by its name in tables.
pub(super) fn channel_name(lang: Lang, name: &str) -> &'static str {
    match name {
        "direct" => channel::direct(lang),
        "postal" => channel::postal(lang),
        _ => channel::online(lang),
    }
}

/// How a dossier came.
pub(super) fn channel_of(lang: Lang, by: Channel) -> &'static str {
    match by {
        Channel::Direct => channel::direct(lang),
        Channel::Online => channel::online(lang),
        Channel::Postal => channel::postal(lang),
    }
}

/// A register in a word, for tables.
pub(super) fn register_name(lang: Lang, which: Register) -> &'static str {
    match which {
        Register::Session => register::session(lang),
        Register::Population => register::population(lang),
        Register::BirthNotices => register::birth_notices(lang),
        Register::Marriages => register::marriages(lang),
        other => other.name(lang),
    }
}

/// Why a register did not answer.
pub(super) fn outage(lang: Lang, why: Outage) -> &'static str {
    match why {
        Outage::Slow => unverified::slow(lang),
        Outage::Down => unverified::down(lang),
        Outage::Garbled => unverified::garbled(lang),
        Outage::Denied => unverified::denied(lang),
    }
}

/// How a dossier ended.
pub(super) fn outcome(lang: Lang, outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Completed => event::completed(lang),
        Outcome::Rejected => event::rejected(lang),
        Outcome::NotEligible => event::not_eligible(lang),
        Outcome::Withdrawn => event::withdrawn(lang),
        Outcome::Stopped => event::stopped(lang),
        Outcome::PartiallyCompleted => event::partly(lang),
    }
}

/// What a value is called that a national system gave: as we call what many systems give, or as the paper says it.
pub(super) fn given_name(lang: Lang, procedure: &Procedure, name: &str) -> String {
    let known = match name {
        "registration_number" => given::registration_number(lang),
        "book" => given::book(lang),
        "page" => given::page(lang),
        "registered_on" => given::registered_on(lang),
        "registration_office_name" => given::office(lang),
        "child_personal_id" => given::personal_id(lang),
        _ => {
            let rows = procedure
                .results
                .iter()
                .flat_map(|result| &result.groups)
                .flat_map(|group| &group.rows);
            let row = rows
                .into_iter()
                .find(|row| matches!(&row.value, Expr::Var(field) if field == name));
            return row.map_or_else(|| name.replace('_', " "), |row| row.label.clone());
        }
    };
    known.to_owned()
}

/// A step of a procedure.
pub(super) fn step<'p>(procedure: &'p Procedure, id: &str) -> Option<&'p Step> {
    procedure.flow().number(id).map(|number| procedure.flow().step(number))
}

/// The name of a step.
pub(crate) fn step_name(lang: Lang, procedure: &Procedure, id: &str) -> String {
    step(procedure, id).map_or_else(|| id.to_owned(), |step| step.name.get(lang).to_owned())
}

/// The national system a step calls, by its name.
pub(crate) fn system_of(lang: Lang, procedure: &Procedure, id: &str) -> Option<String> {
    match &step(procedure, id)?.does {
        StepKind::Call { operation, .. } => {
            let system = Operation::parse(operation)?.system();
            Some(system_name(system).get(lang).to_owned())
        }
        _ => None,
    }
}

/// A way out of a step.
pub(super) fn exit<'p>(procedure: &'p Procedure, step_id: &str, exit: &str) -> Option<&'p ExitDef> {
    step(procedure, step_id)?.exits.iter().find(|way| way.id == exit)
}

/// What the button of a way out says.
pub(super) fn exit_label(lang: Lang, procedure: &Procedure, step_id: &str, exit_id: &str) -> String {
    exit(procedure, step_id, exit_id).map_or_else(|| exit_id.to_owned(), |way| way.label.get(lang).to_owned())
}
