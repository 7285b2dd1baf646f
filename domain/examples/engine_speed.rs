//! Prints how many steps the engine takes per second on one core.

use std::time::{Duration, Instant};

use motcua_domain::testing::speed::engine_steps_per_second;

fn main() {
    let start = Instant::now();
    let speed = engine_steps_per_second(|| start.elapsed(), Duration::from_secs(2));
    #[expect(clippy::print_stdout, reason = "the figures are what this is for")]
    {
        println!("conditions known:     {:>12.0} steps/s", speed.known_conditions);
        println!("conditions evaluated: {:>12.0} steps/s", speed.evaluated_conditions);
    }
}
