// What must not happen in any browser of any test: errors on the console, in scripts, broken policies, failed requests.

/**
 * Watches a browser context. `expect` names answers that are to come, such as 422; everything else from 400 on counts as
 * a problem. `problems` is what was found, with expected answers that never came.
 */
export function watch(context, who, scripted) {
  const found = [];
  const expected = [];
  context.on("console", (message) => {
    const text = message.text();
    const asleep = message.type() === "warning" && text.includes("islands stay asleep");
    // Answers are judged below, where it is known which were expected.
    if ((message.type() === "error" && !text.startsWith("Failed to load resource")) || asleep) {
      found.push(`${who}: console: ${text}`);
    }
  });
  context.on("weberror", (error) => found.push(`${who}: script: ${error.error().stack ?? error.error()}`));
  context.on("requestfailed", (request) => {
    const why = request.failure()?.errorText ?? "";
    // A browser that leaves a page gives up what it was still loading.
    if (why === "net::ERR_ABORTED") return;
    // Without scripts, Chromium refuses to load them ahead and says that the policy forbids it.
    if (!scripted && why === "csp" && request.resourceType() === "script") return;
    found.push(`${who}: ${request.method()} ${request.url()}: ${why}`);
  });
  context.on("response", (response) => {
    const status = response.status();
    if (status < 400) return;
    const at = expected.indexOf(status);
    if (at >= 0 && response.request().isNavigationRequest()) expected.splice(at, 1);
    else found.push(`${who}: ${status} ${response.request().method()} ${response.url()}`);
  });
  return {
    expect: (status) => expected.push(status),
    problems: () => [...found, ...expected.map((status) => `${who}: ${status} was expected and did not come`)],
  };
}
