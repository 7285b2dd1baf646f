//! Random procedures, random commands of random people at random times.

use proptest::prelude::*;
use proptest::sample::Index;

use super::{by, by_citizen, check, leave};
use crate::calendar::StopKind;
use crate::condition::Expr;
use crate::dossier::{
    Actor, CallReply, Command, Dossier, Event, EventBody, Offer, OfferKind, SupplementItem, Verdict, offers,
};
use crate::form::{Answers, Typed};
use crate::procedure::{Act, Definition, Exit, Node, Role, StepKind};
use crate::testing::trees::tree;
use crate::testing::{Hall, Story, at, hall_definition, people, submission, upload};

fn actors() -> Vec<Actor> {
    let mut actors: Vec<Actor> = people::everyone().into_iter().map(|(_, actor)| actor).collect();
    actors.extend([
        by(people::jack_of_all_trades()),
        by(people::outsider()),
        by_citizen(people::stranger()),
        by_citizen(people::hoa_level_one()),
        Actor::System,
    ]);
    actors
}

/// The hall with a workflow of random shape: steps of every act, calls of national systems among them.
fn hall() -> impl Strategy<Value = Hall> {
    let random = (tree(), prop::collection::vec(any::<u8>(), 64)).prop_map(|(tree, seeds)| {
        let mut workflow = tree;
        dress(&mut workflow, &mut seeds.into_iter().cycle());
        let mut definition = Definition {
            workflow,
            ..hall_definition()
        };
        // Nothing is booked on most of these ways.
        definition.results[0].number = None;
        Hall::of(definition)
    });
    prop_oneof![1 => Just(()).prop_map(|()| Hall::default()), 3 => random]
}

/// Gives the steps of a random tree acts and roles, and the branches conditions over the form.
fn dress(node: &mut Node, seeds: &mut impl Iterator<Item = u8>) {
    match node {
        Node::Step(step) => {
            let (role, act) = match seeds.next().unwrap_or_default() % 5 {
                0 => ("reception_officer", Act::Receive),
                1 => ("hall_officer", Act::Handle),
                2 => ("hall_leader", Act::Decide),
                3 => ("reception_officer", Act::Return),
                _ if step.exits.len() > 1 => {
                    step.exits.truncate(2);
                    step.exits[0].id = "done".to_owned();
                    step.exits[1].id = "refused".to_owned();
                    let (send, keep) = Default::default();
                    step.does = StepKind::Call {
                        issues: false,
                        operation: "hall.book".to_owned(),
                        send,
                        keep,
                        stops: step.id.ends_with(['1', '3', '5']).then_some(StopKind::Payment),
                    };
                    return;
                }
                _ => ("caretaker", Act::Handle),
            };
            step.does = StepKind::Task {
                role: Role::from(role),
                act,
            };
        }
        Node::Seq(nodes) => nodes.iter_mut().for_each(|node| dress(node, seeds)),
        Node::Choice { cases, otherwise } => {
            for case in cases {
                case.when = case.when.as_ref().map(over_the_form);
                dress(&mut case.then, seeds);
            }
            dress(otherwise, seeds);
        }
        Node::All(branches) => {
            for branch in branches {
                branch.when = branch.when.as_ref().map(over_the_form);
                dress(&mut branch.then, seeds);
            }
        }
    }
}

fn over_the_form(condition: &Expr) -> Expr {
    let stored = match condition {
        Expr::Var(name) if name == "c0" => serde_json::json!({">": [{"var": "guests"}, 1]}),
        Expr::Var(name) if name == "c1" => serde_json::json!({"in": ["kitchen", {"var": "equipment"}]}),
        Expr::Var(name) if name == "c2" => serde_json::json!({"==": [{"var": "purpose"}, "wedding"]}),
        _ => serde_json::json!({"present": "lorry"}),
    };
    Expr::from_json(&stored).unwrap()
}

