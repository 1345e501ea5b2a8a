#!/bin/sh
# run.sh [TEST...]: opens playground/index.html in Chromium, and compares what it shows with native runs. TEST: only
# the tests whose names begin so. Prints the verdicts and, last, the counts; a machine without emscripten, Chromium,
# Node or the packages of tests/report/browser/package-lock.json skips all, with the reason.
cd "$(dirname "$0")/../../.." || exit 2
packages=tests/report/browser

skip_all() {
  echo "skip playground: $1"
  echo "skipped: playground: $1"
  echo "0 passed, 0 failed, 1 skipped"
  exit 0
}

[ -f playground/index.html ] || skip_all "no emscripten: apt-get install -y --no-install-recommends emscripten"
command -v node >/dev/null 2>&1 || skip_all "no node: apt-get install -y nodejs npm"
[ -d "$packages/node_modules/puppeteer-core" ] || skip_all "no npm packages: npm ci --prefix $packages"
node --input-type=module -e "
  const {findChromium} = await import('$PWD/$packages/support/browser.mjs');
  process.exit(findChromium() ? 0 : 1)" ||
  skip_all "no chromium: apt-get install -y --no-install-recommends chromium"
exec node tests/playground/browser/main.mjs "$@"
