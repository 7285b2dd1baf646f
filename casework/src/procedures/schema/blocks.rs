//! The blocks of a definition: their keys (`!` is needed), the kind of value, and what it means.

/// A block of keys.
pub(super) struct Block<'b> {
    pub name: &'b str,
    pub meaning: &'b str,
    pub keys: &'b [(&'b str, &'b str, &'b str)],
}

const fn block(
    name: &'static str,
    meaning: &'static str,
    keys: &'static [(&'static str, &'static str, &'static str)],
) -> Block<'static> {
    Block { name, meaning, keys }
}

pub(super) const BLOCKS: &[Block<'static>] = &[
    block(
        "definition",
        "One version of a procedure.",
        &[
            ("id!", "string", "Names the procedure for good."),
            ("version!", "integer", "Counts up with every published change."),
            ("valid_from!", "date", "First day of validity."),
            ("valid_to", "date", "Last day of validity, if known."),
            ("national_code", "string", "National code N.NNNNNN."),
            (
                "national_list",
                "string",
                "The decision whose list it stands in: 06/QĐ-TTg.",
            ),
            ("name!", "text", "Name."),
            ("short_name", "text", "A few words for narrow places."),
            ("summary!", "text", "One sentence: what you get."),
            ("life_event!", "string", "A life event of reference/life_events.yaml."),
            ("field!", "text", "Field of administration."),
            ("ministry!", "text", "Ministry that leads."),
            ("level!", "commune|province|central", "Which level decides."),
            (
                "agency",
                "string",
                "Kind of office that decides: reference/agency_kinds.yaml.",
            ),
            ("authority!", "text", "Which office decides, in words."),
            ("desk", "text", "Where one goes in person."),
            ("online!", "full|partial", "How far it is online."),
            (
                "applicants!",
                "[citizen|household|organization|enterprise|household_business|foreigner]",
                "Who may apply.",
            ),
            ("search_words", "[string]", "Everyday words people search by."),
            (
                "related",
                "[string]",
                "Ids of procedures people need next, or take this one for.",
            ),
            ("eligibility", "[#eligibility_rule]", "Conditions to be met."),
            ("facts", "{#fact}", "Registers asked, by the name fields refer to them."),
            ("form!", "#form", "The form."),
            ("subject!", "expression", "The personal name the dossier is about."),
            (
                "competent!",
                "expression",
                "The address or commune whose office decides.",
            ),
            (
                "offer",
                "#offer",
                "What is offered on the home page when a register already holds what it takes.",
            ),
            ("confirmations", "[#confirmation]", "What others must confirm."),
            ("documents", "[#document]", "Documents."),
            ("fees", "[#fee]", "Fees and charges; none means free of charge."),
            (
                "fee_note",
                "text",
                "What else is to be paid that no figure can be given for.",
            ),
            ("time_limit!", "#time_limit", "How long handling takes."),
            ("workflow!", "node", "How it is handled."),
            ("results", "[#result]", "What the applicant gets."),
            ("legal_basis", "[#legal_text]", "Legal texts."),
            ("review", "[mark]", "What a legal officer must still confirm."),
        ],
    ),
    block(
        "eligibility_rule",
        "A condition to be met.",
        &[
            ("text!", "text", "What must be so."),
            ("when", "condition", "The same as a condition."),
            ("otherwise", "text", "What to do instead."),
            ("legal", "string", "Document and article."),
        ],
    ),
    block(
        "offer",
        "What is offered on the home page, after the person has agreed that a register is asked.",
        &[
            ("fact!", "string", "The fact that is asked."),
            ("when", "condition", "Which of its records makes the offer hold."),
            ("question!", "text", "The question before anything is asked."),
            ("consent!", "text", "What is asked, of whom and why."),
            ("title!", "text", "Said when there is such a record."),
            ("text!", "text", "What can be done now."),
            (
                "shows",
                "[string]",
                "Values of the record by which people recognise it.",
            ),
        ],
    ),
    block(
        "fact",
        "A question to a register.",
        &[
            ("register!", "string", "Which register."),
            ("keys!", "{expression}", "The keys, by name."),
            (
                "pick",
                "first|applicant",
                "Which record is meant when there are several.",
            ),
            ("when", "condition", "Asked only when this holds."),
            ("purpose!", "text", "What the question is for."),
            ("about", "expression", "Whose data it is: a personal number."),
        ],
    ),
    block(
        "form",
        "The form.",
        &[("sections!", "[#section]", "The sections, each a page.")],
    ),
    block(
        "section",
        "Fields that belong together.",
        &[
            ("id!", "string", "Names the section in addresses of pages."),
            ("title!", "text", "Heading."),
            ("intro", "text", "A sentence below the heading."),
            ("show_if", "condition", "Shown only when this holds."),
            ("fields!", "[#field]", "The fields."),
            ("rules", "[#rule]", "Rules over fields of this section."),
        ],
    ),
    block(
        "field",
        "A field.",
        &[
            ("id!", "string", "Names the field."),
            ("type!", "field_type", "What kind of value it holds."),
            ("label!", "text", "Label."),
            ("hint", "text", "Help below the label."),
            (
                "required",
                "condition",
                "Whether, or when, a value is needed; always if absent.",
            ),
            ("show_if", "condition", "Shown only when this holds."),
            ("prefill", "[prefill]", "Sources of the value, the first that has one."),
            ("editable", "boolean", "The prefilled value is a proposal."),
            (
                "default",
                "default",
                "The usual choice, proposed where no source has a value; the applicant may change it.",
            ),
            ("derived", "expression", "The value follows from others."),
            ("sensitive", "boolean", "Never shown in lists and logs."),
        ],
    ),
    block(
        "serving",
        "The value of a code list that serves a commune, such as its health station.",
        &[
            (
                "list!",
                "string",
                "A code list of which values name the commune they serve.",
            ),
            ("serving!", "expression", "The commune."),
        ],
    ),
    block(
        "column",
        "A column of a table.",
        &[
            ("id!", "string", "Names the column."),
            ("type!", "field_type", "What kind of value it holds."),
            ("label!", "text", "Label."),
            ("hint", "text", "Help below the label."),
            ("required", "boolean", "Whether every row needs it."),
        ],
    ),
    block(
        "choice_option",
        "A choice.",
        &[
            ("value!", "string", "The code that is stored."),
            ("label!", "text", "Label."),
            ("hint", "text", "Help below the label."),
        ],
    ),
    block(
        "rule",
        "A rule over fields.",
        &[
            ("field!", "string", "The field at which the message stands."),
            ("holds!", "expression", "What must hold."),
            ("message!", "text", "What is said when it does not."),
            ("severity", "block|warn", "Whether it stops submission."),
        ],
    ),
    block(
        "confirmation",
        "What another person must confirm.",
        &[
            ("id!", "string", "Names the confirmation."),
            ("text!", "text", "What is asked."),
            ("when", "condition", "When it is needed."),
            ("person!", "expression", "The personal number of that person."),
            ("name!", "expression", "The name of that person."),
            ("shows", "[string]", "Fields that whoever confirms sees and agrees to."),
        ],
    ),
    block(
        "document",
        "A document.",
        &[
            ("id!", "string", "Names the document."),
            ("name!", "text", "Name."),
            ("hint", "text", "What exactly is needed, and where one gets it."),
            ("required!", "condition", "Whether, or when, it is needed."),
            ("substitutable_by", "[string]", "Facts that stand for it."),
            ("form", "copy|original|electronic", "In which form on paper."),
            ("copies", "integer", "How many on paper."),
            ("accept", "[pdf|jpeg|png]", "Kinds of file."),
            ("max_mb", "integer", "The most megabytes of a file."),
            ("max_files", "integer", "The most files."),
            ("legal", "string", "Document and article that ask for it."),
        ],
    ),
    block(
        "fee",
        "A fee or charge.",
        &[
            ("id!", "string", "Names the fee."),
            ("name!", "text", "What it is for."),
            ("kind", "charge|fee|price|tax", "Lệ phí, phí, giá dịch vụ, thuế."),
            ("amount!", "amount", "One unit in đồng, or how it is reckoned."),
            ("units", "expression", "How many units; one if absent."),
            ("per", "text", "What a unit is."),
            ("when", "condition", "Due only when this holds."),
            ("estimate", "boolean", "The exact sum comes by a notice."),
            ("reductions", "[#reduction]", "The one that saves most applies."),
            ("legal", "string", "Document and article that set it."),
        ],
    ),
    block(
        "reduction",
        "A reduction or exemption.",
        &[
            ("name!", "text", "Why."),
            ("percent", "integer", "Percent taken off; 100 is an exemption."),
            (
                "amount",
                "integer",
                "In place of a percentage: the reduced amount of a unit.",
            ),
            ("when", "condition", "Applies only when this holds."),
            (
                "channel",
                "direct|online|postal",
                "Applies only to this way of applying.",
            ),
            ("provinces", "[string]", "Codes of the provinces where it applies."),
            ("valid_from", "date", "First day."),
            ("valid_to", "date", "Last day."),
            ("legal", "string", "Document and article that grant it."),
        ],
    ),
    block(
        "time_limit",
        "How long handling takes.",
        &[
            ("limit!", "limit", "8wh, 3wd, 10d, 1m or same-day."),
            ("longer", "[#longer_limit]", "Cases in which it may take longer."),
            ("note", "text", "What the texts add."),
            (
                "supplement_within",
                "limit",
                "How long the applicant has to supplement.",
            ),
            ("supplements", "integer", "How many requests need no leader."),
        ],
    ),
    block(
        "longer_limit",
        "A case in which handling may take longer.",
        &[
            ("when!", "condition", "When the case is given."),
            ("limit!", "limit", "The limit then."),
            ("why!", "text", "Why, for the applicant."),
        ],
    ),
    block(
        "step",
        "A step.",
        &[
            ("id!", "string", "Names the step."),
            ("name!", "text", "What is done, for officers."),
            ("citizen!", "text", "What is going on, for the citizen."),
            ("does!", "step_kind", "Who ends the step, and how."),
            ("limit", "limit", "The step's own limit."),
            ("presence", "text", "What the applicant must come for."),
            ("exits!", "[#exit]", "The ways out."),
        ],
    ),
    block(
        "exit",
        "A way out of a step.",
        &[
            ("id!", "string", "Names the way out."),
            ("label!", "text", "What the button says."),
            ("to!", "way", "Where it leads."),
            ("reason", "boolean", "Whether a reason must be given."),
        ],
    ),
    block(
        "way",
        "Back to an earlier step, or to the end.",
        &[
            ("back", "string", "The earlier step of the same sequence."),
            (
                "end",
                "completed|rejected|not_eligible|withdrawn|stopped",
                "How the dossier ends.",
            ),
        ],
    ),
    block(
        "task",
        "An officer's task.",
        &[
            ("role!", "string", "A role of reference/roles.yaml."),
            ("act!", "receive|handle|decide|seal|return", "What kind of act it is."),
        ],
    ),
    block(
        "call",
        "A call to a national system.",
        &[
            ("operation!", "string", "Which operation."),
            ("send", "{expression}", "What is sent."),
            ("keep", "{string}", "Which answers become which fields."),
            ("issues", "boolean", "Its answer makes the result."),
            (
                "stops",
                "payment|verification|appraisal_council|public_posting|tax_notice|other",
                "What for the clock stands until it answers; payment: the applicant is asked to pay.",
            ),
        ],
    ),
    block(
        "linked",
        "A part of a linked group.",
        &[
            ("procedure!", "string", "Which procedure."),
            (
                "same",
                "[string]",
                "Fields that the part has under the same name, handed over as they are.",
            ),
            ("give", "{expression}", "What else is handed to the part."),
            ("keep", "{string}", "Which answers of the part become which fields."),
            ("section", "string", "The section of the form that is about this part."),
        ],
    ),
    block(
        "choice_of_ways",
        "The first case that holds, else the other way.",
        &[
            ("cases!", "[#branch]", "The cases in order."),
            ("otherwise!", "node", "When no case holds."),
        ],
    ),
    block(
        "branch",
        "A branch.",
        &[
            ("when", "condition", "Taken when this holds."),
            ("then!", "node", "What is done."),
        ],
    ),
    block(
        "result",
        "What the applicant gets.",
        &[
            ("id!", "string", "Names the result."),
            ("name!", "text", "Name."),
            ("title!", "string", "The heading of the paper."),
            ("subtitle", "string", "A line below the heading."),
            ("code", "string", "National code of the paper."),
            ("signer!", "string", "What the signer is called."),
            ("number", "expression", "The number of the paper."),
            ("groups!", "[#result_group]", "The body."),
            ("notes", "[string]", "Small print."),
            ("when", "condition", "Given only when this holds."),
        ],
    ),
    block(
        "result_group",
        "Rows that belong together.",
        &[("heading", "string", "Heading."), ("rows!", "[#result_row]", "Rows.")],
    ),
    block(
        "result_row",
        "A labelled value.",
        &[
            ("label!", "string", "Label."),
            ("value!", "expression", "Field or expression."),
            ("beside", "boolean", "On the same line as the one before."),
            ("qr", "boolean", "Drawn as a QR code."),
        ],
    ),
    block(
        "legal_text",
        "A legal text.",
        &[
            ("number!", "string", "Number and sign."),
            ("title!", "text", "Its subject."),
        ],
    ),
    block(
        "review_mark",
        "Something that is not certain.",
        &[
            ("at!", "string", "The place it is about: fees.copies."),
            ("note!", "string", "What is to be confirmed."),
        ],
    ),
];
