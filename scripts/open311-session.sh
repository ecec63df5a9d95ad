#!/usr/bin/env bash
# Prints a session of a plain HTTP client with an Open311 server, as docs/reference/open311.md records it.
#
#   scripts/open311-session.sh http://127.0.0.1:5170/open311/v2 KEY
set -euo pipefail

base=${1:?the address of the server} key=${2:?a key that may file and update}
shown=https://county.example/open311/v2

# Shows a call as one would type it, makes it, and shows what came back.
call() {
  local answer
  printf '\n$ curl'; printf ' %s' "${@//$base/$shown}" | sed "s/$key/KEY/"
  answer=$(curl -s -H 'Accept-Language: en' -w '\n%{http_code} %{content_type}' "$@")
  printf '\n%s\n' "${answer//${base%/open311/v2}/https://county.example}"
  last=$answer
}

call "$base/discovery.xml"
call "$base/services.json"
call "$base/services/street_light.xml"
call "$base/requests.json" -d "api_key=$key" -d service_code=street_light -d lat=25.79 -d long=113.04 -d 'attribute[fault]=off' -d 'description=The+lamp+before+the+school+is+out'
id=$(sed -n 's/.*"service_request_id":"\([^"]*\)".*/\1/p' <<< "$last")
call "$base/tokens/$id.xml"
call "$base/requests/$id.json"
call "$base/servicerequestupdates.xml" -d "api_key=$key" -d "service_request_id=$id" -d update_id=1 -d status=OPEN -d updated_datetime=2026-11-25T09:00:00Z -d 'description=Still+dark+tonight'
call "$base/servicerequestupdates.json"
call "$base/requests.json" -d api_key=guess -d service_code=street_light