/// Every command somebody might try now, sensible or not.
fn commands(hall: &Hall, story: &Story<'_>) -> Vec<Command> {
    let mut commands = Vec::new();
    for step in hall.procedure.flow().steps() {
        commands.push(Command::Take { step: step.id.clone() });
        commands.push(ask(&step.id));
        let done = CallReply::Done(Answers::new());
        commands.push(Command::Reply {
            step: step.id.clone(),
            reply: done,
        });
        commands.push(Command::Reply {
            step: step.id.clone(),
            reply: CallReply::Refused("no".to_owned()),
        });
        commands.extend(step.exits.iter().map(|exit| leave(&step.id, &exit.id)));
    }
    commands.extend([
        check("photo", None),
        check("photo", Some("blurred")),
        supplement(story),
        Command::Withdraw { reason: None },
        Command::TakeBackWithdrawal,
        Command::ConfirmWithdrawal,
        choose("person"),
        extend(hall, story),
        Command::GiveUpWaiting,
    ]);
    commands
}

fn choose(fact: &str) -> Command {
    Command::ChooseRecord {
        fact: fact.to_owned(),
        record: 0,
    }
}

fn ask(step: &str) -> Command {
    Command::RequestSupplement {
        step: step.to_owned(),
        items: vec![SupplementItem::Document {
            id: "plan".to_owned(),
            note: String::new(),
        }],
        reason: "missing".to_owned(),
        leader_override: true,
    }
}

fn supplement(story: &Story<'_>) -> Command {
    let plan = [("plan".to_owned(), vec![upload("plan.pdf", story.now)])].into();
    Command::Supplement {
        typed: Typed::default(),
        documents: plan,
    }
}

fn extend(hall: &Hall, story: &Story<'_>) -> Command {
    let due = story.dossier.clock.as_ref().map_or(story.now, |clock| clock.due);
    let until = hall.calendar.due_at(due, crate::calendar::Limit::WorkingDays(1), &[]);
    Command::Extend {
        until,
        reason: "rain".to_owned(),
    }
}

/// The command an offer stands for, with everything it needs.
fn command_of(hall: &Hall, story: &Story<'_>, offer: &Offer) -> Command {
    let step = offer.step.clone().unwrap_or_default();
    match &offer.kind {
        OfferKind::Take => Command::Take { step },
        OfferKind::Leave { exit } => leave(&step, exit),
        OfferKind::Check => check("photo", None),
        OfferKind::RequestSupplement => ask(&step),
        OfferKind::Extend => extend(hall, story),
        OfferKind::Supplement => supplement(story),
        OfferKind::Withdraw => Command::Withdraw { reason: None },
        OfferKind::AddPart => Command::AddPart {
            step,
            typed: Typed::default(),
        },
        OfferKind::TakeBackWithdrawal => Command::TakeBackWithdrawal,
        OfferKind::ConfirmWithdrawal => Command::ConfirmWithdrawal,
        OfferKind::ChooseRecord { fact } => choose(fact),
    }
}

/// Whether an offer stands for a command.
fn covers(offer: &Offer, command: &Command) -> bool {
    let here = |step: &String| offer.step.as_ref() == Some(step);
    match (&offer.kind, command) {
        (OfferKind::Take, Command::Take { step }) => here(step),
        (OfferKind::Leave { exit: way }, Command::Leave { step, exit, .. }) => here(step) && way == exit,
        (OfferKind::RequestSupplement, Command::RequestSupplement { step, .. }) => here(step),
        (OfferKind::ChooseRecord { fact: offered }, Command::ChooseRecord { fact, .. }) => offered == fact,
        (OfferKind::Check, Command::Check { .. })
        | (OfferKind::Extend, Command::Extend { .. })
        | (OfferKind::Supplement, Command::Supplement { .. })
        | (OfferKind::TakeBackWithdrawal, Command::TakeBackWithdrawal)
        | (OfferKind::ConfirmWithdrawal, Command::ConfirmWithdrawal)
        | (OfferKind::Withdraw, Command::Withdraw { .. })
        | (OfferKind::AddPart, Command::AddPart { .. }) => true,
        _ => false,
    }
}

