const wake = async () => {
  let program;
  try {
    program = await import($JS);
    await program.default({ module_or_path: $WASM });
  } catch (reason) {
    // An old browser or a lost connection: the page works as it is.
    console.warn("islands stay asleep:", String(reason));
    return;
  }
  document.documentElement.classList.add("mc-script");
  program.hydrate();
  for (const island of document.querySelectorAll("leptos-island")) {
    // What an outer island provides must be in force before an inner one wakes.
    island.parentElement?.closest("leptos-children")?.$$on_hydrate?.();
    await program[island.dataset.component]?.(island);
  }
  document.documentElement.dataset.islands = "awake";
};
"requestIdleCallback" in window ? requestIdleCallback(wake, { timeout: 2000 }) : setTimeout(wake);
