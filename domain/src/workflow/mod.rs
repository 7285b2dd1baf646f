//! How a workflow runs: steps are numbered and every block keeps a bit mask of its steps, so that the question "is
//! anything in this block still going on" is one `and`. A join therefore has no state that could go wrong.
//!
//! The tree of the file is [`Node`]; [`Flow`] is the same, numbered, made once when a definition is published. A
//! [`Position`] is the set of active steps. [`Flow::start`] and [`Flow::leave`] are total and allocate nothing.

use std::collections::BTreeMap;

use crate::condition::Expr;
use crate::dossier::Outcome;
use crate::procedure::{Exit, Node, Step};

/// The number of a step within its workflow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StepNo(u8);

impl StepNo {
    /// The number as an index into [`Flow::steps`].
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// The most steps a workflow may have: as many as a position has bits.
pub const MAX_STEPS: usize = 64;

/// A set of steps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Steps(u64);

impl Steps {
    /// No step.
    pub const NONE: Steps = Steps(0);

    /// The set of one step.
    #[must_use]
    pub const fn one(step: StepNo) -> Self {
        Self(1 << step.0)
    }

    /// Whether the set is empty.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether the step is in the set.
    #[must_use]
    pub const fn contains(self, step: StepNo) -> bool {
        self.0 & (1 << step.0) != 0
    }

    /// Both sets together.
    #[must_use]
    pub const fn with(self, other: Steps) -> Self {
        Self(self.0 | other.0)
    }

    /// This set without the other.
    #[must_use]
    pub const fn without(self, other: Steps) -> Self {
        Self(self.0 & !other.0)
    }

    /// What both sets share.
    #[must_use]
    pub const fn shared(self, other: Steps) -> Self {
        Self(self.0 & other.0)
    }

    /// The steps in the order of the file.
    pub fn iter(self) -> impl Iterator<Item = StepNo> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            (rest != 0).then(|| {
                let step = rest.trailing_zeros();
                rest &= rest - 1;
                StepNo(u8::try_from(step).unwrap_or(u8::MAX))
            })
        })
    }
}

/// Where a dossier stands: the steps that are going on. Empty once it has ended.
pub type Position = Steps;

/// What leaving a step leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Move {
    /// The steps that start by it.
    pub entered: Steps,
    /// Where the dossier stands afterwards.
    pub position: Position,
    /// The outcome, if the dossier ends by it.
    pub ended: Option<Outcome>,
}

/// How a step that was not taken can still be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Late {
    /// Its block is going on: these steps start at once.
    Now(Steps),
    /// Its block is still to come: it starts in its turn.
    InTurn,
}

/// Why a tree is no workflow.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum FlowFault {
    /// More steps than a position has room for.
    #[error("a workflow has at most {MAX_STEPS} steps, this one has {0}")]
    TooManySteps(usize),
    /// There is nothing to do.
    #[error("the workflow has no step")]
    Empty,
    /// Two steps of one name.
    #[error("two steps are named '{0}'; give each its own id")]
    Duplicate(String),
    /// A way back that leads nowhere it may.
    #[error("step '{step}' goes back to '{to}', which is no earlier step of the same sequence or of one around it")]
    Back {
        /// The step with the way out.
        step: String,
        /// Where it says it leads.
        to: String,
    },
    /// Nobody could ever leave the step.
    #[error("step '{0}' has no way onward and no end")]
    NoWayOut(String),
    /// What stands behind is never reached.
    #[error("step '{0}' never goes onward, so what follows it can never start")]
    Unreachable(String),
}

#[derive(Clone, Debug)]
enum Kind {
    Step(StepNo),
    Seq(Vec<usize>),
    Choice {
        cases: Vec<(Option<usize>, usize)>,
        otherwise: usize,
    },
    All(Vec<(Option<usize>, usize)>),
}

#[derive(Clone, Debug)]
struct Block {
    kind: Kind,
    /// All steps in the block.
    steps: Steps,
    /// The block around it, and the place in it if that is a sequence.
    parent: Option<(usize, usize)>,
}

