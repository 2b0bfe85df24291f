"""Signs a request and sends it. Needs Python 3.9 and nothing else.

    SUNWINDOW_KEY=portal SUNWINDOW_SECRET=... python3 sign.py SCHEME METHOD URL [BODY]

SCHEME is gateway, exchange, paas, sunwindow or sunwindow-sm3. The body is JSON. Prints the answer; the last line is the
status. HMAC-SM3 needs a Python whose OpenSSL has SM3.
"""

import base64
import hashlib
import hmac
import os
import secrets
import sys
import time
import urllib.error
import urllib.parse
import urllib.request


def sid_rid(prefix, key, secret):
    """The national gateways: base64(HMAC-SHA256(secret, sid + rid + rtime)), in milliseconds."""
    sid = "sunwindow"
    rtime = str(time.time_ns() // 1_000_000)
    sign = hmac.new(secret.encode(), (sid + key + rtime).encode(), hashlib.sha256).digest()
    return {
        f"{prefix}_sid": sid,
        f"{prefix}_rid": key,
        f"{prefix}_rtime": rtime,
        f"{prefix}_sign": base64.b64encode(sign).decode(),
    }


def token_nonce(key, secret):
    """Hexadecimal SHA-256(time + token + nonce + time), in seconds."""
    seconds = str(int(time.time()))
    nonce = secrets.token_hex(16)
    return {
        "x-tif-paasid": key,
        "x-tif-timestamp": seconds,
        "x-tif-nonce": nonce,
        "x-tif-signature": hashlib.sha256((seconds + secret + nonce + seconds).encode()).hexdigest(),
    }


def whole_request(algorithm, signature_header, key, secret, method, url, body):
    """Method, path, query and body. Path and query are signed exactly as they are sent."""
    hash_name = {"HMAC-SHA256": "sha256", "HMAC-SM3": "sm3"}[algorithm]
    address = urllib.parse.urlsplit(url)
    millis = str(time.time_ns() // 1_000_000)
    nonce = secrets.token_hex(16)
    digest = hashlib.new(hash_name, body).hexdigest()
    text = "\n".join([algorithm, method, address.path, address.query, key, millis, nonce, digest])
    return {
        "Sunwindow-Key": key,
        "Sunwindow-Time": millis,
        "Sunwindow-Nonce": nonce,
        "Sunwindow-Digest": digest,
        signature_header: hmac.new(secret.encode(), text.encode(), hash_name).hexdigest(),
    }


def signed(scheme, key, secret, method, url, body):
    """Returns the headers to add to a request. A request that is repeated must be signed again."""
    if scheme == "gateway":
        return sid_rid("gjzwfwpt", key, secret)
    if scheme == "exchange":
        return sid_rid("gjgxjhpt", key, secret)
    if scheme == "paas":
        return token_nonce(key, secret)
    if scheme == "sunwindow":
        return whole_request("HMAC-SHA256", "Sunwindow-Signature", key, secret, method, url, body)
    if scheme == "sunwindow-sm3":
        return whole_request("HMAC-SM3", "Sunwindow-Signature-SM3", key, secret, method, url, body)
    raise SystemExit(f"there is no scheme {scheme}")


def main():
    scheme, method, url = sys.argv[1:4]
    body = sys.argv[4].encode() if len(sys.argv) > 4 else b""
    headers = signed(scheme, os.environ["SUNWINDOW_KEY"], os.environ["SUNWINDOW_SECRET"], method, url, body)
    if body:
        headers["Content-Type"] = "application/json"
    request = urllib.request.Request(url, data=body or None, headers=headers, method=method)
    try:
        with urllib.request.urlopen(request) as response:
            status, answer = response.status, response.read()
    except urllib.error.HTTPError as error:
        status, answer = error.code, error.read()
    print(answer.decode())
    print(status)


if __name__ == "__main__":
    main()
