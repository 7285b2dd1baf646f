//! Everything beside the form and the workflow: persons, documents, money, dates.

use super::super::{Amount, FeeDef, OnlineLevel, Required};
use super::{Check, FaultKind};
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
                    let field = field.clone();
                    self.fault(format!("{path}.shows"), FaultKind::NoField { field });
                }
            }
        }
        if let Some(offer) = &definition.offer {
            self.condition("offer.when", offer.when.as_ref());
            if !definition.facts.contains_key(&offer.fact) {
                let fact = offer.fact.clone();
                self.fault("offer.fact", FaultKind::OfferFact { fact });
            }
            for path in &offer.shows {
                if path.split_once('.').is_none_or(|(fact, _)| fact != offer.fact) {
                    let (path, fact) = (path.clone(), offer.fact.clone());
                    self.fault("offer.shows", FaultKind::OfferValue { path, fact });
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
                let fact = fact.clone();
                self.fault(
                    format!("{path}.substitutable_by"),
                    FaultKind::UnknownSubstitute { fact },
                );
            }
            if document.accept.is_empty() || document.max_mb == 0 || document.max_files == 0 {
                self.fault(path, FaultKind::NoFile);
            }
        }
        for (i, fee) in definition.fees.iter().enumerate() {
            self.fee(&format!("fees[{i}]"), fee);
        }
        for (i, longer) in definition.time_limit.longer.iter().enumerate() {
            self.condition(&format!("time_limit.longer[{i}].when"), Some(&longer.when));
        }
        if definition.results.is_empty() && definition.linked_parts().is_empty() {
            self.fault("results", FaultKind::NoResult);
        }
        if definition.online == OnlineLevel::Partial
            && definition.linked_parts().is_empty()
            && definition.workflow.steps().iter().all(|step| step.presence.is_none())
        {
            self.fault("online", FaultKind::NoVisit);
        }
        if definition.applicants.is_empty() {
            self.fault("applicants", FaultKind::NoApplicant);
        }
        if definition.valid_to.is_some_and(|to| to < definition.valid_from) {
            self.fault("valid_to", FaultKind::EndsBeforeItBegins);
        }
    }

    fn fee(&mut self, path: &str, fee: &FeeDef) {
        match &fee.amount {
            Amount::Fixed(amount) if *amount < 0 => self.fault(format!("{path}.amount"), FaultKind::NegativeFee),
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
                self.fault(format!("{path}.percent"), FaultKind::MoreThanAll);
            }
            if (reduction.percent == 0) == reduction.amount.is_none() {
                self.fault(path.clone(), FaultKind::PercentOrAmount);
            }
            if reduction.amount.is_some_and(|amount| amount < 0) {
                self.fault(format!("{path}.amount"), FaultKind::NegativeAmount);
            }
            if reduction
                .valid_from
                .zip(reduction.valid_to)
                .is_some_and(|(from, to)| to < from)
            {
                self.fault(format!("{path}.valid_to"), FaultKind::ReductionEnds);
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