/// What must be so at any time.
fn sound(story: &Story<'_>) -> Result<(), TestCaseError> {
    let dossier = &story.dossier;
    prop_assert_eq!(
        dossier.active.is_empty(),
        dossier.outcome.is_some(),
        "something goes on until it has ended"
    );
    prop_assert_eq!(dossier.outcome.is_some(), dossier.status().is_final());
    prop_assert!(dossier.outcome.is_none() || dossier.supplement.is_none());
    prop_assert_eq!(usize::try_from(dossier.seq), Ok(story.events.len()));
    let replayed = Dossier::replay(dossier.id, &story.events);
    prop_assert_eq!(replayed.as_ref(), Some(dossier), "replay gives the same state");
    if let Some(clock) = &dossier.clock {
        let open = clock.stops.iter().filter(|stop| stop.to.is_none()).count();
        let asked = dossier.supplement.as_ref().map(|_| StopKind::Supplement);
        let steps = dossier.active.values().filter_map(|step| step.stops);
        let awaited: std::collections::HashSet<_> = steps.chain(asked).collect();
        prop_assert_eq!(open, awaited.len());
    }
    Ok(())
}

/// No step begins while it is going on, nothing happens after the end, and the legal clock starts once.
fn lawful(events: &[Event]) -> Result<(), TestCaseError> {
    let (mut going, mut ended, mut clocks) = (std::collections::BTreeSet::new(), false, 0);
    for event in events {
        prop_assert!(!ended, "{:?} after the end", event);
        match &event.body {
            EventBody::Entered { step, .. } => prop_assert!(going.insert(step.clone()), "{} begun twice", step),
            EventBody::Left { step, .. } => prop_assert!(going.remove(step), "{} left twice", step),
            EventBody::Accepted { .. } => clocks += 1,
            EventBody::Ended { .. } => ended = true,
            _ => {}
        }
    }
    prop_assert!(clocks <= 1);
    Ok(())
}

/// Everything offered is accepted, everything blocked is refused for that reason, all else is refused.
fn offers_and_decide_agree(hall: &Hall, story: &Story<'_>) -> Result<(), TestCaseError> {
    let commands = commands(hall, story);
    for actor in actors() {
        let offers = offers(&hall.procedure, &story.dossier, &actor, story.now);
        for offer in &offers {
            let answer = story.would(&actor, command_of(hall, story, offer));
            match &offer.blocked {
                None => prop_assert!(answer.is_ok(), "{:?} is offered and refused: {:?}", offer, answer),
                Some(why) => prop_assert_eq!(answer.err(), Some(why.clone())),
            }
        }
        if actor != Actor::System {
            for command in &commands {
                if !offers.iter().any(|offer| covers(offer, command)) {
                    prop_assert!(
                        story.would(&actor, command.clone()).is_err(),
                        "{:?} is not offered to {:?}",
                        command,
                        actor
                    );
                }
            }
        }
    }
    Ok(())
}

/// Somebody does something: mostly what is offered, now and then anything.
fn act(hall: &Hall, story: &mut Story<'_>, who: Index, what: Index, wild: bool) {
    let actors = actors();
    let actor = who.get(&actors);
    let offers = story.offers(actor);
    let command = if wild || offers.is_empty() {
        what.get(&commands(hall, story)).clone()
    } else {
        command_of(hall, story, what.get(&offers))
    };
    // A refusal changes nothing.
    let before = story.dossier.clone();
    if story.does(actor, command).is_err() {
        assert_eq!(story.dossier, before);
    }
}

/// Goes on in the shortest way until the end; how many moves it took.
fn finish(hall: &Hall, story: &mut Story<'_>) -> usize {
    let people: Vec<Actor> = people::everyone().into_iter().map(|(_, actor)| actor).collect();
    for moves in 0..400 {
        if story.dossier.outcome.is_some() {
            return moves;
        }
        if story.dossier.withdrawal.is_some() {
            let confirmed = people
                .iter()
                .any(|actor| story.does(actor, Command::ConfirmWithdrawal).is_ok());
            assert!(confirmed, "nobody can confirm the withdrawal: {:?}", story.dossier);
            continue;
        }
        if story.dossier.supplement.is_some() {
            let command = supplement(story);
            story.does(&by_citizen(people::hoa()), command).unwrap();
        }
        let step = story.dossier.active.keys().next().unwrap().clone();
        let definition = hall.procedure.flow().step(hall.procedure.flow().number(&step).unwrap());
        let onward = definition.exits.iter().find(|exit| exit.to == Exit::Onward).unwrap();
        if matches!(definition.does, StepKind::Call { .. }) {
            let reply = CallReply::Done(Answers::new());
            story
                .does(
                    &Actor::System,
                    Command::Reply {
                        step: step.clone(),
                        reply,
                    },
                )
                .unwrap();
            continue;
        }
        for document in story.dossier.application.documents.clone().into_keys() {
            if story.dossier.checks.get(&document) != Some(&Verdict::Accepted) {
                let _ = people
                    .iter()
                    .find(|actor| story.does(actor, check(&document, None)).is_ok());
            }
        }
        let done = people
            .iter()
            .any(|actor| story.does(actor, leave(&step, &onward.id)).is_ok());
        assert!(done, "nobody can leave {step}: {:?}", story.dossier);
    }
    panic!("it never ends")
}

