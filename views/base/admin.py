"""The Flask-Admin of this house: it takes no view that has not declared itself."""

from typing import Any

from flask import Flask
from flask_admin import Admin
from flask_admin.base import BaseView
from flask_admin.theme import Theme

from views.base.reading_view import ReadingView
from views.base.scoped_view import ScopedView


class UndeclaredView(Exception):
    """A view that forgot something: refused at start, not found out in production."""


class HouseAdmin(Admin):
    """Registers views after a look at what they declare."""

    def _set_admin_index_view(self, *_: Any, **__: Any) -> None:
        """Flask-Admin's hook: no index and no stock files; the house has a home page (portal)."""

    def add_view(self, view: BaseView) -> None:
        """Refuse a view without operations, columns, order or distinct search keys."""
        if isinstance(view, ScopedView):
            _require_declared(view)
        super().add_view(view)


def _require_declared(view: ScopedView) -> None:
    needs = {
        "operations": bool(view.operations),
        "an operation for each route": {rule[1] for rule in view._urls} <= set(view.operations),
        "no inline editing": not view.column_editable_list,
    }
    if isinstance(view, ReadingView):
        keys = [one.key_name for one in view.search_fields]
        needs |= {
            "column_list": bool(view.column_list),
            "column_details_list": bool(view.column_details_list),
            "column_default_sort": bool(view.column_default_sort),
            "distinct search keys": len(keys) == len(set(keys)) > 0,
        }
    missing = [need for need, is_met in needs.items() if not is_met]
    if missing:
        raise UndeclaredView(f"{type(view).__name__}: {', '.join(missing)}")


def make_admin(app: Flask) -> HouseAdmin:
    """An admin without the stock theme, its index or its static files."""
    return HouseAdmin(app, name="", theme=Theme(folder="bootstrap4", base_template="layout.html"))
