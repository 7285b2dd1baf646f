//! One dossier, lived through command by command.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{Hall, people};
use crate::dossier::{
    Actor, CallReply, Citizen, Command, Dossier, DossierId, Effect, Event, Offer, Officer, Submission, SupplementItem,
    Verdict, Why, decide, effects, offers, submit,
};
use crate::form::{Answer, Answers};

/// A dossier with all its events and effects, and the time.
#[derive(Debug)]
pub struct Story<'h> {
    hall: &'h Hall,
    /// The state.
    pub dossier: Dossier,
    /// Everything that happened.
    pub events: Vec<Event>,
    /// Everything that must happen outside because of it.
    pub effects: Vec<Effect>,
    /// Now.
    pub now: DateTime<Utc>,
}

impl<'h> Story<'h> {
    /// A dossier is submitted.
    ///
    /// # Errors
    /// Why it cannot be.
    pub fn begin(hall: &'h Hall, now: DateTime<Utc>, submission: Submission, by: &Citizen) -> Result<Self, Why> {
        let events = submit(hall.given(now), submission, by).map_err(|refusal| refusal.why)?;
        let dossier = Dossier::open(DossierId(Uuid::from_u128(7)), &events[0]).ok_or(Why::NotNow)?;
        let effects = effects(&hall.procedure, &dossier, &events[0]);
        let mut story = Self {
            hall,
            dossier,
            events: vec![events[0].clone()],
            effects,
            now,
        };
        story.record(&events[1..]);
        Ok(story)
    }

    /// A complete application of Hoa's.
    ///
    /// # Panics
    /// Never: nothing is missing in it.
    #[must_use]
    pub fn submitted(hall: &'h Hall, now: DateTime<Utc>) -> Self {
        Self::begin(hall, now, super::submission(now), &people::hoa()).expect("nothing is missing")
    }

    /// Time passes.
    #[must_use]
    pub fn later(mut self, now: DateTime<Utc>) -> Self {
        self.now = now;
        self
    }

    /// Somebody gives a command; what it leads to is recorded.
    ///
    /// # Errors
    /// Why it is refused; nothing changes then.
    pub fn does(&mut self, actor: &Actor, command: Command) -> Result<(), Why> {
        let events = self.would(actor, command)?;
        self.record(&events);
        Ok(())
    }

    /// What a command would lead to.
    ///
    /// # Errors
    /// Why it would be refused.
    pub fn would(&self, actor: &Actor, command: Command) -> Result<Vec<Event>, Why> {
        decide(self.hall.given(self.now), &self.dossier, command, actor).map_err(|refusal| refusal.why)
    }

    /// What may be done now.
    #[must_use]
    pub fn offers(&self, actor: &Actor) -> Vec<Offer> {
        offers(&self.hall.procedure, &self.dossier, actor, self.now)
    }

    /// An officer leaves a step, with a reason and a legal basis in case they are needed.
    ///
    /// # Errors
    /// Why it is refused.
    pub fn leaves(&mut self, officer: Officer, step: &str, exit: &str) -> Result<(), Why> {
        self.does(&Actor::Officer(officer), leave(step, exit))
    }

    /// An officer finds a document good.
    ///
    /// # Errors
    /// Why it is refused.
    pub fn accepts(&mut self, officer: Officer, document: &str) -> Result<(), Why> {
        let command = Command::Check {
            document: document.to_owned(),
            verdict: Verdict::Accepted,
        };
        self.does(&Actor::Officer(officer), command)
    }

    /// An officer asks for the plan.
    ///
    /// # Errors
    /// Why it is refused.
    pub fn asks_for_plan(&mut self, officer: Officer, step: &str, leader_override: bool) -> Result<(), Why> {
        let command = Command::RequestSupplement {
            step: step.to_owned(),
            items: vec![SupplementItem::Document {
                id: "plan".to_owned(),
                note: "all pages".to_owned(),
            }],
            reason: "the plan is missing".to_owned(),
            leader_override,
        };
        self.does(&Actor::Officer(officer), command)
    }

    /// The applicant sends the plan.
    ///
    /// # Errors
    /// Why it is refused.
    pub fn sends_plan(&mut self) -> Result<(), Why> {
        let documents = [("plan".to_owned(), vec![super::upload("plan.pdf", self.now)])].into();
        let command = Command::Supplement {
            typed: Default::default(),
            documents,
        };
        self.does(&Actor::Citizen(people::hoa()), command)
    }

    /// The booking system answers.
    ///
    /// # Errors
    /// Why it is refused.
    pub fn books(&mut self) -> Result<(), Why> {
        let said = Answers::from([("number".to_owned(), Answer::from("77/2026"))]);
        self.does(
            &Actor::System,
            Command::Reply {
                step: "book".to_owned(),
                reply: CallReply::Done(said),
            },
        )
    }

    /// Goes on in the ordinary way until the step begins; to the end if there is no such step.
    ///
    /// # Panics
    /// When the ordinary way is refused.
    #[must_use]
    pub fn until(mut self, step: &str) -> Self {
        for _ in 0..30 {
            if self.dossier.active.contains_key(step) || self.dossier.outcome.is_some() {
                break;
            }
            let next = self
                .dossier
                .active
                .keys()
                .next()
                .expect("something is going on")
                .clone();
            self.goes_on(&next).expect("the ordinary way is open");
        }
        self
    }

    /// Leaves one step in the ordinary way.
    fn goes_on(&mut self, step: &str) -> Result<(), Why> {
        match step {
            "receive" => self.leaves(people::receptionist(), step, "accept"),
            "handle" => {
                let open: Vec<String> = self.dossier.application.documents.keys().cloned().collect();
                open.iter()
                    .try_for_each(|document| self.accepts(people::hall_officer(), document))?;
                self.leaves(people::hall_officer(), step, "propose")
            }
            "safety" => self.leaves(people::fire_officer(), step, "safe"),
            "prepare" => self.leaves(people::caretaker(), step, "ready"),
            "listen" => self.leaves(people::hall_officer(), step, "asked"),
            "tune" => self.leaves(people::caretaker(), step, "tuned"),
            "book" => self.books(),
            "decide" => self.leaves(people::leader(), step, "approve"),
            "seal" => self.leaves(people::clerk(), step, "seal"),
            "return" => self.leaves(people::receptionist(), step, "returned"),
            _ => Err(Why::NotNow),
        }
    }

    fn record(&mut self, events: &[Event]) {
        for event in events {
            self.dossier.apply(event);
            self.effects.extend(effects(&self.hall.procedure, &self.dossier, event));
            self.events.push(event.clone());
        }
    }
}

fn leave(step: &str, exit: &str) -> Command {
    Command::Leave {
        step: step.to_owned(),
        exit: exit.to_owned(),
        reason: Some("because".to_owned()),
        legal: Some("1/HL, Art. 1".to_owned()),
    }
}
