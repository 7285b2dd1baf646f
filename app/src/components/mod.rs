//! The building blocks of every page: GOV.UK and MoJ Frontend patterns with typed properties.
//!
//! A component knows no route and no use case: it gets data and draws it. Its language comes from the page
//! ([`lang`]), so no component takes it as a property. Texts that a page may leave out are [`Words`].

#![expect(
    clippy::needless_pass_by_value,
    reason = "a component owns its properties, as views do"
)]

mod address_input;
mod back_link;
mod button;
mod card;
mod checkboxes;
mod choice;
mod compare;
mod date_input;
mod details;
mod empty_state;
mod error_summary;
mod facts;
mod field;
mod field_group;
mod file_upload;
mod inset_text;
mod link;
mod notification_banner;
mod page_heading;
mod pagination;
mod panel;
mod part_card;
mod provenance;
mod qr;
mod radios;
mod search;
mod select;
mod side_queues;
mod step_list;
mod sub_navigation;
mod summary_list;
mod table;
mod tag;
mod task_list;
mod text_input;
mod textarea;
mod tiles;
mod time_left;
mod timeline;
mod tone;
mod warning_text;
mod with_aside;
mod words;

pub use address_input::{AddressInput, AddressValue};
pub use back_link::BackLink;
pub use button::{Button, ButtonKind, ButtonLink};
pub use card::Card;
pub use checkboxes::{Checkbox, Checkboxes};
pub use choice::Choice;
pub use compare::{Compare, CompareRow};
pub use date_input::{DateInput, DatePart, DateParts};
pub use details::Details;
pub use empty_state::EmptyState;
pub use error_summary::{ErrorSummary, FieldError};
pub use facts::{Fact, Facts};
pub use field::{Field, LabelSize};
pub use field_group::FieldGroup;
pub use file_upload::FileUpload;
pub use inset_text::InsetText;
pub use link::Link;
pub use notification_banner::{BannerKind, NotificationBanner};
pub use page_heading::PageHeading;
pub use pagination::Pagination;
pub use panel::Panel;
pub use part_card::{PartCard, PartState};
pub use provenance::{Provenance, ProvenanceNote, ProvenanceState};
pub use qr::QrCode;
pub use radios::Radios;
pub use search::Search;
pub use select::Select;
pub use side_queues::{Queue, SideQueues};
pub use step_list::{StepList, StepNode, StepState};
pub use sub_navigation::{SubNavigation, Tab};
pub use summary_list::{SummaryList, SummaryRow};
pub use table::{Cell, Column, Row, Sort, Table};
pub use tag::Tag;
pub use task_list::{Task, TaskList, TaskStatus};
pub use text_input::{TextInput, Width};
pub use textarea::Textarea;
pub use tiles::{Tile, Tiles};
pub use time_left::{TimeLeft, TimeState};
pub use timeline::{Timeline, TimelineItem};
pub use tone::Tone;
pub use warning_text::WarningText;
pub use with_aside::WithAside;
pub use words::Words;

use leptos::prelude::use_context;
use motcua_texts::Lang;

/// The language of the page being rendered.
#[must_use]
pub fn lang() -> Lang {
    let lang = use_context::<Lang>();
    debug_assert!(
        lang.is_some(),
        "a component is made inside of the closure given to page()"
    );
    lang.unwrap_or_default()
}
