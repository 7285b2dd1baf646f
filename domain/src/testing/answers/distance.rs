//! How far a condition is from coming out as wished, counted in the answers that would have to change.

use std::collections::BTreeSet;

use crate::condition::{Expr, Truth};
use crate::form::{Resolved, Seen};
use crate::procedure::{Field, Form, Prefill, Section, Serving};

/// Conditions seen with the answers of the moment.
pub(super) struct Distance<'d> {
    pub(super) form: &'d Form,
    pub(super) resolved: &'d Resolved,
    pub(super) seen: Seen<'d>,
}

impl Distance<'_> {
    /// 0 when it comes out so.
    pub(super) fn of(&self, expr: &Expr, holds: bool) -> u32 {
        self.within(expr, holds, 6)
    }

    fn within(&self, expr: &Expr, holds: bool, depth: u8) -> u32 {
        let parts = |parts: &[Expr]| -> Vec<u32> { parts.iter().map(|part| self.within(part, holds, depth)).collect() };
        match (expr, holds) {
            (Expr::All(of), true) | (Expr::Any(of), false) => parts(of).into_iter().sum(),
            (Expr::All(of), false) | (Expr::Any(of), true) => parts(of).into_iter().min().unwrap_or(1),
            (Expr::Not(inner), _) => self.within(inner, !holds, depth),
            _ if expr.evaluate(&self.seen) == Truth::from(holds) => 0,
            _ => {
                let hidden = expr.variables().into_iter().map(|name| self.to_show(name, depth));
                1 + hidden.sum::<u32>()
            }
        }
    }

    fn to_show(&self, name: &str, depth: u8) -> u32 {
        let name = name.split('.').next().unwrap_or(name);
        let Some((section, field)) = self.find(name).filter(|_| depth > 0) else {
            return 0;
        };
        if self.resolved.shown.contains(name) {
            return 0;
        }
        let conditions = [&section.show_if, &field.show_if].into_iter().flatten();
        conditions.map(|show_if| self.within(show_if, true, depth - 1)).sum()
    }

    /// The fields whose answers the condition depends on, also through what they follow from and what shows them.
    pub(super) fn reach(&self, expr: &Expr, found: &mut BTreeSet<String>) {
        let mut open: Vec<String> = expr.variables().into_iter().map(base).collect();
        let mut seen = BTreeSet::new();
        while let Some(name) = open.pop() {
            let Some((section, field)) = self.find(&name) else {
                continue;
            };
            found.insert(name.clone());
            if !seen.insert(name) {
                continue;
            }
            let shows = [&section.show_if, &field.show_if, &field.derived].into_iter().flatten();
            let prefills = field.prefill.iter().filter_map(|prefill| match prefill {
                Prefill::Expr(expr) | Prefill::Serving(Serving { serving: expr, .. }) => Some(expr),
                Prefill::Fact(_) => None,
            });
            for expr in shows.chain(prefills) {
                open.extend(expr.variables().into_iter().map(base));
            }
        }
    }

    fn find(&self, name: &str) -> Option<(&Section, &Field)> {
        self.form.sections.iter().find_map(|section| {
            let field = section.fields.iter().find(|field| field.id == name)?;
            Some((section, field))
        })
    }
}

fn base(name: &str) -> String {
    name.split('.').next().unwrap_or(name).to_owned()
}
