# shellcheck shell=bash
# Installs what only the tests and benches need. Sourced after tools.sh and progress.sh.

apt_get() {
  if [ "$(id -u)" -eq 0 ]; then
    DEBIAN_FRONTEND=noninteractive apt-get "$@"
  else
    sudo env DEBIAN_FRONTEND=noninteractive apt-get "$@"
  fi
}

postgres_bin() {
  local dir newest=''
  for dir in $(printf '%s\n' /usr/lib/postgresql/*/bin /opt/homebrew/opt/postgresql*/bin | sort -V); do
    [ -x "$dir/initdb" ] && newest="$dir"
  done
  if [ -z "$newest" ] && command -v initdb >/dev/null; then
    newest="$(dirname "$(command -v initdb)")"
  fi
  printf '%s' "$newest"
}

has() {
  case "$1" in
    postgresql) [ -n "$(postgres_bin)" ] ;;
    pulseaudio-utils) command -v parec >/dev/null ;;
    iproute2) command -v ip >/dev/null ;;
    nginx-light) command -v nginx >/dev/null ;;
    libnginx-mod-nchan) [ -e /usr/lib/nginx/modules/ngx_nchan_module.so ] ;;
    *) command -v "$1" >/dev/null ;;
  esac
}

# need PACKAGE…: installs those whose program is not there; the package index is fetched once at most.
need() {
  local package
  local missing=()
  for package in "$@"; do
    has "$package" || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return
  if [ "${TUTTI_NO_INSTALL:-}" = 1 ] || ! command -v apt-get >/dev/null; then
    give_up "please install: ${missing[*]}."
  fi
  step "Fetching Debian's package index" apt_get update || return
  step "Installing ${missing[*]}" apt_get install -y --no-install-recommends "${missing[@]}"
}