/// Where a numbered way out leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Onward,
    Back(StepNo),
    End(Outcome),
}

/// A workflow ready to run.
#[derive(Clone, Debug)]
pub struct Flow {
    blocks: Vec<Block>,
    root: usize,
    /// The block of each step.
    places: Vec<usize>,
    /// The definition of each step.
    steps: Vec<Step>,
    /// The ways out of each step.
    ways: Vec<Vec<Way>>,
    by_id: BTreeMap<String, StepNo>,
    conditions: Vec<Expr>,
}

impl Flow {
    /// Numbers a tree.
    ///
    /// # Errors
    /// Why the tree is no workflow.
    pub fn new(tree: &Node) -> Result<Self, FlowFault> {
        let all = tree.steps();
        if all.is_empty() {
            return Err(FlowFault::Empty);
        }
        if all.len() > MAX_STEPS {
            return Err(FlowFault::TooManySteps(all.len()));
        }
        let mut flow = Self {
            blocks: Vec::new(),
            root: 0,
            places: Vec::new(),
            steps: Vec::new(),
            ways: Vec::new(),
            by_id: BTreeMap::new(),
            conditions: Vec::new(),
        };
        flow.root = flow.add(tree)?;
        flow.link(flow.root);
        flow.ways = (0..flow.steps.len())
            .map(|number| flow.ways_of(number))
            .collect::<Result<_, _>>()?;
        flow.all_reachable()?;
        Ok(flow)
    }

    /// The steps a new dossier starts with. `holds` answers for the condition of a branch.
    #[must_use]
    pub fn start(&self, holds: &impl Fn(&Expr) -> bool) -> Move {
        let entered = self.first(self.root, holds);
        let ended = entered.is_empty().then_some(Outcome::Completed);
        Move {
            entered,
            position: entered,
            ended,
        }
    }

    /// Leaves a step by a way out; `None` if the step is not active or has no such way.
    #[must_use]
    pub fn leave(&self, position: Position, step: StepNo, exit: usize, holds: &impl Fn(&Expr) -> bool) -> Option<Move> {
        if !position.contains(step) {
            return None;
        }
        let way = *self.ways.get(step.index())?.get(exit)?;
        let rest = position.without(Steps::one(step));
        Some(match way {
            Way::Back(target) => {
                let entered = Steps::one(target);
                Move {
                    entered,
                    position: rest.with(entered),
                    ended: None,
                }
            }
            Way::End(outcome) => Move {
                entered: Steps::NONE,
                position: Steps::NONE,
                ended: Some(outcome),
            },
            Way::Onward => self.onward(rest, self.places[step.index()], holds),
        })
    }

    /// How the first step of a branch of an `All` that was not taken can still be taken; `None` if it is going on, was
    /// passed, or begins no such branch.
    #[must_use]
    pub fn late(&self, position: Position, step: StepNo, holds: &impl Fn(&Expr) -> bool) -> Option<Late> {
        let (branch, all) = self.branch(step)?;
        let going_on = |block: usize| !position.shared(self.blocks[block].steps).is_empty();
        if going_on(branch) {
            return None;
        }
        if going_on(all) {
            let entered = self.first(branch, holds);
            return entered.contains(step).then_some(Late::Now(entered));
        }
        let first = self.blocks[all].steps.iter().next()?;
        position.iter().any(|active| active.0 < first.0).then_some(Late::InTurn)
    }

    /// The condition of the branch that begins with a step, if it has one.
    #[must_use]
    pub fn condition_of(&self, step: StepNo) -> Option<&Expr> {
        let (branch, all) = self.branch(step)?;
        let Kind::All(branches) = &self.blocks[all].kind else {
            return None;
        };
        let (condition, _) = branches.iter().find(|(_, block)| *block == branch)?;
        condition.map(|index| &self.conditions[index])
    }

    /// The branch that begins with the step, and the `All` it belongs to.
    fn branch(&self, step: StepNo) -> Option<(usize, usize)> {
        let mut block = self.places[step.index()];
        loop {
            let (parent, place) = self.blocks[block].parent?;
            match &self.blocks[parent].kind {
                Kind::All(_) => return Some((block, parent)),
                Kind::Seq(_) if place == 0 => block = parent,
                _ => return None,
            }
        }
    }

