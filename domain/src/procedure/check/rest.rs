//! Everything beside the form and the workflow: persons, documents, money, dates.

use super::super::{Amount, FeeDef, OnlineLevel, Required};
use super::Check;
use crate::condition::Kind;

impl Check<'_> {
    pub(super) fn rest(&mut self) {
        let definition = self.definition;
        self.expr("subject", &definition.subject, Some(Kind::Text));
        self.expr("competent", &definition.competent, None);
        for (i, rule) in definition.eligibility.iter().enumerate() {
            self.condition(&format!("eligibility[{i}].when"), rule.when.as_ref());
        }
        for (i, confirmation) in definition.confirmations.iter().enumerate() {
            let path = format!("confirmations[{i}]");
            self.condition(&format!("{path}.when"), confirmation.when.as_ref());
            self.expr(&format!("{path}.person"), &confirmation.person, Some(Kind::Text));
            self.expr(&format!("{path}.name"), &confirmation.name, Some(Kind::Text));
            for field in &confirmation.shows {
                if definition.form.field(field).is_none() {
                    self.fault(
                        format!("{path}.shows"),
                        format!("'{field}' is no field of the form; add it there or remove it here"),
                    );
                }
            }
        }
        if let Some(offer) = &definition.offer {
            self.condition("offer.when", offer.when.as_ref());
            if !definition.facts.contains_key(&offer.fact) {
                let fact = &offer.fact;
                self.fault(
                    "offer.fact".to_owned(),
                    format!("'{fact}' is no fact of this procedure; add it under facts or name another"),
                );
            }
            for path in &offer.shows {
                if path.split_once('.').is_none_or(|(fact, _)| fact != offer.fact) {
                    self.fault(
                        "offer.shows".to_owned(),
                        format!("'{path}' is no value of the fact '{}'", offer.fact),
                    );
                }
            }
        }
        self.ids(
            "confirmations",
            definition
                .confirmations
                .iter()
                .map(|confirmation| confirmation.id.as_str()),
        );
        self.ids(
            "documents",
            definition.documents.iter().map(|document| document.id.as_str()),
        );
        self.ids("fees", definition.fees.iter().map(|fee| fee.id.as_str()));
        self.ids("results", definition.results.iter().map(|result| result.id.as_str()));
        for (i, document) in definition.documents.iter().enumerate() {
            let path = format!("documents[{i}]");
            self.required(&format!("{path}.required"), &document.required);
            for fact in document
                .substitutable_by
                .iter()
                .filter(|fact| !definition.facts.contains_key(*fact))
            {
                self.fault(
                    format!("{path}.substitutable_by"),
                    format!("'{fact}' is no fact of this procedure; add it under facts or remove it here"),
                );
            }
            if document.accept.is_empty() || document.max_mb == 0 || document.max_files == 0 {
                self.fault(path, "no file could ever be accepted; name kinds of file and a size");
            }
        }
        for (i, fee) in definition.fees.iter().enumerate() {
            self.fee(&format!("fees[{i}]"), fee);
        }
        for (i, longer) in definition.time_limit.longer.iter().enumerate() {
            self.condition(&format!("time_limit.longer[{i}].when"), Some(&longer.when));
        }
        if definition.results.is_empty() && definition.linked_parts().is_empty() {
            self.fault("results", "the applicant gets nothing; name at least one result");
        }
        if definition.online == OnlineLevel::Partial
            && definition.linked_parts().is_empty()
            && definition.workflow.steps().iter().all(|step| step.presence.is_none())
        {
            let message = "some step of a partly online service needs a visit; write under presence of a step what for";
            self.fault("online", message);
        }
        if definition.applicants.is_empty() {
            self.fault("applicants", "nobody could apply; write who may");
        }
        if definition.valid_to.is_some_and(|to| to < definition.valid_from) {
            self.fault("valid_to", "the last day of validity lies before the first");
        }
    }

    fn fee(&mut self, path: &str, fee: &FeeDef) {
        match &fee.amount {
            Amount::Fixed(amount) if *amount < 0 => self.fault(
                format!("{path}.amount"),
                "a fee cannot be negative; write a reduction instead",
            ),
            Amount::Fixed(_) => {}
            Amount::Reckoned(amount) => self.expr(&format!("{path}.amount"), amount, Some(Kind::Number)),
        }
        self.condition(&format!("{path}.when"), fee.when.as_ref());
        if let Some(units) = &fee.units {
            self.expr(&format!("{path}.units"), units, Some(Kind::Number));
        }
        for (r, reduction) in fee.reductions.iter().enumerate() {
            let path = format!("{path}.reductions[{r}]");
            if reduction.percent > 100 {
                self.fault(format!("{path}.percent"), "more than 100 percent cannot be taken off");
            }
            if (reduction.percent == 0) == reduction.amount.is_none() {
                self.fault(
                    path.clone(),
                    "a reduction has either a percent or a reduced amount; write one of them",
                );
            }
            if reduction.amount.is_some_and(|amount| amount < 0) {
                self.fault(
                    format!("{path}.amount"),
                    "an amount cannot be negative; 0 is an exemption",
                );
            }
            if reduction
                .valid_from
                .zip(reduction.valid_to)
                .is_some_and(|(from, to)| to < from)
            {
                self.fault(
                    format!("{path}.valid_to"),
                    "the last day of the reduction lies before its first",
                );
            }
            self.condition(&format!("{path}.when"), reduction.when.as_ref());
        }
    }

    pub(super) fn required(&mut self, path: &str, required: &Required) {
        if let Required::When(when) = required {
            self.expr(path, when, Some(Kind::Bool));
        }
    }
}
