//! What is known about a procedure by which it may be found.

use motcua_domain::procedure::{Procedure, ProcedureId};

/// Where words stand: the nearer to what people say, the more they weigh.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::procedures) enum Place {
    /// A name, a search word: a phrase somebody may type as it is.
    Phrase,
    /// What the procedure is good for.
    Summary,
    /// What surrounds it: field, ministry, its papers.
    Around,
}

impl Place {
    pub fn weight(self) -> f32 {
        match self {
            Place::Phrase => 1.0,
            Place::Summary => 0.55,
            Place::Around => 0.3,
        }
    }
}

/// All that is searched of one procedure.
#[derive(Debug)]
pub(in crate::procedures) struct Page {
    pub id: ProcedureId,
    pub texts: Vec<(Place, String)>,
    /// The procedures a linked group is made of: who needs one of them may want the group.
    pub parts: Vec<ProcedureId>,
}

impl Page {
    pub fn new(procedure: &Procedure) -> Self {
        let mut texts = Vec::new();
        let mut add = |place, text: &str| texts.push((place, text.to_owned()));
        for name in [&procedure.name, procedure.short_name()] {
            add(Place::Phrase, &name.vi);
            add(Place::Phrase, &name.en);
        }
        add(Place::Phrase, &procedure.id.as_str().replace('-', " "));
        if let Some(code) = &procedure.national_code {
            add(Place::Phrase, code);
        }
        for words in &procedure.search_words {
            add(Place::Phrase, words);
        }
        add(Place::Summary, &procedure.summary.vi);
        add(Place::Summary, &procedure.summary.en);
        for text in [&procedure.field, &procedure.ministry] {
            add(Place::Around, &text.vi);
            add(Place::Around, &text.en);
        }
        for result in &procedure.results {
            add(Place::Around, &result.name.vi);
            add(Place::Around, &result.name.en);
        }
        Self {
            id: procedure.id.clone(),
            texts,
            parts: procedure.linked_parts().into_iter().cloned().collect(),
        }
    }
}
