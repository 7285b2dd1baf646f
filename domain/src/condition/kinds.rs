//! The type check of conditions, done once when a definition is loaded.

use super::{Comparison, Expr, Literal, Membership};

/// What kind of value an expression or a field has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// true or false.
    Bool,
    /// A whole number.
    Number,
    /// A text or a code.
    Text,
    /// A date.
    Date,
    /// Several codes.
    List,
    /// Rows of a table.
    Table,
    /// Only present or not: an address, a register's record.
    Opaque,
}

/// Why a condition cannot mean anything.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum KindFault {
    /// No such field or register value.
    #[error("'{0}' is no field of the form and no value of a register it asks")]
    Unknown(String),
    /// Two kinds that cannot be compared or put together.
    #[error("a {0:?} cannot be used with a {1:?} here")]
    Mismatch(Kind, Kind),
    /// The operator needs another kind.
    #[error("a {needed:?} is needed here, this is a {found:?}")]
    Needed {
        /// The kind that would be right.
        needed: Kind,
        /// The kind that stands there.
        found: Kind,
    },
}

impl Expr {
    /// The kind of the expression, with every part checked. `kind_of` knows the fields and register values.
    ///
    /// # Errors
    /// The first part that cannot mean anything.
    pub fn kind(&self, kind_of: &dyn Fn(&str) -> Option<Kind>) -> Result<Kind, KindFault> {
        let known = |name: &str| kind_of(name).ok_or_else(|| KindFault::Unknown(name.to_owned()));
        let need = |expr: &Expr, needed: Kind| match expr.kind(kind_of)? {
            found if found == needed => Ok(()),
            found => Err(KindFault::Needed { needed, found }),
        };
        match self {
            // A column has a value per row and none of its own.
            Expr::Var(name) if name.contains("[]") => Err(KindFault::Unknown(name.clone())),
            Expr::Var(name) => known(name),
            Expr::Present(name) => known(name).map(|_| Kind::Bool),
            Expr::Literal(literal) => Ok(literal.kind()),
            Expr::All(parts) | Expr::Any(parts) => {
                parts.iter().try_for_each(|part| need(part, Kind::Bool))?;
                Ok(Kind::Bool)
            }
            Expr::Not(inner) => need(inner, Kind::Bool).map(|()| Kind::Bool),
            Expr::Compare(comparison, left, right) => {
                let (left, right) = (left.kind(kind_of)?, right.kind(kind_of)?);
                let ordered = !matches!(comparison, Comparison::Equal | Comparison::NotEqual);
                if matches!(left, Kind::List | Kind::Table | Kind::Opaque) || (ordered && left == Kind::Bool) {
                    return Err(KindFault::Mismatch(left, right));
                }
                together(left, right).map(|_| Kind::Bool)
            }
            Expr::In(value, membership) => {
                let value = value.kind(kind_of)?;
                match membership.as_ref() {
                    Membership::Constants(constants) => {
                        constants
                            .iter()
                            .try_for_each(|constant| together(value, constant.kind()).map(|_| ()))?;
                    }
                    Membership::Field(name) => match known(name)? {
                        Kind::List => {}
                        found => {
                            return Err(KindFault::Needed {
                                needed: Kind::List,
                                found,
                            });
                        }
                    },
                }
                Ok(Kind::Bool)
            }
            Expr::If(condition, then, otherwise) => {
                need(condition, Kind::Bool)?;
                together(then.kind(kind_of)?, otherwise.kind(kind_of)?)
            }
            Expr::When(condition, value) => {
                need(condition, Kind::Bool)?;
                value.kind(kind_of)
            }
            Expr::Sum(parts) | Expr::Product(parts) | Expr::Least(parts) | Expr::Most(parts) => {
                parts.iter().try_for_each(|part| need(part, Kind::Number))?;
                Ok(Kind::Number)
            }
            Expr::Minus(left, right) | Expr::Quotient(left, right) => {
                need(left, Kind::Number)?;
                need(right, Kind::Number)?;
                Ok(Kind::Number)
            }
            Expr::Today => Ok(Kind::Date),
            Expr::Age(date) | Expr::DaysSince(date) => need(date, Kind::Date).map(|()| Kind::Number),
            Expr::Year(date) => need(date, Kind::Date).map(|()| Kind::Number),
            Expr::DaysBetween(from, to) => {
                need(from, Kind::Date)?;
                need(to, Kind::Date)?;
                Ok(Kind::Number)
            }
            Expr::Season(..) => Ok(Kind::Bool),
            Expr::Count(name) => match known(name)? {
                Kind::List | Kind::Table => Ok(Kind::Number),
                found => Err(KindFault::Needed {
                    needed: Kind::Table,
                    found,
                }),
            },
            Expr::Total { table, column } => match known(&format!("{table}[].{column}"))? {
                Kind::Number => Ok(Kind::Number),
                found => Err(KindFault::Needed {
                    needed: Kind::Number,
                    found,
                }),
            },
            Expr::Province(place) | Expr::Commune(place) => need(place, Kind::Opaque).map(|()| Kind::Text),
            Expr::DateInWords(date) => need(date, Kind::Date).map(|()| Kind::Text),
            Expr::MoneyInWords(amount) => need(amount, Kind::Number).map(|()| Kind::Text),
            Expr::Join(_, parts) => {
                parts.iter().try_for_each(|part| match part.kind(kind_of)? {
                    Kind::Text | Kind::Number | Kind::Date => Ok(()),
                    found => Err(KindFault::Needed {
                        needed: Kind::Text,
                        found,
                    }),
                })?;
                Ok(Kind::Text)
            }
        }
    }
}

impl Literal {
    fn kind(&self) -> Kind {
        match self {
            Literal::Bool(_) => Kind::Bool,
            Literal::Number(_) => Kind::Number,
            // Dates compare as texts, so only the full form `2026-01-02` is one.
            Literal::Text(text)
                if text
                    .parse()
                    .is_ok_and(|day: chrono::NaiveDate| day.to_string() == *text) =>
            {
                Kind::Date
            }
            Literal::Text(_) => Kind::Text,
        }
    }
}

fn together(left: Kind, right: Kind) -> Result<Kind, KindFault> {
    if left == right {
        Ok(left)
    } else {
        Err(KindFault::Mismatch(left, right))
    }
}
