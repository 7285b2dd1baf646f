//! The colours of a tag.

/// Colour of a tag; never the only sign of its meaning.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Nothing to do, not started.
    #[default]
    Grey,
    /// Done, right.
    Green,
    /// Under way.
    Blue,
    /// Waits for somebody.
    Yellow,
    /// Late or wrong.
    Red,
    /// Soon late.
    Orange,
    /// Something else worth telling apart.
    Purple,
}

impl Tone {
    /// The class of a tag of this colour.
    pub(super) const fn tag_class(self) -> &'static str {
        match self {
            Tone::Grey => "govuk-tag govuk-tag--grey",
            Tone::Green => "govuk-tag govuk-tag--green",
            Tone::Blue => "govuk-tag govuk-tag--blue",
            Tone::Yellow => "govuk-tag govuk-tag--yellow",
            Tone::Red => "govuk-tag govuk-tag--red",
            Tone::Orange => "govuk-tag govuk-tag--orange",
            Tone::Purple => "govuk-tag govuk-tag--purple",
        }
    }
}
