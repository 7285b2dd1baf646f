# Shared by scripts/lint and scripts/test: sourced after lib.sh. Runs checks one after the other, all of them, and ends
# with what failed and one line `N passed, N failed`.

PASSED=0
FAILED=0
FAILURES=()
LOGS=$ROOT/target/logs
mkdir -p "$LOGS"

# passed_failed LOG: the sum of what a log reports: `N passed; N failed` (cargo), `N passed, N failed` (ours), and
# `  N passed (time)` with `  N failed` (Playwright).
passed_failed() {
  awk '/^ +[0-9]+ passed \(/ { passed += $1 }
       /^ +[0-9]+ failed$/ { failed += $1 }
       { while (match($0, /[0-9]+ passed[;,] [0-9]+ failed/)) {
           split(substr($0, RSTART, RLENGTH), word, " "); passed += word[1]; failed += word[3]
           $0 = substr($0, RSTART + RLENGTH) } }
       END { print passed + 0, failed + 0 }' "$1"
}

# check NAME COMMAND...: one check; counts the tests its output reports, else itself.
check() {
  local name=$1 log status=0 start=$SECONDS passed failed
  shift
  log=$LOGS/$(tr -c 'a-z0-9\n' '-' <<<"${name,,}").log
  step "$name"
  "$@" </dev/null 2>&1 | tee "$log" || status=$?
  read -r passed failed < <(passed_failed "$log")
  if [ "$status" = 0 ]; then
    if [ "$((passed + failed))" = 0 ]; then passed=1; fi
  else
    if [ "$failed" = 0 ]; then failed=1; fi
    FAILURES+=("$name (log: ${log#"$ROOT"/})")
    while read -r line; do FAILURES+=("    $line"); done \
      < <(grep -E '^test .* FAILED$|^error(\[E[0-9]+\])?: |^house rule: |^not ok |^  +[0-9]+\) ' "$log" | sort -u | head -n 20)
  fi
  PASSED=$((PASSED + passed))
  FAILED=$((FAILED + failed))
  say "-- $name: $passed passed, $failed failed, $((SECONDS - start)) s"
}

# The end: what failed, the sum, and the exit status.
summary() {
  local line
  if [ "${#FAILURES[@]}" -gt 0 ]; then
    step "Failed"
    for line in "${FAILURES[@]}"; do say "$line"; done
  fi
  printf '%s passed, %s failed\n' "$PASSED" "$FAILED"
  [ "$FAILED" = 0 ]
}
