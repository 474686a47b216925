# shellcheck shell=bash
# One at a time in this clone. Sourced after tools.sh.

# alone COMMAND…: waits until no other process builds here. The lock is the kernel's and goes with the processes that have it, however
# they end: where only the shell of a build was killed, it is kept until what it had started is done with the files.
alone() {
  local code=0
  # Whoever has it already, and macOS, which knows no flock.
  if [ -n "${ALONE:-}" ] || ! command -v flock >/dev/null; then
    "$@"
    return
  fi
  mkdir -p "$TUTTI_ROOT/.tutti"
  exec 9>"$TUTTI_ROOT/.tutti/building"
  if ! flock -n 9; then
    printf '  Another build runs in this clone, waiting\n'
    flock 9
  fi
  ALONE=1
  "$@" || code=$?
  ALONE=''
  exec 9>&-
  return "$code"
}
