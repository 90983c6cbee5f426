"""Signing in and out, the session table, and the actor of a request."""
