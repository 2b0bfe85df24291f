#!/usr/bin/env bash
# Signs a request and sends it with curl. Needs bash, curl and openssl.
#
#   SUNWINDOW_KEY=portal SUNWINDOW_SECRET=… sign.sh SCHEME METHOD URL [BODY]
#
# SCHEME is gateway, exchange, paas, sunwindow or sunwindow-sm3. The body is JSON. Prints the answer; the last line is the status.
# Keep the secret out of the list of processes in production: openssl gets it as an argument here.
set -euo pipefail

scheme=$1 method=$2 url=$3 body=${4-}
key=$SUNWINDOW_KEY secret=$SUNWINDOW_SECRET
millis=$(date +%s%3N)
nonce=$(openssl rand -hex 16)
target=/${url#*://*/}
path=${target%%\?*} query=
[[ $target == *\?* ]] && query=${target#*\?}

hash() { openssl dgst "-$1" -r | cut -d ' ' -f 1; }
hmac() { openssl dgst "-$1" -mac HMAC -macopt "key:$secret" -r | cut -d ' ' -f 1; }

# algorithm of openssl, its name in the signed text, header of the signature
whole_request() {
    local digest
    digest=$(printf %s "$body" | hash "$1")
    headers=(-H "Sunwindow-Key: $key" -H "Sunwindow-Time: $millis" -H "Sunwindow-Nonce: $nonce" -H "Sunwindow-Digest: $digest"
        -H "$3: $(printf '%s\n%s\n%s\n%s\n%s\n%s\n%s\n%s' "$2" "$method" "$path" "$query" "$key" "$millis" "$nonce" "$digest" | hmac "$1")")
}

sid_rid() {
    local sid=sunwindow
    headers=(-H "$1_sid: $sid" -H "$1_rid: $key" -H "$1_rtime: $millis"
        -H "$1_sign: $(printf %s "$sid$key$millis" | openssl dgst -sha256 -mac HMAC -macopt "key:$secret" -binary | openssl base64 -A)")
}

case $scheme in
    gateway) sid_rid gjzwfwpt ;;
    exchange) sid_rid gjgxjhpt ;;
    paas)
        seconds=${millis%???}
        headers=(-H "x-tif-paasid: $key" -H "x-tif-timestamp: $seconds" -H "x-tif-nonce: $nonce"
            -H "x-tif-signature: $(printf %s "$seconds$secret$nonce$seconds" | hash sha256)")
        ;;
    sunwindow) whole_request sha256 HMAC-SHA256 Sunwindow-Signature ;;
    sunwindow-sm3) whole_request sm3 HMAC-SM3 Sunwindow-Signature-SM3 ;;
    *) echo "there is no scheme $scheme" >&2 && exit 2 ;;
esac

[[ -n $body ]] && headers+=(-H 'Content-Type: application/json' --data-binary "$body")
curl -sS -X "$method" "${headers[@]}" -w '\n%{http_code}\n' "$url"