    /// The number of a step by its id.
    #[must_use]
    pub fn number(&self, id: &str) -> Option<StepNo> {
        self.by_id.get(id).copied()
    }

    /// The definition of a step.
    #[must_use]
    pub fn step(&self, number: StepNo) -> &Step {
        &self.steps[number.index()]
    }

    /// All steps in the order of the file.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// The conditions of all branches.
    #[must_use]
    pub fn conditions(&self) -> &[Expr] {
        &self.conditions
    }

    /// From a block that is done, up to the next thing that starts or to the end of the whole.
    fn onward(&self, rest: Position, from: usize, holds: &impl Fn(&Expr) -> bool) -> Move {
        let mut block = from;
        while let Some((parent, place)) = self.blocks[block].parent {
            let around = &self.blocks[parent];
            match &around.kind {
                Kind::Seq(children) => {
                    for next in &children[place + 1..] {
                        let entered = self.first(*next, holds);
                        if !entered.is_empty() {
                            return Move {
                                entered,
                                position: rest.with(entered),
                                ended: None,
                            };
                        }
                    }
                }
                // The whole of a join: something in the block is still going on.
                Kind::All(_) if !rest.shared(around.steps).is_empty() => {
                    return Move {
                        entered: Steps::NONE,
                        position: rest,
                        ended: None,
                    };
                }
                Kind::All(_) | Kind::Choice { .. } | Kind::Step(_) => {}
            }
            block = parent;
        }
        Move {
            entered: Steps::NONE,
            position: rest,
            ended: Some(Outcome::Completed),
        }
    }

    /// The steps that start when a block starts; none if no branch of it is taken.
    fn first(&self, block: usize, holds: &impl Fn(&Expr) -> bool) -> Steps {
        let taken = |condition: &Option<usize>| condition.is_none_or(|index| holds(&self.conditions[index]));
        match &self.blocks[block].kind {
            Kind::Step(step) => Steps::one(*step),
            Kind::Seq(children) => children
                .iter()
                .map(|child| self.first(*child, holds))
                .find(|entered| !entered.is_empty())
                .unwrap_or(Steps::NONE),
            Kind::Choice { cases, otherwise } => {
                let chosen = cases
                    .iter()
                    .find(|(condition, _)| taken(condition))
                    .map_or(*otherwise, |(_, block)| *block);
                self.first(chosen, holds)
            }
            Kind::All(branches) => branches
                .iter()
                .filter(|(condition, _)| taken(condition))
                .fold(Steps::NONE, |entered, (_, block)| {
                    entered.with(self.first(*block, holds))
                }),
        }
    }

    fn add(&mut self, node: &Node) -> Result<usize, FlowFault> {
        let kind = match node {
            Node::Step(step) => {
                let number = StepNo(u8::try_from(self.steps.len()).unwrap_or(u8::MAX));
                if self.by_id.insert(step.id.clone(), number).is_some() {
                    return Err(FlowFault::Duplicate(step.id.clone()));
                }
                self.steps.push(step.as_ref().clone());
                self.places.push(self.blocks.len());
                Kind::Step(number)
            }
            Node::Seq(nodes) => Kind::Seq(nodes.iter().map(|node| self.add(node)).collect::<Result<_, _>>()?),
            Node::Choice { cases, otherwise } => Kind::Choice {
                cases: self.add_branches(cases)?,
                otherwise: self.add(otherwise)?,
            },
            Node::All(branches) => Kind::All(self.add_branches(branches)?),
        };
        let steps = match &kind {
            Kind::Step(number) => Steps::one(*number),
            Kind::Seq(children) => self.union(children.iter().copied()),
            Kind::Choice { cases, otherwise } => {
                self.union(cases.iter().map(|(_, block)| *block).chain(std::iter::once(*otherwise)))
            }
            Kind::All(branches) => self.union(branches.iter().map(|(_, block)| *block)),
        };
        self.blocks.push(Block {
            kind,
            steps,
            parent: None,
        });
        Ok(self.blocks.len() - 1)
    }

