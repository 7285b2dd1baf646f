//! What people mean to do in a run: drawn from the seed, the same with and without faults.

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

/// What becomes of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// It is granted.
    Granted,
    /// It is refused at reception.
    RefusedAtReception,
    /// The leader refuses it.
    RefusedByLeader,
    /// The national system refuses it, and then the leader does.
    RefusedBySystem,
    /// Something must be supplemented, and is.
    Supplemented,
    /// Something must be supplemented, and never is.
    NeverSupplemented,
}

/// What people mean to do.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Plan {
    pub residence: bool,
    pub insurance: bool,
    pub card: bool,
    /// The identity card is added when the birth is registered.
    pub card_later: bool,
    pub fates: [Fate; 4],
    /// The group is withdrawn after so many rounds.
    pub withdrawn_after: Option<u8>,
    /// The health card alone is withdrawn as soon as it is there.
    pub card_withdrawn: bool,
}

pub const STEPS: [&str; 4] = ["birth", "residence", "insurance", "identity_card"];

/// So many seeds in a row have the same plan, and what comes out without faults is found out once for all of them.
pub const RUNS: u64 = 8;

impl Plan {
    pub fn of(seed: u64) -> Self {
        let mut dice = StdRng::seed_from_u64((seed / RUNS) ^ 0x5eed);
        let fate = |dice: &mut StdRng, birth: bool| match dice.random_range(0..20) {
            0 => Fate::RefusedAtReception,
            1 => Fate::RefusedByLeader,
            2 | 3 if !birth => Fate::RefusedBySystem,
            4 | 5 => Fate::Supplemented,
            6 => Fate::NeverSupplemented,
            _ => Fate::Granted,
        };
        let card = dice.random_bool(0.3);
        Self {
            residence: dice.random_bool(0.9),
            insurance: dice.random_bool(0.9),
            card,
            card_later: !card && dice.random_bool(0.2),
            fates: [
                fate(&mut dice, true),
                fate(&mut dice, false),
                fate(&mut dice, false),
                fate(&mut dice, false),
            ],
            withdrawn_after: dice.random_bool(0.1).then(|| dice.random_range(0..30)),
            card_withdrawn: dice.random_bool(0.05),
        }
    }

    pub fn fate(&self, step: &str) -> Fate {
        STEPS
            .iter()
            .position(|it| *it == step)
            .map_or(Fate::Granted, |place| self.fates[place])
    }

    /// Whether something is withdrawn: how far it had come by then is not the same in every run.
    pub fn withdraws(&self) -> bool {
        self.withdrawn_after.is_some() || self.card_withdrawn || self.card_later
    }
}
