//! The types of fields: name, meaning, and what belongs to each.

type Keys = &'static [(&'static str, &'static str, &'static str)];

pub(super) const FIELD_TYPES: &[(&str, &str, Keys)] = &[
    ("text", "One line.", &[("max", "integer", "The most characters.")]),
    (
        "long_text",
        "Several lines.",
        &[("max", "integer", "The most characters.")],
    ),
    (
        "digits",
        "A number that is a name.",
        &[
            ("min!", "integer", "The fewest digits."),
            ("max!", "integer", "The most digits."),
        ],
    ),
    ("person_name", "A person's full name.", &[]),
    (
        "number",
        "A whole number.",
        &[
            ("min!", "integer", "Smallest allowed."),
            ("max!", "integer", "Largest allowed."),
            ("unit", "text", "What is counted or measured."),
        ],
    ),
    ("money", "An amount in đồng.", &[]),
    ("date", "A full date.", &[]),
    ("partial_date", "A date of which day or month may be unknown.", &[]),
    ("time", "A time of day.", &[]),
    ("yes_no", "Yes or no.", &[]),
    (
        "choice",
        "One of several: options or a code list.",
        &[
            ("options", "[#choice_option]", "The choices."),
            (
                "list",
                "string",
                "A code list: ethnic_groups, nationalities, banks, religions.",
            ),
        ],
    ),
    (
        "choices",
        "Any number of several.",
        &[("options!", "[#choice_option]", "The choices.")],
    ),
    ("personal_id", "A personal identification number.", &[]),
    ("phone", "A phone number.", &[]),
    ("email", "An e-mail address.", &[]),
    ("address", "An address.", &[]),
    ("commune", "A commune.", &[]),
    ("tax_code", "A tax code.", &[]),
    ("plate", "A vehicle's plate.", &[]),
    ("social_insurance_number", "A social insurance number.", &[]),
    ("health_card_number", "The number of a health insurance card.", &[]),
    ("driving_licence_number", "The number of a driving licence.", &[]),
    ("bank_account", "A bank account.", &[]),
    ("land_parcel", "A parcel of land.", &[]),
    ("vehicle", "A vehicle.", &[]),
    ("person", "Another person.", &[]),
    (
        "table",
        "Several rows of the same columns.",
        &[
            ("columns!", "[#column]", "The columns."),
            ("min", "integer", "The fewest rows."),
            ("max", "integer", "The most rows."),
            ("pick", "string", "A register's table of which rows can be ticked."),
        ],
    ),
    ("declaration", "A statement that must be agreed to.", &[]),
    ("information", "Text that informs.", &[]),
];
