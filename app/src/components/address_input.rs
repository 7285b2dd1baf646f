//! An address of the two-tier scheme: province, commune, and what stands before them (COD-12).

use super::{Button, ButtonKind, Choice, Details, FieldGroup, LabelSize, Radios, Select, TextInput, Words};
use crate::islands::CommuneList;
use leptos::prelude::*;
use motcua_texts::common::address as texts;

/// What was chosen and typed before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AddressValue {
    /// Two-digit code of the province.
    pub province: String,
    /// Five-digit code of the commune.
    pub commune: String,
    /// House, street, village.
    pub detail: String,
}

/// An address; sent as `NAME.province`, `NAME.commune`, `NAME.detail`.
///
/// Without script the communes of a province come with the next page: the button sends `reload=NAME`, and the page is
/// shown again with the communes of the chosen province. With script they come as soon as a province is chosen.
///
/// A commune may also be found by its name, today's or a former one: `NAME.find` is sent with the same button, and the page
/// comes again with those that fit, one of which is sent as `NAME.found`.
#[component]
pub fn AddressInput(
    /// Name in the form.
    #[prop(into)]
    name: String,
    /// What is asked.
    #[prop(into)]
    legend: String,
    /// All provinces.
    provinces: Vec<Choice>,
    /// The communes of the chosen province; none while none is chosen.
    communes: Vec<Choice>,
    /// What was chosen and typed before.
    #[prop(optional)]
    value: AddressValue,
    /// The name that was looked for.
    #[prop(optional)]
    wanted: String,
    /// The communes that fit it.
    #[prop(optional)]
    found: Vec<Choice>,
    /// Help in a sentence.
    #[prop(optional, into)]
    hint: Words,
    /// What is wrong and what to do.
    #[prop(optional, into)]
    error: Words,
    /// Whether it may be left empty.
    #[prop(optional)]
    optional: bool,
    /// Only province and commune, without what stands before them.
    #[prop(optional)]
    commune_only: bool,
    /// How large the legend is.
    #[prop(optional)]
    size: LabelSize,
    /// Condition under which the field is shown; see `ConditionalFields`.
    #[prop(optional, into)]
    show_if: Words,
) -> impl IntoView {
    let lang = super::lang();
    let commune = format!("{name}.commune");
    let looked = !wanted.trim().is_empty();
    let found = (!found.is_empty()).then(|| {
        view! {
            <Radios name=format!("{name}.found") legend=texts::found(lang) options=found size=LabelSize::Regular small=true />
        }
    });
    let none = (looked && found.is_none()).then(|| view! { <p class="govuk-body-s">{texts::not_found(lang)}</p> });
    let (find_name, reload) = (format!("{name}.find"), name.clone());
    let find = view! {
        <Details summary=texts::find(lang) open=looked>
            <TextInput
                name=find_name
                label=texts::find_label(lang)
                hint=texts::find_hint(lang)
                value=wanted
                size=LabelSize::Regular
            />
            <Button text=texts::find_button(lang) kind=ButtonKind::Secondary name="reload" value=reload />
            {none}
            {found}
        </Details>
    };
    let detail = (!commune_only).then(|| {
        view! {
            <TextInput
                name=format!("{name}.detail")
                label=texts::street(lang)
                hint=texts::street_hint(lang)
                value=value.detail
                size=LabelSize::Regular
                autocomplete="street-address"
            />
        }
    });
    view! {
        <FieldGroup
            id=name.clone()
            legend=legend
            hint=hint
            error=error
            optional=optional
            size=size
            show_if=show_if
            of_text_fields=true
        >
            <div class="mc-address">
                {find}
                <Select
                    name=format!("{name}.province")
                    label=texts::province(lang)
                    options=provinces
                    value=value.province
                    empty=texts::choose_province(lang)
                    size=LabelSize::Regular
                />
                <div class="mc-no-script">
                    <Button
                        text=texts::load_communes(lang)
                        kind=ButtonKind::Secondary
                        name="reload"
                        value=name.clone()
                    />
                </div>
                <Select
                    name=commune.clone()
                    label=texts::commune(lang)
                    options=communes
                    value=value.commune
                    empty=texts::choose_commune(lang)
                    size=LabelSize::Regular
                />
                {detail}
                <CommuneList province=format!("{name}.province") commune=commune />
            </div>
        </FieldGroup>
    }
}
