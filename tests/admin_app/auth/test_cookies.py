"""The flags of the one cookie (T40)."""

from collections.abc import Callable

from flask import Flask

from tests.visitor import Visitor
from tests.world import World

AppOf = Callable[..., Flask]


def cookie_set(someone: Visitor) -> tuple[str, set[str]]:
    """Name and flags of the cookie that a sign-in sets."""
    (line,) = someone.sign_in("p").response.headers.getlist("Set-Cookie")
    content, *flags = line.split("; ")
    return content.partition("=")[0], set(flags)


def test_over_tls_it_is_bound_to_this_host(
    app_of: AppOf, world_template: tuple[str, World]
) -> None:
    app = app_of(world_template[0], over_tls=True)
    app.config["PREFERRED_URL_SCHEME"] = "https"  # what the tests' browser asks with
    someone = Visitor(app)
    flags = {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"}  # no Domain, else not __Host-
    assert cookie_set(someone) == ("__Host-session", flags)
    assert someone.get("/me/employments/").status == 200


def test_without_tls_it_has_a_plain_name(app: Flask) -> None:
    assert cookie_set(Visitor(app)) == ("session", {"HttpOnly", "Path=/", "SameSite=Lax"})
