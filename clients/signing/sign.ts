/**
 * Signs a request and sends it. Needs Node.js 18 and nothing else; its types can be stripped.
 *
 *     SUNWINDOW_KEY=portal SUNWINDOW_SECRET=… node sign.js SCHEME METHOD URL [BODY]
 *
 * SCHEME is gateway, exchange, paas, sunwindow or sunwindow-sm3. The body is JSON. Prints the answer; the last line is the
 * status.
 */
import { createHash, createHmac, randomBytes } from "node:crypto";

type Headers = Record<string, string>;

/** The national gateways: base64(HMAC-SHA256(secret, sid + rid + rtime)), in milliseconds. */
function sidRid(prefix: string, key: string, secret: string): Headers {
  const sid = "sunwindow";
  const rtime = String(Date.now());
  return {
    [prefix + "_sid"]: sid,
    [prefix + "_rid"]: key,
    [prefix + "_rtime"]: rtime,
    [prefix + "_sign"]: createHmac("sha256", secret).update(sid + key + rtime).digest("base64"),
  };
}

/** Hexadecimal SHA-256(time + token + nonce + time), in seconds. */
function tokenNonce(key: string, secret: string): Headers {
  const seconds = String(Math.floor(Date.now() / 1000));
  const nonce = randomBytes(16).toString("hex");
  return {
    "x-tif-paasid": key,
    "x-tif-timestamp": seconds,
    "x-tif-nonce": nonce,
    "x-tif-signature": createHash("sha256").update(seconds + secret + nonce + seconds).digest("hex"),
  };
}

/** Method, path, query and body. Path and query are signed exactly as they are sent. */
function wholeRequest(sm3: boolean, key: string, secret: string, method: string, url: string, body: string): Headers {
  const hash = sm3 ? "sm3" : "sha256";
  const address = new URL(url);
  const millis = String(Date.now());
  const nonce = randomBytes(16).toString("hex");
  const digest = createHash(hash).update(body).digest("hex");
  const text = [
    sm3 ? "HMAC-SM3" : "HMAC-SHA256",
    method,
    address.pathname,
    address.search.replace(/^\?/, ""),
    key,
    millis,
    nonce,
    digest,
  ].join("\n");
  return {
    "Sunwindow-Key": key,
    "Sunwindow-Time": millis,
    "Sunwindow-Nonce": nonce,
    "Sunwindow-Digest": digest,
    [sm3 ? "Sunwindow-Signature-SM3" : "Sunwindow-Signature"]: createHmac(hash, secret).update(text).digest("hex"),
  };
}

/** Returns the headers to add to a request. A request that is repeated must be signed again. */
export function signed(
  scheme: string,
  key: string,
  secret: string,
  method: string,
  url: string,
  body: string,
): Headers {
  switch (scheme) {
    case "gateway":
      return sidRid("gjzwfwpt", key, secret);
    case "exchange":
      return sidRid("gjgxjhpt", key, secret);
    case "paas":
      return tokenNonce(key, secret);
    case "sunwindow":
      return wholeRequest(false, key, secret, method, url, body);
    case "sunwindow-sm3":
      return wholeRequest(true, key, secret, method, url, body);
    default:
      throw new Error("there is no scheme " + scheme);
  }
}

async function main(): Promise<void> {
  const [scheme, method, url, body = ""] = process.argv.slice(2);
  const key = process.env.SUNWINDOW_KEY ?? "";
  const secret = process.env.SUNWINDOW_SECRET ?? "";
  const headers = signed(scheme, key, secret, method, url, body);
  if (body !== "") {
    headers["Content-Type"] = "application/json";
  }
  const response = await fetch(url, { method, headers, body: body === "" ? undefined : body });
  console.log(await response.text());
  console.log(response.status);
}

main();