fn acts() -> impl Strategy<Value = Vec<(Index, Index, bool, u16)>> {
    prop::collection::vec(
        (any::<Index>(), any::<Index>(), prop::bool::weighted(0.2), 0..2_000_u16),
        0..25,
    )
}

fn begun<'h>(hall: &'h Hall, kitchen: bool) -> Story<'h> {
    let now = at("2026-11-02 08:00");
    let mut submission = submission(now);
    if kitchen {
        submission.typed.set("equipment.kitchen", "yes");
    }
    Story::begin(hall, now, submission, &people::hoa()).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { max_shrink_iters: 500, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn whatever_people_do_the_dossier_stays_sound_and_can_end(hall in hall(), acts in acts(), kitchen in any::<bool>()) {
        let mut story = begun(&hall, kitchen);
        sound(&story)?;
        for (who, what, wild, minutes) in acts {
            act(&hall, &mut story, who, what, wild);
            sound(&story)?;
            story.now += chrono::TimeDelta::minutes(minutes.into());
        }
        offers_and_decide_agree(&hall, &story)?;
        let moves = finish(&hall, &mut story);
        prop_assert!(moves <= 2 * hall.procedure.flow().steps().len(), "{} moves", moves);
        sound(&story)?;
        lawful(&story.events)?;
    }

    #[test]
    fn of_two_at_once_the_second_doubles_nothing(hall in hall(), acts in acts(), a in any::<(Index, Index)>(), b in any::<(Index, Index)>()) {
        let mut story = begun(&hall, false);
        for (who, what, wild, minutes) in acts {
            act(&hall, &mut story, who, what, wild);
            story.now += chrono::TimeDelta::minutes(minutes.into());
        }
        let open: Vec<(Actor, Command)> = actors()
            .into_iter()
            .flat_map(|actor| {
                let offers = story.offers(&actor).into_iter().filter(|offer| offer.blocked.is_none());
                offers.map(|offer| (actor.clone(), command_of(&hall, &story, &offer))).collect::<Vec<_>>()
            })
            .collect();
        if open.is_empty() {
            // It has ended already.
            return Ok(());
        }
        let (first, second) = (a.1.get(&open), b.1.get(&open));
        let (one, two) = (story.would(&first.0, first.1.clone()), story.would(&second.0, second.1.clone()));
        prop_assert!(one.is_ok() && two.is_ok());
        story.does(&first.0, first.1.clone()).unwrap();
        // The same again, as by a double click: refused, unless it only says what is said already.
        let again = story.would(&first.0, first.1.clone());
        prop_assert!(again.is_err() || matches!(first.1, Command::Check { .. }), "{:?} twice: {:?}", first.1, again);
        // The second is told, or decides anew over what is so now.
        let _ = story.does(&second.0, second.1.clone());
        sound(&story)?;
        lawful(&story.events)?;
    }

    /// An event is never refused, whatever state it meets.
    #[test]
    fn applying_is_total(hall in hall(), acts in acts(), order in prop::collection::vec(any::<Index>(), 0..30)) {
        let mut story = begun(&hall, true);
        for (who, what, wild, _) in acts {
            act(&hall, &mut story, who, what, wild);
        }
        let mut other = Dossier::open(story.dossier.id, &story.events[0]).unwrap();
        for event in order {
            other.apply(event.get(&story.events));
        }
        let (_, _) = (other.status(), other.next_due());
        for actor in actors() {
            let _ = offers(&hall.procedure, &other, &actor, story.now);
        }
    }
}
