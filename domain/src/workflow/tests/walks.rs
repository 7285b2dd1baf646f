//! Random trees, random orders of work.

use super::reference::{self, Names};
use super::{holds, tree};
use crate::dossier::Outcome;
use crate::procedure::Exit;
use crate::workflow::{Flow, Steps};
use proptest::prelude::*;

fn names(flow: &Flow, steps: Steps) -> Names {
    steps.iter().map(|number| flow.step(number).id.clone()).collect()
}

/// One move of a walk: which active step, which way out, which conditions hold.
fn moves() -> impl Strategy<Value = Vec<(prop::sample::Index, prop::sample::Index, u8)>> {
    prop::collection::vec(
        (any::<prop::sample::Index>(), any::<prop::sample::Index>(), any::<u8>()),
        0..60,
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn the_masks_do_what_the_tree_says(tree in tree(), begin in any::<u8>(), moves in moves()) {
        let flow = Flow::new(&tree).unwrap();
        let start = flow.start(&holds(begin));
        let mut active = reference::first(&tree, &holds(begin));
        prop_assert_eq!(names(&flow, start.position), active.clone());
        prop_assert_eq!(start.entered, start.position);
        prop_assert_eq!(start.ended.is_some(), active.is_empty());
        let mut position = start.position;
        for (which, way, bits) in moves {
            let going: Vec<_> = position.iter().collect();
            if going.is_empty() {
                break;
            }
            let step = *which.get(&going);
            let exit = way.index(flow.step(step).exits.len());
            let moved = flow.leave(position, step, exit, &holds(bits)).unwrap();
            let to = &flow.step(step).exits[exit].to;
            let (entered, after, ended) = reference::leave(&tree, &active, &flow.step(step).id, to, &holds(bits));
            prop_assert_eq!(names(&flow, moved.entered), entered);
            prop_assert_eq!(names(&flow, moved.position), after.clone());
            prop_assert_eq!(moved.ended, ended);
            // No step starts while it is going on, and it has ended exactly when nothing goes on.
            prop_assert!(moved.entered.shared(position.without(Steps::one(step))).is_empty());
            prop_assert_eq!(moved.ended.is_some(), moved.position.is_empty());
            (position, active) = (moved.position, after);
        }
    }

    #[test]
    fn onward_comes_to_an_end(tree in tree(), begin in any::<u8>(), order in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 64)) {
        let flow = Flow::new(&tree).unwrap();
        let start = flow.start(&holds(begin));
        let (mut position, mut ended, mut done) = (start.position, start.ended, Steps::NONE);
        for (which, bits) in order {
            let going: Vec<_> = position.iter().collect();
            if going.is_empty() {
                break;
            }
            let step = *which.get(&going);
            prop_assert!(!done.contains(step), "a step was done twice");
            done = done.with(Steps::one(step));
            let onward = flow.step(step).exits.iter().position(|exit| exit.to == Exit::Onward).unwrap();
            let moved = flow.leave(position, step, onward, &holds(bits)).unwrap();
            (position, ended) = (moved.position, moved.ended);
        }
        // Each step at most once, so as many moves as there are steps are enough.
        prop_assert_eq!((position, ended), (Steps::NONE, Some(Outcome::Completed)));
    }

    #[test]
    fn from_anywhere_it_can_end(tree in tree(), begin in any::<u8>(), moves in moves(), bits in any::<u8>()) {
        let flow = Flow::new(&tree).unwrap();
        let mut position = flow.start(&holds(begin)).position;
        for (which, way, bits) in moves {
            let going: Vec<_> = position.iter().collect();
            if going.is_empty() {
                break;
            }
            let step = *which.get(&going);
            position = flow.leave(position, step, way.index(flow.step(step).exits.len()), &holds(bits)).unwrap().position;
        }
        for _ in 0..flow.steps().len() {
            let Some(step) = position.iter().next() else { break };
            let onward = flow.step(step).exits.iter().position(|exit| exit.to == Exit::Onward).unwrap();
            position = flow.leave(position, step, onward, &holds(bits)).unwrap().position;
        }
        prop_assert!(position.is_empty());
    }

    #[test]
    fn what_is_not_there_cannot_be_left(tree in tree(), begin in any::<u8>(), exit in any::<usize>()) {
        let flow = Flow::new(&tree).unwrap();
        let position = flow.start(&holds(begin)).position;
        for step in flow.steps() {
            let number = flow.number(&step.id).unwrap();
            let possible = position.contains(number) && exit < step.exits.len();
            prop_assert_eq!(flow.leave(position, number, exit, &holds(0)).is_some(), possible);
            prop_assert_eq!(flow.leave(position, number, step.exits.len(), &holds(0)), None);
        }
    }

    #[test]
    fn trees_survive_being_stored(tree in tree()) {
        let text = serde_json::to_string(&tree).unwrap();
        prop_assert_eq!(serde_json::from_str::<crate::procedure::Node>(&text).unwrap(), tree);
    }
}
