#!/usr/bin/env bash
# From a bare machine to every test passed: set-up, build, and all tests.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=setup.sh
. "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

for_tests=yes
set_up "Usage: bash installer/test.sh [OPTION]... [-- CTEST-OPTION...]
Installs what is missing, builds Noiseloom and runs its tests. The last line counts them.
After --, options for ctest: 'bash installer/test.sh -- -R json' runs the tests with json in their name." "$@"
compile all

say "Running the tests"
report=$build/tests.xml
rm -f "$report"
status=0
# One thread a test, as tests already run side by side; a fixed locale, as a bare system has none.
LC_ALL=C.UTF-8 OMP_NUM_THREADS=1 ctest --test-dir "$build" --parallel "$jobs" --no-tests=error --output-on-failure \
    --output-junit "$report" "${rest[@]}" || status=$?
[[ -s $report ]] || fail "The tests could not be run; ctest says why above."

# The report's own totals take a test whose program is missing for a skipped one.
count() { grep -cE "$1" "$report" || true; }
passed=$(count '<testcase .* status="run"')
skipped=$(count '<skipped message="SKIP_|<testcase .* status="disabled"')
failed=$(($(count '<testcase ') - passed - skipped))
say "Tested in $(duration $SECONDS)"
printf '%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
exit "$status"
