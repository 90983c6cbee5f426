"""Verbs: one function each, from permission over rule to change and revision; none commits."""
