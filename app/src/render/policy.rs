//! What the browser may do on our pages.

/// The content security policy of a page: nothing but our own, scripts by nonce, no inline styles, no frames.
/// WebAssembly needs `wasm-unsafe-eval`; a browser that does not know it leaves the islands asleep and the page works.
#[must_use]
pub fn content_security_policy(nonce: &str) -> String {
    format!(
        "default-src 'none'; base-uri 'none'; connect-src 'self'; font-src 'self'; form-action 'self'; \
         frame-ancestors 'none'; img-src 'self' data:; manifest-src 'self'; object-src 'none'; \
         script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; style-src 'self'"
    )
}
