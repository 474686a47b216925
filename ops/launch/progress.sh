# shellcheck shell=bash
# Long work told in one line each: what, how long, and the end of its log when it fails. Sourced.

LOG_DIR="$TUTTI_ROOT/.tutti/logs"
LOG_TAIL_LINES=40
# Where a JVM stands takes many.
HANGING_TAIL_LINES=1000
# Several times what any step takes on two cores: what has not ended by then hangs.
STEP_LIMIT_S="${TUTTI_STEP_LIMIT_S:-1500}"
# As `timeout` has it.
TOOK_TOO_LONG=124

# descendants PID: itself and all that it started, each before its own children.
descendants() {
  local child
  printf '%s\n' "$1"
  for child in $(pgrep -P "$1" || true); do
    descendants "$child"
  done
}

# end_hanging PID: says where each JVM below it stands, which is what one wants to know of it, and ends them all.
end_hanging() {
  local each
  printf '\nNot ended after %d s (TUTTI_STEP_LIMIT_S).\n' "$STEP_LIMIT_S"
  for each in $(descendants "$1"); do
    ps -o pid=,args= -p "$each" | cut -c 1-200
    if [ "$(ps -o comm= -p "$each")" = java ]; then
      timeout 20 "${JAVA_HOME:-/usr}/bin/jcmd" "$each" Thread.print || true
    fi
  done
  # shellcheck disable=SC2046
  kill -KILL $(descendants "$1") 2>/dev/null || true
}

# step NAME COMMAND…: runs the command with its output in .tutti/logs/NAME.log; its exit code is the command's.
step() {
  local name="$1" log began pid code=0
  shift
  mkdir -p "$LOG_DIR"
  log="$LOG_DIR/$(printf '%s' "$name" | tr -cs 'A-Za-z0-9\n' '-').log"
  began=$SECONDS
  "$@" >"$log" 2>&1 &
  pid=$!
  while kill -0 "$pid" 2>/dev/null; do
    if [ -t 1 ]; then printf '\r  %s … %d s ' "$name" "$((SECONDS - began))"; fi
    if [ "$((SECONDS - began))" -ge "$STEP_LIMIT_S" ]; then
      end_hanging "$pid" >>"$log" 2>&1
      code=$TOOK_TOO_LONG
    fi
    sleep 0.5
  done
  wait "$pid" || code=$((code ? code : $?))
  if [ -t 1 ]; then printf '\r\033[K'; fi
  if [ "$code" -eq 0 ]; then
    printf '  %s  %d s\n' "$name" "$((SECONDS - began))"
  else
    printf '  %s  FAILED after %d s; the end of %s:\n\n' "$name" "$((SECONDS - began))" "${log#"$TUTTI_ROOT"/}"
    tail -n "$([ "$code" = "$TOOK_TOO_LONG" ] && echo "$HANGING_TAIL_LINES" || echo "$LOG_TAIL_LINES")" "$log" | sed 's/^/    /'
    printf '\n'
  fi
  return "$code"
}
