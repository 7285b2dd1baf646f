//! The form: sections, fields, their types, and the rules between them.

use serde::{Deserialize, Serialize};

use super::parts;
use crate::condition::{Expr, Kind};
use crate::form::Answer;
use crate::text::Text;

/// The form of a procedure.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// The sections, each a task of the application and a page.
    pub sections: Vec<Section>,
}

/// Some fields that belong together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Names the section in URLs.
    pub id: String,
    /// Heading.
    pub title: Text,
    /// A sentence below the heading.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intro: Option<Text>,
    /// Shown only when this holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub show_if: Option<Expr>,
    /// The fields.
    pub fields: Vec<Field>,
    /// Rules over fields of this section.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<Rule>,
}

/// One field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Names the field in the form, in conditions and in results.
    pub id: String,
    /// What kind of value it holds.
    #[serde(rename = "type")]
    pub kind: FieldType,
    /// Label.
    pub label: Text,
    /// Help below the label.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<Text>,
    /// Whether, or when, a value is needed.
    #[serde(default = "yes", skip_serializing_if = "Required::always")]
    pub required: Required,
    /// Shown only when this holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub show_if: Option<Expr>,
    /// Where the value comes from when the State has it: the first source that has a value.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub prefill: Vec<Prefill>,
    /// Whether a prefilled value may simply be changed (a proposal, such as the ethnic group of the parents) rather than
    /// disputed (a register's fact).
    #[serde(default, skip_serializing_if = "is_false")]
    pub editable: bool,
    /// What the form proposes where no source has a value: the usual choice, which the applicant may change. Never a fact
    /// about a person and never an agreement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<Answer>,
    /// The value follows from others and is never typed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub derived: Option<Expr>,
    /// Personal data that lists, logs and others' pages never show.
    #[serde(default, skip_serializing_if = "is_false")]
    pub sensitive: bool,
}

/// Whether a value is needed: always, never, or on a condition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Required {
    /// Always or never.
    Fixed(bool),
    /// When the condition holds.
    When(Expr),
}

const fn yes() -> Required {
    Required::Fixed(true)
}

impl Required {
    /// Whether it is needed in every case.
    #[must_use]
    pub const fn always(&self) -> bool {
        matches!(self, Required::Fixed(true))
    }
}

/// Whether a switch is off: then it is not written.
pub(super) const fn is_false(switch: &bool) -> bool {
    !*switch
}

/// A source of a prefilled value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Prefill {
    /// A value of a register: `notice.child_sex`.
    Fact(String),
    /// The value of a code list that serves a commune: its health station.
    Serving(Serving),
    /// Reckoned from facts and other fields.
    Expr(Expr),
}

/// The value of a code list that serves a commune.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Serving {
    /// The code list, of which values name the commune they serve.
    pub list: String,
    /// The commune.
    pub serving: Expr,
}

impl Prefill {
    /// The names it looks at: fields and values of facts.
    #[must_use]
    pub fn variables(&self) -> Vec<&str> {
        match self {
            Prefill::Fact(path) => vec![path.as_str()],
            Prefill::Serving(Serving { serving, .. }) => serving.variables(),
            Prefill::Expr(expr) => expr.variables(),
        }
    }
}

/// The type of a field, with what belongs to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case", deny_unknown_fields)]
pub enum FieldType {
    /// One line.
    Text {
        /// The most characters.
        #[serde(default = "text_max")]
        max: u16,
    },
    /// Several lines.
    LongText {
        /// The most characters.
        #[serde(default = "long_text_max")]
        max: u16,
    },
    /// A number that is a name: only digits, and so many of them.
    Digits {
        /// The fewest digits.
        min: u8,
        /// The most digits.
        max: u8,
    },
    /// A person's full name (COD-13).
    PersonName,
    /// A whole number.
    Number {
        /// Smallest allowed.
        min: i64,
        /// Largest allowed.
        max: i64,
        /// What is counted or measured: m², months.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        unit: Option<Text>,
    },
    /// An amount in đồng (COD-15).
    Money,
    /// A full date.
    Date,
    /// A date of which day, or day and month, may be unknown (COD-14).
    PartialDate,
    /// A time of day `HH:mm`.
    Time,
    /// Yes or no.
    YesNo,
    /// One of several.
    Choice {
        /// The choices, if they stand here.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        options: Vec<Choice>,
        /// The code list they stand in otherwise.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        list: Option<String>,
    },
    /// Any number of several.
    Choices {
        /// The choices.
        options: Vec<Choice>,
    },
    /// A personal identification number (COD-6).
    PersonalId,
    /// A phone number (COD-11).
    Phone,
    /// An e-mail address.
    Email,
    /// A two-tier address (COD-12).
    Address,
    /// A commune, as the place whose desk receives or decides.
    Commune,
    /// A tax code (COD-8).
    TaxCode,
    /// A vehicle's plate.
    Plate,
    /// A social insurance number (COD-9).
    SocialInsuranceNumber,
    /// The number of a health insurance card (COD-10).
    HealthCardNumber,
    /// The number of a driving licence.
    DrivingLicenceNumber,
    /// A bank account: `bank`, `number`, `holder`.
    BankAccount,
    /// A parcel of land: `sheet`, `parcel`, `area` (m²), `purpose`, `address`.
    LandParcel,
    /// A vehicle: `kind`, `brand`, `model`, `color`, `engine_number`, `chassis_number`.
    Vehicle,
    /// Another person: `full_name`, `personal_id`, `date_of_birth`, `sex`, `residence`.
    Person,
    /// Several rows of the same columns.
    Table {
        /// The columns.
        columns: Vec<Column>,
        /// The fewest rows when the table is needed.
        #[serde(default = "one_row")]
        min: u8,
        /// The most rows.
        #[serde(default = "most_rows")]
        max: u8,
        /// A table of a register of which rows can be ticked instead of typed: `household.members`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pick: Option<String>,
    },
    /// A statement that must be agreed to.
    Declaration,
    /// Text that informs; holds no value.
    Information,
}

