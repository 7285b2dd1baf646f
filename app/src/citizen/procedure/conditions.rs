//! Conditions of a definition in words: "Loại đơn: Gia hạn". What cannot be said plainly is not said at all.

use motcua_domain::condition::{Comparison, Expr, Literal, Membership};
use motcua_domain::form::{Answer, of_kind};
use motcua_domain::procedure::{Field, FieldType, Prefill, Procedure};
use motcua_domain::reference::Lists;
use motcua_texts::Lang;
use motcua_texts::citizen::condition as texts;

/// What names of conditions stand for.
struct Words<'p> {
    procedure: &'p Procedure,
    lists: &'p dyn Lists,
    lang: Lang,
}

/// A condition in words; `None` if it cannot be said plainly.
pub(crate) fn in_words(procedure: &Procedure, lists: &dyn Lists, condition: &Expr, lang: Lang) -> Option<String> {
    let words = Words { procedure, lists, lang };
    words.of(condition, true)
}

impl Words<'_> {
    /// The condition, or its opposite.
    fn of(&self, condition: &Expr, holds: bool) -> Option<String> {
        let lang = self.lang;
        match (condition, holds) {
            (Expr::Not(inner), _) => self.of(inner, !holds),
            (Expr::All(parts), true) | (Expr::Any(parts), false) => self.joined(parts, holds, texts::and(lang)),
            (Expr::Any(parts), true) | (Expr::All(parts), false) => self.joined(parts, holds, texts::or(lang)),
            (Expr::Var(name), _) => {
                let word = if holds { texts::yes(lang) } else { texts::no(lang) };
                Some(texts::is(lang, self.label(name)?, word))
            }
            (Expr::Present(name), _) => self.present(name, holds),
            (Expr::Compare(comparison, left, right), _) => self.compared(*comparison, left, right, holds),
            (Expr::In(value, members), _) => self.member(value, members, holds),
            _ => None,
        }
    }

    fn joined(&self, parts: &[Expr], holds: bool, word: &str) -> Option<String> {
        let mut said: Vec<(bool, String)> = Vec::new();
        for part in parts {
            let words = self.of(part, holds)?;
            if !said.iter().any(|(_, known)| *known == words) {
                said.push((is_compound(part), words));
            }
        }
        let several = said.len() > 1;
        let said = said.into_iter().map(|(compound, words)| match compound && several {
            true => format!("({words})"),
            false => words,
        });
        Some(said.collect::<Vec<_>>().join(&format!(", {word} ")))
    }

    /// The field of a name: the field itself, or the one a register's value is filled into.
    fn field(&self, name: &str) -> Option<&Field> {
        let form = &self.procedure.form;
        let filled = |field: &&Field| {
            let from = |source: &Prefill| matches!(source, Prefill::Fact(path) if path == name);
            field.prefill.iter().any(from)
        };
        form.field(name).or_else(|| form.fields().find(filled))
    }

    fn label(&self, name: &str) -> Option<&str> {
        if let Some(field) = self.field(name) {
            return Some(field.label.get(self.lang).trim_end_matches('?'));
        }
        let (first, part) = name.split_once('.')?;
        let parts = self.procedure.form.field(first)?.kind.parts();
        let part = parts.iter().find(|known| known.id == part)?;
        Some(part.label.get(self.lang))
    }

    fn present(&self, name: &str, holds: bool) -> Option<String> {
        let lang = self.lang;
        if let Some(field) = self.procedure.form.field(name) {
            let label = field.label.get(lang).trim_end_matches('?');
            return Some(if holds {
                texts::stated(lang, label)
            } else {
                texts::not_stated(lang, label)
            });
        }
        let fact = name.split('.').next()?;
        let register = self.procedure.facts.get(fact)?.register.name(lang);
        Some(if holds {
            texts::known(lang, register)
        } else {
            texts::not_known(lang, register)
        })
    }

    /// A constant as it is shown for the field.
    fn value(&self, name: &str, literal: &Literal) -> Option<String> {
        let answer = match literal {
            Literal::Bool(true) => return Some(texts::yes(self.lang).to_owned()),
            Literal::Bool(false) => return Some(texts::no(self.lang).to_owned()),
            Literal::Number(number) => Answer::Number(*number),
            Literal::Text(text) => Answer::from(text.as_str()),
        };
        let kind = &self.field(name)?.kind;
        let shown = of_kind(kind, &answer, self.lists, self.lang);
        // A code that nobody would recognise.
        let code = matches!(kind, FieldType::Text { .. }) || matches!(literal, Literal::Text(text) if *text == shown);
        let number = matches!(literal, Literal::Number(_));
        (!code || number).then(|| match number {
            true => shown,
            false => texts::quoted(self.lang, shown),
        })
    }

    fn compared(&self, comparison: Comparison, left: &Expr, right: &Expr, holds: bool) -> Option<String> {
        let lang = self.lang;
        let comparison = if holds { comparison } else { opposite(comparison) };
        match (left, right) {
            (Expr::Var(name), Expr::Literal(literal)) => {
                let (label, value) = (self.label(name)?, self.value(name, literal)?);
                Some(match comparison {
                    Comparison::Equal => texts::is(lang, label, value),
                    Comparison::NotEqual => texts::is_not(lang, label, value),
                    Comparison::Less => texts::less(lang, label, value),
                    Comparison::AtMost => texts::at_most(lang, label, value),
                    Comparison::Greater => texts::greater(lang, label, value),
                    Comparison::AtLeast => texts::at_least(lang, label, value),
                })
            }
            (Expr::Age(born), Expr::Literal(Literal::Number(years))) => {
                let Expr::Var(name) = born.as_ref() else {
                    return None;
                };
                let label = self.label(name)?;
                match comparison {
                    Comparison::Less => Some(texts::younger(lang, label, years)),
                    Comparison::AtLeast => Some(texts::older(lang, label, years)),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    fn member(&self, value: &Expr, members: &Membership, holds: bool) -> Option<String> {
        let lang = self.lang;
        let (label, values) = match (value, members) {
            (Expr::Var(name), Membership::Constants(constants)) => {
                let values: Option<Vec<String>> = constants.iter().map(|one| self.value(name, one)).collect();
                (self.label(name)?, values?)
            }
            (Expr::Literal(Literal::Text(chosen)), Membership::Field(name)) => {
                let field = self.field(name)?;
                let chosen = of_kind(&field.kind, &Answer::List(vec![chosen.clone()]), self.lists, lang);
                (self.label(name)?, vec![texts::quoted(lang, chosen)])
            }
            _ => return None,
        };
        let values = values.join(&format!(" {} ", texts::or(lang)));
        Some(if holds {
            texts::is(lang, label, values)
        } else {
            texts::is_not(lang, label, values)
        })
    }
}

/// Whether several conditions are joined in it: beside others it stands in brackets.
fn is_compound(condition: &Expr) -> bool {
    match condition {
        Expr::Not(inner) => is_compound(inner),
        Expr::All(parts) | Expr::Any(parts) => parts.len() > 1,
        _ => false,
    }
}

const fn opposite(comparison: Comparison) -> Comparison {
    match comparison {
        Comparison::Equal => Comparison::NotEqual,
        Comparison::NotEqual => Comparison::Equal,
        Comparison::Less => Comparison::AtLeast,
        Comparison::AtMost => Comparison::Greater,
        Comparison::Greater => Comparison::AtMost,
        Comparison::AtLeast => Comparison::Less,
    }
}
