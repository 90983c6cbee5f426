"""The rooms people see. ``register_views`` hangs them all into an application."""

from flask import Flask
from flask_babel import Babel

from models.batches import BatchUpload
from models.certificates import Certificate
from models.employments import Employment
from models.grants import Grant
from views import (
    chrome,
    employer_choice,
    errors,
    export_check,
    gate,
    health,
    portal,
    sign_in,
    verification,
)
from views.base.admin import make_admin
from views.batches import Batches
from views.certificates import EnterpriseCertificates
from views.employments import EnterpriseEmployments
from views.grants import Grants
from views.my_certificates import MyCertificates
from views.my_employments import MyEmployments


def register_views(app: Flask) -> None:
    """Every page of the house, with its gate, its errors and its chrome."""
    Babel(app)
    gate.install(app)
    errors.install(app)
    chrome.install(app)
    for room in (portal, sign_in, employer_choice, export_check, health, verification):
        app.register_blueprint(room.blueprint)
    admin = make_admin(app)
    admin.add_view(MyEmployments(Employment, "/me/employments", "my_employments", "聘用记录"))
    admin.add_view(MyCertificates(Certificate, "/me/certificates", "my_certificates", "证书管理"))
    admin.add_view(
        EnterpriseEmployments(
            Employment, "/enterprise/employments", "enterprise_employments", "聘用记录"
        )
    )
    admin.add_view(
        Batches(BatchUpload, "/enterprise/employments/batch", "enterprise_batches", "批量填报")
    )
    admin.add_view(
        EnterpriseCertificates(
            Certificate, "/enterprise/certificates", "enterprise_certificates", "证书管理"
        )
    )
    admin.add_view(Grants(Grant, "/enterprise/grants", "enterprise_grants", "人员授权"))
