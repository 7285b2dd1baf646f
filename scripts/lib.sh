# Shared by the scripts of this folder: sourced, not run. Goes to the top of the workspace and prepares the environment.

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
ROOT=$PWD
TARGET_DIR=${CARGO_TARGET_DIR:-$ROOT/target}
export PATH="$ROOT/node_modules/.bin:$PATH"
[ -d /usr/lib/postgresql ] && PATH="$PATH:$(echo /usr/lib/postgresql/*/bin | tr ' ' ':')"

# Takes the toolchain that builds both halves, when it is not the default one (written by scripts/wasm-target).
use_toolchain() {
  if [ -n "${RUSTUP_TOOLCHAIN:-}" ] || [ ! -f target/.toolchain ]; then return 0; fi
  if command -v rustup >/dev/null; then
    RUSTUP_TOOLCHAIN=$(cat target/.toolchain)
    export RUSTUP_TOOLCHAIN
  else
    export PATH="/usr/bin:$PATH"
  fi
}
use_toolchain

# Installs what is missing (scripts/setup PART...) and builds on with the toolchain that came of it.
setup() {
  scripts/setup "$@"
  use_toolchain
}

say() { printf '%s\n' "$*" >&2; }
step() {
  if [ -t 2 ]; then printf '\n\033[1m== %s\033[0m\n' "$*" >&2; else printf '\n== %s\n' "$*" >&2; fi
}
fail() { say "$*"; exit 1; }
has() { command -v "$1" >/dev/null 2>&1; }

# Runs a command as root, directly or through sudo.
as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif has sudo; then sudo "$@"
  else fail "This needs root, and there is no sudo. As root, run: $*"
  fi
}

# Installs Debian packages, saying so.
apt_install() {
  has apt-get || fail "Please install with your package manager: $*  (this script knows Debian's only)"
  say "Installing Debian packages: $*"
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >&2
}
