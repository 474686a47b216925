# shellcheck shell=bash
# Long work told in one line each: what, how long, and the end of its log when it fails. Sourced.

LOG_DIR="$TUTTI_ROOT/.tutti/logs"
LOG_TAIL_LINES=40

# step NAME COMMAND…: runs the command with its output in .tutti/logs/NAME.log; its exit code is the command's.
step() {
  local name="$1" log began pid code=0
  shift
  mkdir -p "$LOG_DIR"
  log="$LOG_DIR/$(printf '%s' "$name" | tr -cs 'A-Za-z0-9\n' '-').log"
  began=$SECONDS
  if [ -t 1 ]; then
    "$@" >"$log" 2>&1 &
    pid=$!
    while kill -0 "$pid" 2>/dev/null; do
      printf '\r  %s … %d s ' "$name" "$((SECONDS - began))"
      sleep 0.5
    done
    wait "$pid" || code=$?
    printf '\r\033[K'
  else
    "$@" >"$log" 2>&1 || code=$?
  fi
  if [ "$code" -eq 0 ]; then
    printf '  %s  %d s\n' "$name" "$((SECONDS - began))"
  else
    printf '  %s  FAILED after %d s; the end of %s:\n\n' "$name" "$((SECONDS - began))" "${log#"$TUTTI_ROOT"/}"
    tail -n "$LOG_TAIL_LINES" "$log" | sed 's/^/    /'
    printf '\n'
  fi
  return "$code"
}
