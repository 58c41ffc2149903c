"""A WSGI service that lets in whom Keyward knows. Nothing but Python's own library."""
import json
import re
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener
from wsgiref.simple_server import make_server

VERIFY = "http://localhost:8080/api/v1/verify"
TIMEOUT_SECONDS = 2


class NoRedirect(HTTPRedirectHandler):
    """A redirect would carry the credential to another address."""

    def redirect_request(self, *_args):
        return None


# Straight to Keyward, whatever proxy the environment names.
keyward = build_opener(NoRedirect, ProxyHandler({}))


def guard(service, role=None):
    """Wraps a WSGI application: it is called for good credentials only, with who it is in environ["keyward"].

    Keyward is asked about every request and no answer is kept, so a key that was reset is refused in the next one.
    Answers 401 without a good credential, 403 without the role, and 503 when Keyward does not tell in time.
    """

    def guarded(environ, start_response):
        status, caller = verify(environ)
        if status == 200 and role is not None and role not in caller["roles"]:
            status = 403
        if status != 200:
            return refuse(status, start_response)
        return service({**environ, "keyward": caller}, start_response)

    return guarded


def verify(environ):
    """The status to answer with, and who it is when that is 200."""
    given = {"Authorization": environ.get("HTTP_AUTHORIZATION"), "X-Auth-Token": environ.get("HTTP_X_AUTH_TOKEN")}
    headers = {name: value for name, value in given.items() if value}
    if len(headers) != 1 or not re.fullmatch(r"[\x20-\x7e]{1,2048}", *headers.values()):
        return 401, None
    try:
        with keyward.open(Request(VERIFY, headers=headers), timeout=TIMEOUT_SECONDS) as answer:
            caller = json.load(answer)
            return (200, caller) if caller["kind"] in ("key", "token") else (503, None)
    except HTTPError as refused:
        return (401 if refused.code in (400, 401, 429) else 503), None
    except (OSError, URLError, ValueError, LookupError, TypeError):
        return 503, None


TITLES = {401: "Unauthorized", 403: "Forbidden", 503: "Service Unavailable"}


def refuse(status, start_response):
    headers = [("Content-Type", "text/plain")]
    if status == 401:
        headers.append(("WWW-Authenticate", 'Bearer realm="keyward"'))
    start_response(f"{status} {TITLES[status]}", headers)
    return [f"{TITLES[status]}\n".encode()]


def hello(environ, start_response):
    caller = environ["keyward"]
    start_response("200 OK", [("Content-Type", "text/plain; charset=utf-8")])
    return [f"Hello {caller['username']} of account {caller['accountId']}\n".encode()]


def reports(_environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"all reports\n"]


ROUTES = {"/": guard(hello), "/reports": guard(reports, role="reports:reader")}


def not_found(_environ, start_response):
    start_response("404 Not Found", [("Content-Type", "text/plain")])
    return [b"Not found\n"]


def application(environ, start_response):
    return ROUTES.get(environ.get("PATH_INFO", "/"), not_found)(environ, start_response)


if __name__ == "__main__":
    with make_server("localhost", 8081, application) as server:
        server.serve_forever()
