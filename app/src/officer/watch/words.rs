//! States, operations and errors of messages in words.

use chrono::TimeDelta;
use leptos::prelude::*;
use motcua_casework::connectors;
use motcua_casework::exchange::{CHECKED_EVERY, Direction, Message, Next, State, Trouble};
use motcua_texts::Lang;
use motcua_texts::common::time;
use motcua_texts::watch::{
    can, error as errors, operation as operations, state as states, systems, then, trouble as texts,
};

use crate::components::{Tag, Tone};

/// Where a message stands, as a tag.
pub(super) fn state(message: &Message, lang: Lang) -> AnyView {
    let (tone, text) = if message.overdue {
        (Tone::Red, states::overdue(lang))
    } else if message.held_back {
        (Tone::Orange, states::held_back(lang))
    } else {
        (tone(message.state), state_name(lang, message.state))
    };
    view! { <Tag tone=tone text=text /> }.into_any()
}

fn tone(state: State) -> Tone {
    match state {
        State::Waiting => Tone::Yellow,
        State::Sent | State::Acknowledged => Tone::Blue,
        State::Confirmed => Tone::Green,
        State::Refused => Tone::Red,
        State::Discarded => Tone::Grey,
    }
}

/// A state in a word.
pub(super) fn state_name(lang: Lang, state: State) -> &'static str {
    match state {
        State::Waiting => states::waiting(lang),
        State::Sent => states::sent(lang),
        State::Acknowledged => states::acknowledged(lang),
        State::Confirmed => states::confirmed(lang),
        State::Refused => states::refused(lang),
        State::Discarded => states::discarded(lang),
    }
}

/// What happened, in a sentence.
pub(in crate::officer) fn happened(trouble: Option<Trouble>, lang: Lang) -> &'static str {
    let Some(trouble) = trouble else {
        return texts::working(lang);
    };
    match trouble {
        Trouble::TimedOut => texts::timed_out(lang),
        Trouble::Unreachable => texts::unreachable(lang),
        Trouble::Down => texts::down(lang),
        Trouble::NotAllowed => texts::not_allowed(lang),
        Trouble::WrongShape => texts::wrong_shape(lang),
        Trouble::BadSignature => texts::bad_signature(lang),
        Trouble::Contradicts => texts::contradicts(lang),
        Trouble::NotKnown => texts::not_known(lang),
        Trouble::KeyMismatch => texts::key_mismatch(lang),
        Trouble::Unauthorised => texts::unauthorised(lang),
        Trouble::Incomplete => texts::incomplete(lang),
        Trouble::NumberGivenTwice => texts::number_given_twice(lang),
        Trouble::StepLeft => texts::step_left(lang),
        Trouble::RegisterSilent => texts::register_silent(lang),
        Trouble::Ours => texts::ours(lang),
    }
}

/// What happens next by itself, in a sentence.
pub(in crate::officer) fn what_next(next: Next, lang: Lang) -> String {
    let time = |at| crate::format::date_time(lang, at);
    match next {
        Next::HeldBack => then::held_back(lang, CHECKED_EVERY.num_seconds()),
        Next::Tries(at) => then::tries(lang, time(at)),
        Next::Asks(at) => then::asks(lang, time(at)),
        Next::Nothing => then::nothing(lang).to_owned(),
    }
}

/// What the officer can do, in a sentence. Waiting is enough while the answer is not overdue; then it is what stands in the
/// list of all that is silent.
pub(in crate::officer) fn what_you_can_do(trouble: Option<Trouble>, overdue: bool, lang: Lang) -> &'static str {
    match trouble {
        None
        | Some(
            Trouble::TimedOut
            | Trouble::Unreachable
            | Trouble::Down
            | Trouble::NotKnown
            | Trouble::StepLeft
            | Trouble::RegisterSilent,
        ) => match overdue {
            true => can::call(lang),
            false => can::wait(lang),
        },
        Some(Trouble::WrongShape | Trouble::BadSignature | Trouble::Contradicts | Trouble::NumberGivenTwice) => {
            can::report(lang)
        }
        Some(Trouble::NotAllowed | Trouble::Unauthorised) => can::access(lang),
        Some(Trouble::KeyMismatch | Trouble::Incomplete) => can::complete(lang),
        Some(Trouble::Ours) => can::administrator(lang),
    }
}

/// When a message is tried next; none if nobody tries it by itself.
pub(super) fn next_try(lang: Lang, message: &Message) -> Option<String> {
    if message.held_back {
        return Some(states::when_back(lang).to_owned());
    }
    message.next_try.map(|next| crate::format::date_time(lang, next))
}

/// What a message asks for.
pub(super) fn operation(lang: Lang, message: &Message) -> String {
    let what = match message.operation.as_str() {
        "register_birth" => operations::register_birth(lang),
        "register_permanent_residence" => operations::register_permanent_residence(lang),
        "issue_child_identity_card" => operations::issue_child_identity_card(lang),
        "issue_child_health_card" => operations::issue_child_health_card(lang),
        "look_up_population" => operations::look_up_population(lang),
        "look_up_birth_notices" => operations::look_up_birth_notices(lang),
        "look_up_marriage" => operations::look_up_marriage(lang),
        other => other,
    };
    match message.direction {
        Direction::Out => what.to_owned(),
        Direction::In => operations::incoming(lang, what),
    }
}

/// The kind of an error in words.
pub(super) fn error(lang: Lang, kind: &str) -> String {
    let known = match kind {
        "timed_out" => errors::timed_out(lang),
        "unreachable" => errors::unreachable(lang),
        "spared" => errors::spared(lang),
        "refused_call" => errors::refused_call(lang),
        "wrong_shape" => errors::wrong_shape(lang),
        "bad_signature" => errors::bad_signature(lang),
        "contradicts" => errors::contradicts(lang),
        "not_known" => errors::not_known(lang),
        "key_mismatch" => errors::key_mismatch(lang),
        "unauthorised" => errors::unauthorised(lang),
        "incomplete" => errors::incomplete(lang),
        "number_given_twice" => errors::number_given_twice(lang),
        "step_left" => errors::step_left(lang),
        other => return errors::other(lang, other),
    };
    known.to_owned()
}

/// How long something has waited, in its largest unit.
pub(super) fn age(lang: Lang, age: TimeDelta) -> String {
    let whole = |number: i64| u64::try_from(number).unwrap_or_default();
    match age {
        age if age.num_days() > 0 => time::days(lang, whole(age.num_days())),
        age if age.num_hours() > 0 => time::hours(lang, whole(age.num_hours())),
        age => time::minutes(lang, whole(age.num_minutes())),
    }
}

/// How a system is, as a tag.
pub(super) fn health(state: connectors::State, lang: Lang) -> AnyView {
    let (tone, text) = match state {
        connectors::State::Up => (Tone::Green, systems::up(lang)),
        connectors::State::Slow => (Tone::Orange, systems::slow(lang)),
        connectors::State::Down => (Tone::Red, systems::down(lang)),
    };
    view! { <Tag tone=tone text=text /> }.into_any()
}
