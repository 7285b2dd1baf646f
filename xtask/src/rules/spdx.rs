//! Licence expressions as packages state them: names joined by OR, AND and parentheses, and the older `A/B`.

/// Whether the expression can be satisfied with allowed licences alone.
pub fn allows(expression: &str, allowed: &[&str]) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut reader = Reader {
        words: &words,
        at: 0,
        allowed,
    };
    let answer = reader.any();
    answer && reader.at == words.len()
}

struct Reader<'a> {
    words: &'a [&'a str],
    at: usize,
    allowed: &'a [&'a str],
}

impl Reader<'_> {
    fn take(&mut self, word: &str) -> bool {
        let there = self.words.get(self.at) == Some(&word);
        self.at += usize::from(there);
        there
    }

    /// `a OR b`: reads both sides, whichever decides.
    fn any(&mut self) -> bool {
        let mut answer = self.all();
        while self.take("OR") {
            answer |= self.all();
        }
        answer
    }

    /// `a AND b`.
    fn all(&mut self) -> bool {
        let mut answer = self.one();
        while self.take("AND") {
            answer &= self.one();
        }
        answer
    }

    /// A name, a name with an exception, or an expression in parentheses.
    fn one(&mut self) -> bool {
        if self.take("(") {
            let answer = self.any();
            return self.take(")") && answer;
        }
        let Some(name) = self.words.get(self.at) else {
            return false;
        };
        self.at += 1;
        if self.take("WITH") {
            let exception = self.words.get(self.at).copied().unwrap_or_default();
            self.at += 1;
            return self.allowed.contains(&format!("{name} WITH {exception}").as_str());
        }
        self.allowed.contains(name)
    }
}

#[cfg(test)]
mod tests {
    use super::allows;

    const ALLOWED: &[&str] = &["MIT", "Apache-2.0", "Apache-2.0 WITH LLVM-exception", "ISC"];

    #[test]
    fn one_of_several_is_enough() {
        assert!(allows("GPL-3.0 OR MIT", ALLOWED));
        assert!(allows("MIT/Apache-2.0", ALLOWED));
        assert!(allows("GPL-3.0 OR (MIT AND ISC)", ALLOWED));
    }

    #[test]
    fn all_of_several_must_be_allowed() {
        assert!(!allows("MIT AND GPL-3.0", ALLOWED));
        assert!(allows("(MIT OR GPL-3.0) AND ISC", ALLOWED));
    }

    #[test]
    fn an_exception_belongs_to_the_name() {
        assert!(allows("Apache-2.0 WITH LLVM-exception", ALLOWED));
        assert!(!allows("MIT WITH LLVM-exception", ALLOWED));
    }

    #[test]
    fn what_cannot_be_read_is_not_allowed() {
        assert!(!allows("", ALLOWED));
        assert!(!allows("MIT MIT", ALLOWED));
        assert!(!allows("(MIT", ALLOWED));
    }
}
