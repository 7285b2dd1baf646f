//! What has happened, the newest first.

use leptos::prelude::*;

/// Something that happened.
pub struct TimelineItem {
    title: String,
    byline: Option<String>,
    instant: String,
    time: String,
    more: Option<AnyView>,
}

impl TimelineItem {
    /// An event: what, the instant (RFC 3339) and the time as it is read.
    pub fn new(title: impl Into<String>, instant: impl Into<String>, time: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            byline: None,
            instant: instant.into(),
            time: time.into(),
            more: None,
        }
    }

    /// Who did it.
    #[must_use]
    pub fn by(mut self, who: impl Into<String>) -> Self {
        self.byline = Some(who.into());
        self
    }

    /// What else there is to say.
    #[must_use]
    pub fn more(mut self, view: impl IntoView + 'static) -> Self {
        self.more = Some(view.into_any());
        self
    }
}

/// A list of events.
#[component]
pub fn Timeline(
    /// The events.
    items: Vec<TimelineItem>,
) -> impl IntoView {
    let items = items
        .into_iter()
        .map(|item| {
            view! {
                <li class="moj-timeline__item">
                    <div class="moj-timeline__header">
                        <h3 class="moj-timeline__title">{item.title}</h3>
                        {item
                            .byline
                            .map(|who| view! { <p class="moj-timeline__byline">{format!(" · {who}")}</p> })}
                    </div>
                    <p class="moj-timeline__date"><time datetime=item.instant>{item.time}</time></p>
                    {item.more.map(|more| view! { <div class="moj-timeline__description">{more}</div> })}
                </li>
            }
        })
        .collect_view();
    view! { <ol class="moj-timeline mc-timeline">{items}</ol> }
}
