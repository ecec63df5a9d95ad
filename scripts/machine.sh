# What the tests need of the machine: packages, and a PostgreSQL cluster of their own. Sourced by ./test, after build.sh.

postgres_bin() {
  { ls -d /usr/lib/postgresql/*/bin 2>/dev/null || dirname "$(readlink -f "$(command -v initdb)")" 2>/dev/null; } | sort -V | tail -1
}

# The shell is Chromium without windows: the same engine, in half the time.
chromium_program() { printf '%s' "${CHROMIUM:-$(command -v chromium-headless-shell || command -v chromium || command -v chromium-browser || true)}"; }

has_chinese_font() { command -v fc-list >/dev/null && [ -n "$(fc-list :lang=zh-cn family)" ]; }

has_package() { command -v apt-cache > /dev/null && apt-cache show "$1" > /dev/null 2>&1; }

# Debian's packages, through apt-get; elsewhere it says what to install.
install_missing() {
  local missing=()
  [ -n "${COUNTYWORKS_TEST_POSTGRES:-}" ] || [ -n "$(postgres_bin)" ] || missing+=(postgresql)
  [ -n "${CHROMIUM:-}" ] || command -v chromium-headless-shell > /dev/null || { [ -n "$(chromium_program)" ] && ! has_package chromium-headless-shell; } || missing+=(chromium)
  has_chinese_font || missing+=(fontconfig fonts-noto-cjk)
  command -v npm >/dev/null || missing+=(nodejs npm)
  command -v gcc >/dev/null || missing+=(gcc libc6-dev)
  command -v hledger >/dev/null || missing+=(hledger)       # these three compute our books again
  command -v ledger >/dev/null || missing+=(ledger)
  command -v bean-check >/dev/null || missing+=(beancount)
  command -v belenios-tool >/dev/null || missing+=(belenios-tool)
  if [ ${#missing[@]} -gt 0 ]; then
    if ! command -v apt-get >/dev/null; then say "Missing: ${missing[*]}. Install them and run this again."; exit 1; fi
    say "installing ${missing[*]}…"
    local root=(); [ "$(id -u)" = 0 ] || root=(sudo)
    quietly "${root[@]}" apt-get update
    ! has_package chromium-headless-shell || missing=("${missing[@]/%chromium/chromium-headless-shell}")
    quietly "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}"
  fi
  CHROMIUM=$(chromium_program); export CHROMIUM
}

# PostgreSQL refuses to run as root, so root hands it to the account its package made.
as_postgres() {
  if [ "$(id -u)" = 0 ]; then (cd "$work" && runuser -u postgres -- "$@"); else "$@"; fi
}

# A throw-away cluster on a free port of the loopback address; durability is off, since it outlives no test: start_postgres durable leaves it on, for measuring.
start_postgres() {
  [ -z "${COUNTYWORKS_TEST_POSTGRES:-}" ] || return 0
  local bin port try durability="-c fsync=off -c synchronous_commit=off -c full_page_writes=off"; bin=$(postgres_bin)
  [ "${1:-}" != durable ] || durability=
  mkdir "$work/postgres"
  [ "$(id -u)" != 0 ] || chown postgres "$work/postgres"
  quietly as_postgres "$bin/initdb" -D "$work/postgres/data" -U postgres -A trust --encoding=UTF8 --locale=C.UTF-8 --no-sync
  for try in 1 2 3 4 5; do
    port=$((20000 + RANDOM % 12000))
    if as_postgres "$bin/pg_ctl" -D "$work/postgres/data" -l "$work/postgres/log" -w -s start -o "-p $port \
      -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=200 -c shared_buffers=256MB $durability" > /dev/null 2>&1; then
      export COUNTYWORKS_TEST_POSTGRES="Host=127.0.0.1;Port=$port;Username=postgres;Database=postgres"
      return
    fi
  done
  say "PostgreSQL does not start:"; cat "$work/postgres/log" >&2
  exit 1
}

stop_postgres() {
  [ ! -f "$work/postgres/data/postmaster.pid" ] || as_postgres "$(postgres_bin)/pg_ctl" -D "$work/postgres/data" -m immediate -s stop || true
}
