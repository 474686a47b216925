# shellcheck shell=bash
# Finds the tools the product is built and run with. Sourced; each find_… either succeeds or ends the
# script with one sentence that says what to install.
# What the functions set is read by the scripts that source this one.
# shellcheck disable=SC2034

JAVA_MIN=21
NODE_MIN=20

give_up() {
  printf 'tutti: %s\n' "$1" >&2
  exit 1
}

# asks_help ARGUMENT…: whether help is asked for anywhere among them; nothing else is done then.
asks_help() {
  local word
  for word in "$@"; do
    case "$word" in -h | --help) return 0 ;; esac
  done
  return 1
}

# only_options "--minutes= --wire" WORD…: gives up at a word that is none of them; one with "=" wants a value.
only_options() {
  local known=" $1 "
  shift
  while [ $# -gt 0 ]; do
    case "$known" in
      *" ${1%%=*}= "*)
        if [ "$1" = "${1%%=*}" ]; then
          [ $# -ge 2 ] || give_up "$1 wants a value; --help tells more."
          shift
        fi
        ;;
      *" $1 "*) ;;
      *) give_up "\"$1\" is not understood; --help tells what is." ;;
    esac
    shift
  done
}

# The feature number (21, 25 …) of the JDK in a folder, or nothing. The `release` file answers without starting a JVM.
jdk_feature() {
  local home="$1" line
  [ -x "$home/bin/java" ] && [ -x "$home/bin/javac" ] || return 0
  [ -r "$home/release" ] || return 0
  line="$(grep '^JAVA_VERSION=' "$home/release" 2>/dev/null || true)"
  line="${line#JAVA_VERSION=\"}"
  line="${line%%[.\"+-]*}"
  [ "$line" = 1 ] && line=8
  printf '%s' "$line"
}

jdk_candidates() {
  local java
  [ -n "${JAVA_HOME:-}" ] && printf '%s\n' "$JAVA_HOME"
  if java="$(command -v java)"; then
    java="$(readlink -f "$java" 2>/dev/null || printf '%s' "$java")"
    printf '%s\n' "${java%/bin/java}"
  fi
  [ -x /usr/libexec/java_home ] && /usr/libexec/java_home -v "$JAVA_MIN+" 2>/dev/null
  printf '%s\n' /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* "${HOME:-/nowhere}"/.sdkman/candidates/java/* "${HOME:-/nowhere}"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home
}

# Sets JAVA_HOME and JAVA_FEATURE to the newest JDK on this machine: newer ones are faster here, and all run level 21.
find_jdk() {
  local home feature best='' best_feature=0
  while IFS= read -r home; do
    feature="$(jdk_feature "$home")"
    case "$feature" in '' | *[!0-9]*) continue ;; esac
    if [ "$feature" -gt "$best_feature" ]; then
      best="$home"
      best_feature="$feature"
    fi
  done < <(jdk_candidates)
  if [ "$best_feature" -lt "$JAVA_MIN" ]; then
    give_up "no JDK $JAVA_MIN or newer was found; install one (Debian 13: apt install openjdk-$JAVA_MIN-jdk-headless, macOS: brew install openjdk, or any from adoptium.net) or set JAVA_HOME."
  fi
  export JAVA_HOME="$best"
  JAVA_FEATURE="$best_feature"
}

# What a JVM wrote down when it was busy with this build: the classes it loaded and, from JDK 25 on, which code was busy,
# so that a new process compiles that first. Expects find_jdk to have been called.
head_start() {
  local kind=jsa
  [ "$JAVA_FEATURE" -ge 25 ] && kind=aot
  printf '%s/.tutti/head-start/jdk-%s.%s' "$TUTTI_ROOT" "$JAVA_FEATURE" "$kind"
}

node_feature() {
  local version
  version="$("$1" --version 2>/dev/null || true)"
  version="${version#v}"
  printf '%s' "${version%%.*}"
}

# Puts a fit Node first on the PATH.
find_node() {
  local node feature best='' best_feature=0
  while IFS= read -r node; do
    [ -x "${node%/*}/npm" ] || continue
    feature="$(node_feature "$node")"
    case "$feature" in '' | *[!0-9]*) continue ;; esac
    if [ "$feature" -ge "$NODE_MIN" ] && [ "$best_feature" -eq 0 ]; then
      best="$node"
      best_feature="$feature"
    fi
  done < <(
    command -v node || true
    printf '%s\n' /usr/local/bin/node /opt/homebrew/bin/node "${HOME:-/nowhere}"/.nvm/versions/node/*/bin/node "${HOME:-/nowhere}"/.volta/bin/node
  )
  if [ -z "$best" ]; then
    give_up "no Node.js $NODE_MIN or newer with npm was found; install it (Debian 13: apt install nodejs npm, macOS: brew install node, or nodejs.org)."
  fi
  PATH="${best%/*}:$PATH"
  export PATH
}

find_maven() {
  local maven
  for maven in "$(command -v mvn || true)" "${MAVEN_HOME:-/nowhere}/bin/mvn" "${HOME:-/nowhere}"/.sdkman/candidates/maven/current/bin/mvn; do
    if [ -x "$maven" ]; then
      MAVEN="$maven"
      return
    fi
  done
  give_up "Maven was not found; install it (Debian: apt install maven, macOS: brew install maven)."
}
