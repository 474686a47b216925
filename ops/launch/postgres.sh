# shellcheck shell=bash
# A PostgreSQL of our own for one run: in a temporary folder, on a free port of loopback, gone afterwards.
# Sourced after debian.sh. postgres_start exports TUTTI_TEST_JDBC_URL (without a database at its end),
# TUTTI_TEST_JDBC_USER and TUTTI_TEST_JDBC_PASSWORD.

# PostgreSQL refuses to run as root.
as_postgres() {
  if [ "$(id -u)" -eq 0 ]; then
    setpriv --reuid=postgres --regid=postgres --clear-groups -- "$@"
  else
    "$@"
  fi
}

free_port() {
  node -e 'const s=require("node:net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})'
}

postgres_init() {
  as_postgres "$POSTGRES_BIN/initdb" -D "$POSTGRES_DIR/data" -U tutti -A trust --no-sync
  # What is lost by a crash here is thrown away at the end anyway.
  as_postgres "$POSTGRES_BIN/pg_ctl" -D "$POSTGRES_DIR/data" -l "$POSTGRES_DIR/log" -w \
    -o "-p $POSTGRES_PORT -k $POSTGRES_DIR -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=200" start
}

postgres_start() {
  POSTGRES_BIN="$(postgres_bin)"
  POSTGRES_DIR="$(mktemp -d /tmp/tutti-postgres.XXXXXX)"
  POSTGRES_PORT="$(free_port)"
  [ "$(id -u)" -eq 0 ] && chown postgres:postgres "$POSTGRES_DIR"
  export TUTTI_TEST_JDBC_URL="jdbc:postgresql://127.0.0.1:$POSTGRES_PORT/"
  export TUTTI_TEST_JDBC_USER=tutti TUTTI_TEST_JDBC_PASSWORD=tutti
  (cd /tmp && step "Starting a PostgreSQL for the tests" postgres_init)
}

postgres_database() {
  "$POSTGRES_BIN/createdb" -h 127.0.0.1 -p "$POSTGRES_PORT" -U tutti "$1"
}

postgres_stop() {
  [ -n "${POSTGRES_DIR:-}" ] || return 0
  (cd /tmp && as_postgres "$POSTGRES_BIN/pg_ctl" -D "$POSTGRES_DIR/data" -m immediate stop >/dev/null 2>&1) || true
  rm -rf "$POSTGRES_DIR"
}
