//! What islands ask of the browser.

use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, Element, EventTarget, HtmlFormElement, Response};

/// The page.
pub(super) fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// The element with that id.
pub(super) fn by_id<E: JsCast>(id: &str) -> Option<E> {
    document()?.get_element_by_id(id)?.dyn_into().ok()
}

/// The form an element stands in.
pub(super) fn form_of(element: &Element) -> Option<HtmlFormElement> {
    element.closest("form").ok()??.dyn_into().ok()
}

/// Every element below `root` that the selector finds.
pub(super) fn all(root: &Element, selector: &str) -> Vec<Element> {
    let Ok(found) = root.query_selector_all(selector) else {
        return Vec::new();
    };
    (0..found.length())
        .filter_map(|at| found.get(at)?.dyn_into().ok())
        .collect()
}

/// Listens as long as the page lives.
pub(super) fn listen(target: &EventTarget, event: &str, act: impl FnMut(web_sys::Event) + 'static) {
    let closure = Closure::<dyn FnMut(web_sys::Event)>::new(act);
    // A browser that refuses a listener leaves the page as it is without script.
    let _ = target.add_event_listener_with_callback(event, closure.as_ref().unchecked_ref());
    closure.forget();
}

/// Gets JSON from our own server; `None` for whatever goes wrong, as the page works without it.
pub(super) async fn json<T: DeserializeOwned>(address: &str) -> Option<T> {
    let answer = JsFuture::from(web_sys::window()?.fetch_with_str(address)).await.ok()?;
    let answer: Response = answer.dyn_into().ok()?;
    if !answer.ok() {
        return None;
    }
    let text = JsFuture::from(answer.text().ok()?).await.ok()?;
    serde_json::from_str(&text.as_string()?).ok()
}

/// Posts a text to our own server and reads the JSON it answers; `None` for whatever goes wrong.
pub(super) async fn post<T: DeserializeOwned>(address: &str, text: &str) -> Option<T> {
    let how = web_sys::RequestInit::new();
    how.set_method("POST");
    how.set_body(&JsValue::from_str(text));
    let asked = web_sys::window()?.fetch_with_str_and_init(address, &how);
    let answer: Response = JsFuture::from(asked).await.ok()?.dyn_into().ok()?;
    if !answer.ok() {
        return None;
    }
    let text = JsFuture::from(answer.text().ok()?).await.ok()?;
    serde_json::from_str(&text.as_string()?).ok()
}

/// Milliseconds since 1970 on the clock of the device.
pub(super) fn now() -> f64 {
    js_sys::Date::now()
}

/// A query value, percent-encoded.
pub(super) fn encoded(text: &str) -> String {
    JsValue::from(js_sys::encode_uri_component(text))
        .as_string()
        .unwrap_or_default()
}
