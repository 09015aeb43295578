#!/usr/bin/env bash
# A PostgreSQL of its own for the tests: from Debian's packages, in a temporary folder, on loopback, not as root.
#   eval "$(tests/postgres.sh start)"   sets CLAVIGER_TEST_POSTGRES and CLAVIGER_TEST_POSTGRES_FOLDER
#   tests/postgres.sh stop              stops it and removes its folder
set -euo pipefail

bin() { ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1; }

as_user() { if [ "$(id -u)" -eq 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }

start() {
  # postgresql-common would start a server at each install; the tests want one of their own only.
  if [ -z "$(bin)" ]; then
    { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends postgresql; } >/dev/null 2>&1 || true
  fi
  [ -n "$(bin)" ] || { echo "error: PostgreSQL is not here and could not be installed" >&2; return 1; }
  local folder port
  folder=$(mktemp -d)
  if [ "$(id -u)" -eq 0 ]; then chown postgres "$folder"; fi
  as_user "$(bin)/initdb" -D "$folder/data" -U claviger -A trust -E UTF8 --locale=C.UTF-8 >"$folder.init" 2>&1 || { cat "$folder.init" >&2; return 1; }
  rm "$folder.init"
  for port in $(seq 54330 54360); do
    # fsync stays on: the program refuses a server without, and the tests are of what is durable.
    as_user "$(bin)/pg_ctl" -D "$folder/data" -l "$folder/log" -w -t 30 \
      -o "-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories=$folder -c max_connections=300" start >/dev/null 2>&1 || continue
    echo "export CLAVIGER_TEST_POSTGRES='Host=127.0.0.1;Port=$port;Username=claviger;Database=postgres' CLAVIGER_TEST_POSTGRES_FOLDER='$folder'"
    return 0
  done
  cat "$folder/log" >&2
  return 1
}

stop() {
  [ -n "${CLAVIGER_TEST_POSTGRES_FOLDER:-}" ] || return 0
  as_user "$(bin)/pg_ctl" -D "$CLAVIGER_TEST_POSTGRES_FOLDER/data" -m immediate -w stop >/dev/null 2>&1 || true
  rm -rf "$CLAVIGER_TEST_POSTGRES_FOLDER"
}

case "${1:-}" in
  start) start ;;
  stop) stop ;;
  *) echo "usage: tests/postgres.sh start|stop" >&2; exit 2 ;;
esac
