//! What national systems and registers answer: replies to calls, late answers, a record chosen among several.

use super::*;
use crate::calendar::StopKind;

impl Case<'_> {
    pub(super) fn reply(&self, step: &str, reply: CallReply) -> Bodies {
        let flow = self.given.procedure.flow();
        let number = flow.number(step).ok_or(Why::NotNow)?;
        if !self.dossier.active.contains_key(step) {
            return Err(Why::NotNow);
        }
        let StepKind::Call { keep, issues, .. } = &flow.step(number).does else {
            return Err(Why::NotNow);
        };
        let (exit, body) = match reply {
            CallReply::Done(said) => {
                let kept = keep
                    .iter()
                    .filter_map(|(answer, field)| Some((field.clone(), said.get(answer)?.clone())))
                    .collect();
                (
                    "done",
                    EventBody::Replied {
                        step: step.to_owned(),
                        keep: kept,
                        refused: None,
                    },
                )
            }
            CallReply::Refused(words) => (
                "refused",
                EventBody::Replied {
                    step: step.to_owned(),
                    keep: BTreeMap::new(),
                    refused: Some(words),
                },
            ),
        };
        let reason = match &body {
            EventBody::Replied { refused, .. } => refused.clone(),
            _ => None,
        };
        // Branches behind the step may look at what was just answered.
        let mut after = self.dossier.clone();
        if let EventBody::Replied { keep, .. } = &body {
            after.application.answers.extend(keep.clone());
        }
        let case = Case {
            given: self.given,
            dossier: &after,
        };
        let mut bodies = vec![
            body,
            EventBody::Left {
                step: step.to_owned(),
                exit: exit.to_owned(),
                reason,
                legal: None,
            },
        ];
        let active = &self.dossier.active;
        let still = |stop: &StopKind| {
            active
                .iter()
                .any(|(id, other)| id != step && other.stops == Some(*stop))
        };
        if let Some(stop) = active[step].stops.filter(|stop| !still(stop)) {
            let dues = self.new_dues();
            bodies.push(EventBody::Resumed { stop, dues });
        }
        if *issues && exit == "done" {
            // Nobody signs what a system confirms: it is issued in the name of the agency.
            let system = OfficerRef {
                id: Uuid::nil(),
                name: (self.given.agency_name)(&self.dossier.application.competent),
                title: String::new(),
            };
            bodies.extend(case.issued(&(system, self.given.now)));
        }
        bodies.extend(case.moved(number, exit)?);
        Ok(bodies)
    }

    /// A register answers at last: values it owed are taken, typed values that differ are marked for the officer.
    pub(super) fn verify(&self, fact: String, answer: Fact) -> Bodies {
        let application = &self.dossier.application;
        if !application.facts.get(&fact).is_some_and(Fact::is_unavailable) || answer.is_unavailable() {
            return Err(Why::NotNow);
        }
        // Several records fit: which one is meant is for an officer to say, and nothing is verified until then.
        let answer = match answer.reply {
            Reply::Known { records, chosen: None } => Fact {
                reply: Reply::Several { records },
                ..answer
            },
            _ => answer,
        };
        self.settled(fact, answer)
    }

    /// An officer says which of several records is meant.
    pub(super) fn choose(&self, name: String, record: usize) -> Bodies {
        let Some(Fact {
            reply: Reply::Several { records },
            register,
            asked_at,
        }) = self.dossier.application.facts.get(&name)
        else {
            return Err(Why::NotNow);
        };
        if record >= records.len() {
            return Err(Why::NotNow);
        }
        let reply = Reply::Known {
            records: records.clone(),
            chosen: Some(record),
        };
        let answer = Fact {
            register: *register,
            asked_at: *asked_at,
            reply,
        };
        self.settled(name, answer)
    }

    /// A fact that was open has an answer: what follows for the form.
    fn settled(&self, fact: String, answer: Fact) -> Bodies {
        let application = &self.dossier.application;
        let mut facts = application.facts.clone();
        facts.set(&fact, answer.clone());
        let mut disputed: std::collections::BTreeSet<String> = application.disputes.keys().cloned().collect();
        let of_fact = |origin: &crate::form::Origin| matches!(origin, crate::form::Origin::Unverified { fact: open, .. } if *open == fact);
        disputed.extend(
            application
                .origins
                .iter()
                .filter(|(_, origin)| of_fact(origin))
                .map(|(id, _)| id.clone()),
        );
        let resolved = crate::form::resolve(
            &self.given.procedure.form,
            &application.typed,
            &disputed,
            &facts,
            self.given.lists,
            vietnam_date(self.given.now),
        );
        let fee = self.fee(&resolved.answers, &facts);
        let changes = self.changes(resolved);
        Ok(vec![EventBody::Verified {
            fact,
            answer,
            changes,
            fee,
        }])
    }
}
