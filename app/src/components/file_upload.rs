//! A file from the person's device.

use super::{Field, LabelSize, Words, field::described_by};
use leptos::prelude::*;

/// A file field; its form is `enctype="multipart/form-data"`.
#[component]
pub fn FileUpload(
    /// Name in the form, also its `id`.
    #[prop(into)]
    name: String,
    /// Which paper is asked for.
    #[prop(into)]
    label: String,
    /// Kinds and sizes that are taken.
    #[prop(optional, into)]
    hint: Words,
    /// What is wrong and what to do.
    #[prop(optional, into)]
    error: Words,
    /// Types for the browser's own choice: `application/pdf,image/jpeg`.
    #[prop(optional, into)]
    accept: Words,
    /// Several files at once.
    #[prop(optional)]
    multiple: bool,
    /// Whether it may be left empty.
    #[prop(optional)]
    optional: bool,
    /// How large the label is.
    #[prop(optional)]
    size: LabelSize,
) -> impl IntoView {
    let described = described_by(&name, hint.is_some(), error.is_some());
    let class = if error.is_some() {
        "govuk-file-upload govuk-file-upload--error"
    } else {
        "govuk-file-upload"
    };
    view! {
        <Field id=name.clone() label=label hint=hint error=error optional=optional size=size>
            <input
                class=class
                id=name.clone()
                name=name
                type="file"
                accept=accept.into_option()
                multiple=multiple
                aria-describedby=described
            />
        </Field>
    }
}
