//! Several lines of text.

use super::{Field, LabelSize, Words, field::described_by};
use leptos::prelude::*;

/// A field for several lines.
#[component]
pub fn Textarea(
    /// Name in the form, also its `id`.
    #[prop(into)]
    name: String,
    /// What is asked.
    #[prop(into)]
    label: String,
    /// What was typed before.
    #[prop(optional, into)]
    value: Words,
    /// Help in a sentence.
    #[prop(optional, into)]
    hint: Words,
    /// What is wrong and what to do.
    #[prop(optional, into)]
    error: Words,
    /// Whether it may be left empty.
    #[prop(optional)]
    optional: bool,
    /// Lines shown.
    #[prop(default = 5)]
    rows: u8,
    /// Most characters; said by the server too, so not cut off while typing.
    #[prop(optional)]
    max_length: Option<u32>,
    /// How large the label is.
    #[prop(optional)]
    size: LabelSize,
    /// Condition under which the field is shown; see `ConditionalFields`.
    #[prop(optional, into)]
    show_if: Words,
) -> impl IntoView {
    let described = described_by(&name, hint.is_some(), error.is_some());
    let class = if error.is_some() {
        "govuk-textarea govuk-textarea--error"
    } else {
        "govuk-textarea"
    };
    let invalid = error.is_some().then_some("true");
    view! {
        <Field id=name.clone() label=label hint=hint error=error optional=optional size=size show_if=show_if>
            <textarea
                class=class
                id=name.clone()
                name=name
                rows=rows.to_string()
                data-max=max_length.map(|length| length.to_string())
                aria-describedby=described
                aria-invalid=invalid
            >
                {escaped(value.as_str())}
            </textarea>
        </Field>
    }
}

/// The renderer writes the content of a `<textarea>` as it stands, so what people typed is escaped here. A browser
/// drops the first line break of a textarea; ours is put there for it to drop.
fn escaped(value: &str) -> String {
    let mut html = String::with_capacity(value.len() + 1);
    html.push('\n');
    for letter in value.chars() {
        match letter {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            other => html.push(other),
        }
    }
    html
}
