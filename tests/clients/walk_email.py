"""Walks the e-mail API with Python's standard library alone, as the scripts of customers do."""

import base64
import hashlib
import json
import os
import time
import urllib.error
import urllib.parse
import urllib.request

URL, USER_KEY, SECRET_KEY, DOMAIN = (os.environ[name] for name in ("URL", "USER_KEY", "SECRET_KEY", "DOMAIN"))
AGENT = "python-walk/1.0"
BASE = f"/v1/domains/{DOMAIN}"


def call(method, path, fields=None, secret=SECRET_KEY, stamp=None, as_json=False):
    """Status, headers and body of an answer; the time is that of this machine's zone, as most clients write it."""
    stamp = stamp or time.strftime("%Y%m%d%H%M%S")
    digest = hashlib.sha1((USER_KEY + AGENT + stamp + secret).encode()).digest()
    headers = {
        "User-Agent": AGENT,
        "Accept": "application/json",
        "X-Api-Signature": f"{USER_KEY}:{stamp}:{base64.b64encode(digest).decode()}",
    }
    data = None
    if fields is not None:
        kind = "json" if as_json else "x-www-form-urlencoded"
        headers["Content-Type"] = f"application/{kind}"
        text = json.dumps(fields) if as_json else urllib.parse.urlencode(fields)
        data = text.encode()
    request = urllib.request.Request(URL + path, data, headers, method=method)
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.headers, refused.read()


def done(answer):
    status, headers, body = answer
    assert (status, headers["Content-Length"], body) == (200, "0", b""), answer


def told(answer):
    status, _, body = answer
    assert status == 200, answer
    return json.loads(body)


def refused(answer, wanted, root, message):
    status, headers, body = answer
    fault = json.loads(body)[root]
    assert (status, fault["code"], fault["message"]) == (wanted, wanted, message), answer
    assert headers["x-error-message"] == message, answer
    return fault


done(call("POST", BASE, {"serviceType": "rsemail"}))
for number in range(7):
    fields = {"password": "Str0ng-enough", "size": 25600, "enabled": True, "unknownField": "x"}
    done(call("POST", f"{BASE}/rs/mailboxes/user{number}", fields, as_json=number % 2 == 0))
mailbox = told(call("GET", f"{BASE}/rs/mailboxes/USER3/"))
assert (mailbox["name"], mailbox["size"], mailbox["enabled"]) == ("user3", 25600, True), mailbox
done(call("PUT", f"{BASE}/rs/mailboxes/user3", {"enabled": False, "firstName": "Thrée"}))
mailbox = told(call("GET", f"{BASE}/rs/mailboxes/user3"))
assert (mailbox["enabled"], mailbox["contactInfo"]["firstName"]) == (False, "Thrée"), mailbox

names, offset = [], 0
while True:
    page = told(call("GET", f"{BASE}/rs/mailboxes?size=3&offset={offset}"))
    assert (page["total"], page["size"], page["offset"]) == (7, 3, offset), page
    if not page["rsMailboxes"]:
        break
    names += [row["name"] for row in page["rsMailboxes"]]
    offset += page["size"]
assert names == [f"user{number}" for number in range(7)], names

done(call("PUT", f"{BASE}/catchalladdress", {"address": f"user1@{DOMAIN}"}))
assert told(call("GET", f"{BASE}/catchalladdress")) == {"address": f"user1@{DOMAIN}"}
senders = {"addList": "@spam.example, bad@x.example", "removeList": ""}
done(call("PUT", f"{BASE}/rs/mailboxes/user1/spam/blocklist", senders))
done(call("DELETE", f"{BASE}/rs/mailboxes/user1/spam/blocklist/bad@x.example"))
assert told(call("GET", f"{BASE}/rs/mailboxes/user1/spam/blacklist")) == {"addresses": ["@spam.example"]}
done(call("PUT", f"{BASE}/spam/settings", {"filterLevel": "on", "rsEmail.spamHandling": "labelSubject"}))
assert told(call("GET", f"{BASE}/rs/mailboxes/user1/spam/settings"))["rsEmailSettings"]["spamHandling"] == "labelSubject"
dkim = told(call("POST", f"/v2/domains/{DOMAIN}/dkim"))
assert (dkim["status"], dkim["dnsKey"][:18]) == ("pendingVerification", "v=DKIM1; k=rsa; p="), dkim
exchange = "This domain does not have the Exchange service."
refused(call("GET", f"{BASE}/ex/mailboxes"), 400, "badRequestFault", exchange)

repeated = [("aliasEmails", f"user1@{DOMAIN}"), ("aliasEmails", f"user2@{DOMAIN}")]
done(call("POST", f"{BASE}/rs/aliases/pair", repeated))
assert told(call("GET", f"{BASE}/rs/aliases"))["aliases"] == [
    {"name": "pair", "numberOfMembers": 2, "singleMemberName": None}
]
missing = f"An alias must point to a valid email address. The following email addresses do not exist: no@{DOMAIN}"
refused(call("PUT", f"{BASE}/rs/aliases/pair", {"aliasEmails": f"no@{DOMAIN}"}), 400, "badRequestFault", missing)

done(call("DELETE", f"{BASE}/rs/mailboxes/user1"))
fault = refused(call("GET", f"{BASE}/rs/mailboxes/user1"), 404, "itemNotFoundFault", "Mailbox Not Found")
assert fault["additionalData"]["isRecoverable"] is True, fault
done(call("POST", f"{BASE}/rs/mailboxes/user1", {"password": "Str0ng-enough", "recoverDeleted": True}))
done(call("PUT", f"{BASE}/rs/mailboxes/user1", {"name": "renamed"}))
refused(call("GET", f"{BASE}/rs/mailboxes/user1"), 404, "itemNotFoundFault", "Mailbox Not Found")

failed = (403, "unauthorizedFault", "Authentication failed.")
refused(call("GET", BASE, secret="x" * 40), *failed)
refused(call("GET", BASE, stamp="20010308143725"), *failed)
refused(call("GET", BASE, stamp=str(int(time.time()))), *failed)
refused(call("POST", f"{BASE}/rs/mailboxes/new", {}), 400, "badRequestFault", "Missing required field: password")
for _ in range(2 * int(os.environ["READS"]) + 1):
    status, headers, body = call("GET", "/v1/customers/me")
    if status != 200:
        break
refused((status, headers, body), 403, "unauthorizedFault", "Exceeded request limits")
assert int(headers["Retry-After"]) > 0, dict(headers)
print("walked")