const fn one_row() -> u8 {
    1
}

const fn most_rows() -> u8 {
    20
}

const fn text_max() -> u16 {
    250
}

const fn long_text_max() -> u16 {
    2000
}

/// One choice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// The code that is stored.
    pub value: String,
    /// Label.
    pub label: Text,
    /// Help below the label.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<Text>,
}

/// A rule over one or several fields.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// The field at which the message stands.
    pub field: String,
    /// What must hold; as long as it cannot be told, nothing is said.
    pub holds: Expr,
    /// What is said when it does not.
    pub message: Text,
    /// Whether it stops submission.
    #[serde(default, skip_serializing_if = "Severity::is_block")]
    pub severity: Severity,
}

/// What a broken rule does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The application cannot be submitted.
    #[default]
    Block,
    /// It is said to the applicant and to the officer; submission goes on.
    Warn,
}

impl Severity {
    const fn is_block(&self) -> bool {
        matches!(self, Severity::Block)
    }
}

impl FieldType {
    /// The kind of value for conditions; `None` for a field that holds none.
    #[must_use]
    pub fn value_kind(&self) -> Option<Kind> {
        Some(match self {
            FieldType::Number { .. } | FieldType::Money => Kind::Number,
            FieldType::Date | FieldType::PartialDate => Kind::Date,
            FieldType::YesNo | FieldType::Declaration => Kind::Bool,
            FieldType::Choices { .. } => Kind::List,
            FieldType::Table { .. } => Kind::Table,
            FieldType::Address
            | FieldType::BankAccount
            | FieldType::LandParcel
            | FieldType::Vehicle
            | FieldType::Person => Kind::Opaque,
            FieldType::Information => return None,
            FieldType::Text { .. }
            | FieldType::LongText { .. }
            | FieldType::Digits { .. }
            | FieldType::PersonName
            | FieldType::Time
            | FieldType::Choice { .. }
            | FieldType::PersonalId
            | FieldType::Phone
            | FieldType::Email
            | FieldType::Commune
            | FieldType::TaxCode
            | FieldType::Plate
            | FieldType::SocialInsuranceNumber
            | FieldType::HealthCardNumber
            | FieldType::DrivingLicenceNumber => Kind::Text,
        })
    }

    /// The parts of a value of several parts, or the columns of a table; none for a single value.
    #[must_use]
    pub fn parts(&self) -> &[Column] {
        match self {
            FieldType::BankAccount => parts::bank_account(),
            FieldType::LandParcel => parts::land_parcel(),
            FieldType::Vehicle => parts::vehicle(),
            FieldType::Person => parts::person(),
            FieldType::Table { columns, .. } => columns,
            _ => &[],
        }
    }
}

/// A part of a value, or a column of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// Names the part within the value.
    pub id: String,
    /// What kind of value it holds; a single value or an address.
    #[serde(rename = "type")]
    pub kind: FieldType,
    /// Label.
    pub label: Text,
    /// Help below the label.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<Text>,
    /// Whether a value is needed in every row.
    #[serde(default = "needed", skip_serializing_if = "is_true")]
    pub required: bool,
}

impl Column {
    /// The part as a field of its own with this name, for what works on fields.
    #[must_use]
    pub fn as_field(&self, id: &str) -> Field {
        Field {
            id: id.to_owned(),
            kind: self.kind.clone(),
            label: self.label.clone(),
            hint: self.hint.clone(),
            required: Required::Fixed(self.required),
            show_if: None,
            prefill: Vec::new(),
            editable: false,
            default: None,
            derived: None,
            sensitive: false,
        }
    }
}

const fn needed() -> bool {
    true
}

const fn is_true(switch: &bool) -> bool {
    *switch
}

impl Form {
    /// All fields in the order of the form.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.sections.iter().flat_map(|section| &section.fields)
    }

    /// A field by its id.
    #[must_use]
    pub fn field(&self, id: &str) -> Option<&Field> {
        self.fields().find(|field| field.id == id)
    }

    /// A section by its id.
    #[must_use]
    pub fn section(&self, id: &str) -> Option<&Section> {
        self.sections.iter().find(|section| section.id == id)
    }
}
