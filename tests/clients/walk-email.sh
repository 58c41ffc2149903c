#!/usr/bin/env bash
# Walks the e-mail API with curl and openssl alone. Needs URL, USER_KEY, SECRET_KEY, DOMAIN and READS, the calls in
# a minute, in the environment.
set -euo pipefail
AGENT='keyward-walk/1.0 (żółw)'
base="$URL/v1/customers/me/domains/$DOMAIN"

# What a request is answered with: status, then body. Arguments: method, address, more of curl's.
call() {
  local method=$1 address=$2 time hash
  shift 2
  time=${TIME:-$(date -u +%Y%m%d%H%M%S)}
  hash=$(printf %s "$USER_KEY$AGENT$time${SECRET:-$SECRET_KEY}" | openssl dgst -sha1 -binary | base64)
  curl -sS -o body -w '%{http_code}' -X "$method" -A "$AGENT" -H "X-Api-Signature: $USER_KEY:$time:$hash" "$@" "$address"
  printf ' %s\n' "$(cat body)"
}

# Fails unless an answer begins with these words. Arguments: what it is about, the words, the answer.
expect() {
  if [[ $3 != "$2"* ]]; then
    printf '%s: wanted "%s", got "%s"\n' "$1" "$2" "$3" >&2
    exit 1
  fi
}

contain() {
  if [[ $3 != *"$2"* ]]; then
    printf '%s: wanted "%s" in "%s"\n' "$1" "$2" "$3" >&2
    exit 1
  fi
}

cd "$(mktemp -d)"
expect 'add domain' '200 ' "$(call POST "$base" -d serviceType=rsemail -d rsEmailMaxNumberMailboxes=5)"
for name in anna ben cleo; do
  expect "add $name" '200 ' "$(call POST "$base/rs/mailboxes/$name" --data-urlencode 'password=Str0ng enough' -d size=2048)"
done
contain 'show' '"name":"anna","size":2048' "$(call GET "$base/rs/mailboxes/anna")"
expect 'edit' '200 ' "$(call PUT "$base/rs/mailboxes/anna" --data-urlencode 'displayName=Zoë & co')"
contain 'edited' '"displayName":"Zoë & co"' "$(call GET "$base/rs/mailboxes/anna")"
contain 'first page' '"offset":0,"size":2,"total":3,"rsMailboxes":[{"name":"anna"' "$(call GET "$base/rs/mailboxes?size=2")"
contain 'second page' '"offset":2,"size":2,"total":3,"rsMailboxes":[{"name":"cleo"' "$(call GET "$base/rs/mailboxes?size=2&offset=2")"
contain 'past the end' '"rsMailboxes":[]' "$(call GET "$base/rs/mailboxes?size=2&offset=4")"
expect 'add alias' '200 ' "$(call POST "$base/rs/aliases/team" -d "aliasEmails=anna@$DOMAIN, ben@$DOMAIN")"
expect 'add member' '200 ' "$(call POST "$base/rs/aliases/team/cleo@$DOMAIN" -d '')"
contain 'members' "\"emailAddress\":[\"anna@$DOMAIN\",\"ben@$DOMAIN\",\"cleo@$DOMAIN\"]" "$(call GET "$base/rs/aliases/team")"
expect 'remove member' '200 ' "$(call DELETE "$base/rs/aliases/team/ben@$DOMAIN")"
expect 'delete' '200 ' "$(call DELETE "$base/rs/mailboxes/ben" -H 'Content-Type: application/json')"
contain 'recoverable' '"isRecoverable":true' "$(call GET "$base/rs/mailboxes/ben")"
expect 'restore' '200 ' "$(call POST "$base/rs/mailboxes/ben" --data-urlencode 'password=Another 1' -d recoverDeleted=true)"
contain 'restored' '"size":2048' "$(call GET "$base/rs/mailboxes/ben")"
contain 'XML' '<rsMailbox xmlns' "$(call GET "$base/rs/mailboxes/ben" -H 'Accept: text/xml')"
denied='403 {"unauthorizedFault":{"code":403,"message":"Authentication failed."'
expect 'wrong secret' "$denied" "$(SECRET=wrong call GET "$base")"
expect 'stale time' "$denied" "$(TIME=20010308143725 call GET "$base")"
expect 'no signature' "$denied" "$(curl -sS -w ' ' -o body -w '%{http_code} ' "$base"; cat body)"
contain 'unknown domain' '"resourceType":"Domain"' "$(call GET "$URL/v1/domains/nowhere.example")"
# Twice, should a minute end in between.
for ((left = 2 * READS; left >= 0; left--)); do
  call GET "$URL/v1/customers/me?" >throttled
  [[ $(cat throttled) == 200* ]] || break
done
expect 'throttled' '403 {"unauthorizedFault":{"code":403,"message":"Exceeded request limits"' "$(cat throttled)"
expect 'a change beyond the limit of questions' '200 ' "$(call PUT "$base/rs/mailboxes/anna" -d enabled=TRUE)"
printf 'walked\n'
