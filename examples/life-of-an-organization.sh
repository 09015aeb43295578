#!/usr/bin/env bash
# The whole life of an organization by nothing but curl: create, staff, key, rotate, offboard, archive, prove.
# Needs CLAVIGER_URL and CLAVIGER_ADMIN_KEY; bash and curl. With CLAVIGER_CLI (path of the program) the audit log's export is verified too.
# It makes people and workspaces of its own, so run it where that does no harm: ./run starts such a server.
set -euo pipefail
: "${CLAVIGER_URL:?address of the server}" "${CLAVIGER_ADMIN_KEY:?an admin key of the organization}"
admin=$CLAVIGER_URL/v1/organizations
run=$$
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# call WHO METHOD PATH [BODY]: leaves $status and $answer
call() {
  local who=$1 method=$2 path=$3 body=${4-}
  local headers=(-H 'anthropic-version: 2026-10-21')
  [ -n "$who" ] && headers+=(-H "authorization: Bearer $who")
  [ -n "$body" ] && headers+=(-H 'content-type: application/json' --data "$body")
  status=$(curl -sS -o "$folder/answer" -w '%{http_code}' -X "$method" "${headers[@]}" "$path")
  answer=$(cat "$folder/answer")
}

# want STATUS WHAT: goes on only with that status
want() {
  if [ "$status" != "$1" ]; then
    echo "FAILED  $2: expected $1, got $status: $answer" >&2
    exit 1
  fi
  echo "ok  $2"
}

# field NAME [TEXT]: the first string of that name. For real work use jq; this needs nothing but sed and awk.
field() { printf '%s' "${2-$answer}" | tr '{,' '\n\n' | awk -F'"' -v name="$1" '$2 == name { print $4; exit }'; }
# inside NAME: what follows where that object begins
inside() { printf '%s' "$answer" | sed "s/.*\"$1\":{//"; }

message() {
  local headers=(-H 'anthropic-version: 2023-06-01' -H 'content-type: application/json' -H "x-api-key: $1")
  status=$(curl -sS -o "$folder/answer" -w '%{http_code}' "${headers[@]}" "$CLAVIGER_URL/v1/messages" \
    --data '{"model":"claude-haiku-4-5","max_tokens":16,"messages":[{"role":"user","content":"Hello"}]}')
  answer=$(cat "$folder/answer")
}

# join EMAIL ROLE: leaves $user and $secret
join() {
  call "$CLAVIGER_ADMIN_KEY" POST "$admin/invites" "{\"email\":\"$1\",\"role\":\"$2\"}"
  want 200 "$1 is invited as $2"
  call '' POST "$admin/invites/accept" "{\"acceptance_token\":\"$(field acceptance_token)\"}"
  want 200 "$1 joins"
  secret=$(field secret)
  user=$(field id "$(inside user)")
}

echo '# Create'
call "$CLAVIGER_ADMIN_KEY" GET "$admin/me"; want 200 "the organization: $(field name)"
call "$CLAVIGER_ADMIN_KEY" POST "$admin/workspaces" "{\"name\":\"Life $run\",\"environment\":\"staging\",\"tags\":{\"made_by\":\"curl\"}}"; want 200 'a workspace'
workspace=$(field id)
call "$CLAVIGER_ADMIN_KEY" POST "$admin/spend_limits" "{\"scope\":{\"type\":\"workspace\",\"workspace_id\":\"$workspace\"},\"period\":\"monthly\",\"amount\":\"50000\"}"; want 200 'its cap: 500 USD a month'

echo '# Staff'
join "ada-$run@example.org" developer; ada=$user
join "grace-$run@example.org" developer; grace=$user; grace_key=$secret
call "$CLAVIGER_ADMIN_KEY" POST "$admin/workspaces/$workspace/members" "{\"user_id\":\"$ada\",\"workspace_role\":\"workspace_admin\"}"; want 200 'ada administers the workspace'
call "$CLAVIGER_ADMIN_KEY" POST "$admin/workspaces/$workspace/members" "{\"user_id\":\"$grace\",\"workspace_role\":\"workspace_developer\"}"; want 200 'grace develops in it'
call "$grace_key" GET "$admin/users"; want 403 'she may not look at all the people'

echo '# Key'
call "$grace_key" POST "$admin/api_keys" "{\"workspace_id\":\"$workspace\",\"service\":\"search-$run\"}"; want 200 'grace makes a key for a service'
old=$(field secret); key=$(field id "$(inside api_key)")
call "$grace_key" POST "$admin/api_keys" "{\"workspace_id\":\"$workspace\",\"service\":\"laptop-$run\",\"personal\":true}"; want 200 'and one of her own'
personal=$(field secret)
message "$old"; want 200 'the service calls Claude'
message "$personal"; want 200 'so does she'

echo '# Rotate'
call "$grace_key" POST "$admin/api_keys/$key/rotate" '{"overlap_seconds":3600}'; want 200 'the key gets a second secret'
new=$(field secret); replaced=$(field id "$(inside previous)")
message "$new"; want 200 'the new secret works'
message "$old"; want 200 'the old one still does'
call "$grace_key" POST "$admin/api_keys/$key/secrets/$replaced/end"; want 200 'everybody has moved: the old one is ended'
message "$old"; want 401 'and refused from the next request on'

echo '# Offboard'
call "$CLAVIGER_ADMIN_KEY" POST "$admin/users/$grace/offboard" '{"dry_run":true}'; want 200 'what would end, if grace left'
message "$personal"; want 200 'nothing has'
call "$CLAVIGER_ADMIN_KEY" POST "$admin/users/$grace/offboard" '{"hand_over":true,"rotate":true,"overlap_seconds":0}'; want 200 'grace leaves; her key is handed over and rotated'
heir=$(field user_id "$(inside new_owner)"); after=$(field secret)
[ "$heir" = "$ada" ] || { echo "FAILED  the key went to '$heir' and not to ada" >&2; exit 1; }
message "$personal"; want 401 'her own key is refused'
message "$new"; want 401 'so is the secret that she knew'
call "$grace_key" GET "$admin/me"; want 401 'and her admin key'
message "$after"; want 200 'the service goes on with its new secret'

echo '# Archive'
call "$CLAVIGER_ADMIN_KEY" POST "$admin/workspaces/$workspace/archive"; want 200 'the workspace is archived'
message "$after"; want 401 'and its keys with it'

echo '# Prove'
curl -sS -f -o "$folder/audit.jsonl" -H 'anthropic-version: 2026-10-21' -H "authorization: Bearer $CLAVIGER_ADMIN_KEY" "$admin/audit_log/export"
call "$CLAVIGER_ADMIN_KEY" GET "$admin/audit_log/public_key"; want 200 'the public key of the audit log'
field public_key > "$folder/audit.pub"
grep -q "$grace" "$folder/audit.jsonl" || { echo 'FAILED  the export does not tell of grace' >&2; exit 1; }
if [ -n "${CLAVIGER_CLI-}" ]; then
  "$CLAVIGER_CLI" audit verify "$folder/audit.jsonl" --public-key "$folder/audit.pub"
  echo 'ok  the export proves itself, offline'
else
  echo '    (set CLAVIGER_CLI to the path of claviger to verify the export)'
fi
