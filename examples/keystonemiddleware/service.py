"""A WSGI service that lets in whom Keyward knows, by OpenStack's own middleware, as OpenStack's services do."""
import os
from wsgiref.simple_server import make_server

from keystonemiddleware.auth_token import AuthProtocol


def hello(environ, start_response):
    # The middleware deletes these from every request and sets them from what Keyward says.
    user, project, roles = (environ[f"HTTP_X_{name}"] for name in ("USER_NAME", "PROJECT_ID", "ROLES"))
    start_response("200 OK", [("Content-Type", "text/plain; charset=utf-8")])
    return [f"Hello {user} of account {project}, {roles}\n".encode()]


application = AuthProtocol(
    hello,
    {
        "auth_url": "http://127.0.0.1:8080/v3",
        "www_authenticate_uri": "http://127.0.0.1:8080/v3",
        # The user that this service itself logs in as, with the role `service`. The password is the user's API key.
        "auth_type": "password",
        "username": "hello-service",
        "password": os.environ["SERVICE_KEY"],
        "user_domain_id": "default",
        "project_domain_id": "default",
        "project_name": os.environ["SERVICE_ACCOUNT"],
        # Every request asks Keyward. Without this a revoked token would go on for five minutes.
        "token_cache_time": -1,
    },
)

if __name__ == "__main__":
    with make_server("localhost", 8081, application) as server:
        server.serve_forever()
