# shellcheck shell=bash
# Builds what is missing or out of date, judged by the content of the sources, so that a checkout that only
# touched files, or went back to an earlier commit, is not fooled. Sourced after tools.sh, progress.sh and lock.sh.

STAMP_DIR="$TUTTI_ROOT/.tutti/stamps"

# One line that changes whenever a file below the given paths does, comes or goes.
fingerprint() {
  (
    cd "$TUTTI_ROOT" || exit
    { find "$@" -type f ! -path '*/node_modules/*' -print 2>/dev/null || true; } | LC_ALL=C sort | tr '\n' '\0' | xargs -0 cksum | cksum
  )
}

# fresh STAMP RESULT FINGERPRINT: the result exists and was made from just these sources.
fresh() {
  [ -e "$TUTTI_ROOT/$2" ] && [ "$(cat "$STAMP_DIR/$1" 2>/dev/null)" = "$3" ]
}

stamp() {
  mkdir -p "$STAMP_DIR"
  printf '%s\n' "$2" >"$STAMP_DIR/$1"
}

# JDK 24 and newer warn about what Maven's own libraries do; none of it is ours to mend.
quiet_maven() {
  [ "$JAVA_FEATURE" -lt 24 ] && return
  export MAVEN_OPTS="${MAVEN_OPTS:-} --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED"
}

npm_install() {
  local folder="$1" print
  print="$(fingerprint "$folder/package.json" "$folder/package-lock.json")"
  fresh "npm-${folder//\//-}" "$folder/node_modules" "$print" && return
  # Browsers come from the system's packages; the download would be a second copy of them.
  PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 PUPPETEER_SKIP_DOWNLOAD=1 \
    step "Fetching the packages of $folder" npm --prefix "$TUTTI_ROOT/$folder" ci --no-audit --no-fund || return
  stamp "npm-${folder//\//-}" "$print"
}

build_web() {
  local print
  print="$(
    cd "$TUTTI_ROOT/web-ui" || exit
    for path in *; do
      case "$path" in node_modules | dist | e2e | test-results | playwright-report | coverage) ;; *) printf 'web-ui/%s\n' "$path" ;; esac
    done | while IFS= read -r path; do fingerprint "$path"; done
  )"
  fresh web web-ui/dist/index.html "$print" && return
  find_node
  npm_install web-ui || return
  step "Building the browser's side" npm --prefix "$TUTTI_ROOT/web-ui" run build || return
  stamp web "$print"
}

maven_package() {
  # Maven adds to this folder and never clears it; two versions of one library on the class path do not start.
  rm -rf "$TUTTI_ROOT/http-gateway/target/lib"
  # skipTests and not maven.test.skip: the gateway's tests name a jar of the engine's, which has to be made to be found.
  "$MAVEN" -q -B -Dstyle.color=never -f "$TUTTI_ROOT/pom.xml" -DskipTests package
}

build_server() {
  local print
  print="$(fingerprint pom.xml engine/pom.xml engine/src/main http-gateway/pom.xml http-gateway/src/main)"
  fresh server http-gateway/target/tutti-gateway.jar "$print" && [ -d "$TUTTI_ROOT/http-gateway/target/lib" ] && return
  find_maven
  quiet_maven
  step "Building the server" maven_package || return
  stamp server "$print"
}

rehearse() {
  local flag=ArchiveClassesAtExit
  case "$1" in *.aot) flag=AOTCacheOutput ;; esac
  mkdir -p "$(dirname "$1")"
  rm -f "$1"
  node "$TUTTI_ROOT/ops/launch/rehearsal.mjs" "-XX:$flag=$1" && [ -s "$1" ]
}

# Shortens a start to half and less, after a crash too, and with JDK 25 the slow minute after it. It fits one JDK and one build.
build_head_start() {
  local print archive
  archive="$(head_start)"
  print="$(cat "$STAMP_DIR/server" 2>/dev/null) $(fingerprint ops/launch/{rehearsal,spawn}.mjs ops/launch/server ops/bench/lib/{member,websocket}.mjs)"
  fresh "head-start-$JAVA_FEATURE" "${archive#"$TUTTI_ROOT"/}" "$print" && return
  find_node
  # Without it all works, only slower.
  step "Rehearsing, so that the next starts are quick" rehearse "$archive" || return 0
  stamp "head-start-$JAVA_FEATURE" "$print"
}

# Expects find_jdk to have been called.
build_all() {
  alone build_parts
}

build_parts() {
  build_web && build_server && build_head_start
}
