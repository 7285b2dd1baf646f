//! Load generators that drive the running server as browsers do.