    fn add_branches(
        &mut self,
        branches: &[crate::procedure::Branch],
    ) -> Result<Vec<(Option<usize>, usize)>, FlowFault> {
        branches
            .iter()
            .map(|branch| {
                let condition = branch.when.clone().map(|condition| {
                    self.conditions.push(condition);
                    self.conditions.len() - 1
                });
                Ok((condition, self.add(&branch.then)?))
            })
            .collect()
    }

    fn union(&self, blocks: impl Iterator<Item = usize>) -> Steps {
        blocks.fold(Steps::NONE, |steps, block| steps.with(self.blocks[block].steps))
    }

    fn children(&self, block: usize) -> Vec<usize> {
        match &self.blocks[block].kind {
            Kind::Step(_) => Vec::new(),
            Kind::Seq(children) => children.clone(),
            Kind::Choice { cases, otherwise } => cases
                .iter()
                .map(|(_, block)| *block)
                .chain(std::iter::once(*otherwise))
                .collect(),
            Kind::All(branches) => branches.iter().map(|(_, block)| *block).collect(),
        }
    }

    fn link(&mut self, block: usize) {
        for (place, child) in self.children(block).into_iter().enumerate() {
            self.blocks[child].parent = Some((block, place));
            self.link(child);
        }
    }

    fn ways_of(&self, number: usize) -> Result<Vec<Way>, FlowFault> {
        let step = &self.steps[number];
        let ways = step
            .exits
            .iter()
            .map(|exit| match &exit.to {
                Exit::Onward => Ok(Way::Onward),
                Exit::End(outcome) => Ok(Way::End(*outcome)),
                Exit::Back(to) => self.earlier(number, to).map(Way::Back).ok_or_else(|| FlowFault::Back {
                    step: step.id.clone(),
                    to: to.clone(),
                }),
            })
            .collect::<Result<Vec<_>, _>>()?;
        if ways.iter().all(|way| matches!(way, Way::Back(_))) {
            return Err(FlowFault::NoWayOut(step.id.clone()));
        }
        Ok(ways)
    }

    /// The step of that id if it stands before the given one in the same sequence, or in one around its choices: nothing
    /// else goes on there meanwhile. Out of a block side by side with others no way leads back.
    fn earlier(&self, number: usize, id: &str) -> Option<StepNo> {
        let target = self.number(id)?;
        let (target_sequence, target_place) = self.blocks[self.places[target.index()]].parent?;
        let mut block = self.places[number];
        while let Some((parent, place)) = self.blocks[block].parent {
            match self.blocks[parent].kind {
                Kind::Seq(_) if parent == target_sequence => return (target_place < place).then_some(target),
                Kind::Seq(_) | Kind::Choice { .. } => block = parent,
                Kind::All(_) | Kind::Step(_) => return None,
            }
        }
        None
    }

    fn all_reachable(&self) -> Result<(), FlowFault> {
        for block in &self.blocks {
            let Kind::Seq(children) = &block.kind else { continue };
            for child in &children[..children.len().saturating_sub(1)] {
                if !self.goes_on(*child) {
                    let first = self.blocks[*child].steps.iter().next();
                    return Err(FlowFault::Unreachable(
                        first.map_or_else(String::new, |step| self.step(step).id.clone()),
                    ));
                }
            }
        }
        Ok(())
    }

    /// Whether what follows the block can ever start.
    fn goes_on(&self, block: usize) -> bool {
        match &self.blocks[block].kind {
            Kind::Step(step) => self.ways[step.index()].contains(&Way::Onward),
            Kind::Seq(children) => children.iter().all(|child| self.goes_on(*child)),
            Kind::Choice { cases, otherwise } => {
                cases.iter().any(|(_, case)| self.goes_on(*case)) || self.goes_on(*otherwise)
            }
            Kind::All(branches) => branches
                .iter()
                .all(|(when, branch)| when.is_some() || self.goes_on(*branch)),
        }
    }
}

#[cfg(test)]
mod tests;
