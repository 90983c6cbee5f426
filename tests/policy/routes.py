"""The table: for each route, who gets in, and what they get. Written by hand, to be read.

``needs`` is the right: public; person (signed in); employer (one in hand); a function for it;
verification (of exported files, staff and auditors).
``row`` is the noun of the object that the address or the form names by ``key``. ``get`` and
``post`` are the answers to whoever has the right, for an own object; None: there is no such way.
``form`` is what is posted; with it the change would succeed, were it allowed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Route:
    """One line of the table."""

    needs: str
    get: int | None = None
    post: int | None = None
    row: str = ""
    key: str = "id"
    in_form: bool = False
    form: Mapping[str, object] = field(default_factory=dict)


DATES = {"starts_on": "2025-06-01", "ends_on": "2026-01-30"}
TERMS = {
    "is_authorized": "yes", "functions": "grants", "valid_from": "2026-02-15",
    "valid_until": "2026-06-30",
}  # fmt: skip
GRANTEE = {"person_name": "古丽·买买提", "id_number": "W"}
OPERATOR = {
    "person_name": "李建国", "id_number": "P", "category": "9", "item": "N1",
    "starts_on": "2026-02-15", "ends_on": "2027-02-28",
}  # fmt: skip
CERTIFICATE = {
    "category": "9", "item": "N1", "issuer": "江门市市场监督管理局", "valid_from": "2025-01-01",
    "valid_until": "2028-12-31",
}  # fmt: skip
ANOTHER_CERTIFICATE = {**CERTIFICATE, "issuer": "佛山市市场监督管理局"}
REASON = {"reason": "核对劳动合同"}
END = {
    "action": "end", "confirm": "yes", "terminated_on": "2025-12-31",
    "termination_reason": "本人辞职",
}  # fmt: skip
DISABLE = {"action": "disable", "confirm": "yes"}

TABLE: Mapping[str, Route] = {
    "static": Route("public", get=200),
    "health.alive": Route("public", get=200),
    "health.ready": Route("public", get=200),
    "portal.index": Route("public", get=200),
    "portal.help_page": Route("public", get=200),
    "portal.privacy": Route("public", get=200),
    "portal.accept_privacy": Route("person", post=303),
    "portal.module": Route("person", get=303),
    "portal.stay": Route("person", post=204),
    "sign_in.page": Route("public", get=200),
    "sign_in.submit": Route("public", post=422),
    "sign_in.sign_out": Route("public", post=303),
    "verification.ask": Route("public", get=200),
    "verification.show": Route("public", get=404),
    "export_check.page": Route("verification", get=200),
    "export_check.verify": Route("verification", post=422),
    "employer.entry": Route("employer", get=303),
    "employer.select": Route("person", get=200),
    "employer.choose": Route("employer", post=303, form={"employer_id": "in hand"}),
    "employer.personal_entry": Route("person", get=303),
    "my_employments.index_view": Route("person", get=200),
    "my_employments.search_view": Route("person", post=303),
    "my_employments.details_view": Route("person", get=200, row="own employment"),
    "my_employments.history_view": Route("person", get=200, row="own employment"),
    "my_employments.print_view": Route("person", get=200),
    "my_employments.issue_view": Route("person", post=303),
    "my_certificates.index_view": Route("person", get=200),
    "my_certificates.search_view": Route("person", post=303),
    "my_certificates.details_view": Route("person", get=200, row="own certificate"),
    "my_certificates.history_view": Route("person", get=200, row="own certificate"),
    "my_certificates.create_view": Route("person", get=200, post=303, form=ANOTHER_CERTIFICATE),
    "my_certificates.edit_view": Route(
        "person", get=200, post=303, row="own certificate", form=CERTIFICATE
    ),
    "enterprise_employments.index_view": Route("employment", get=200),
    "enterprise_employments.search_view": Route("employment", post=303),
    "enterprise_employments.details_view": Route("employment", get=200, row="employment"),
    "enterprise_employments.history_view": Route("employment", get=200, row="employment"),
    "enterprise_employments.reveal_view": Route(
        "employment", post=200, row="employment", in_form=True, form=REASON
    ),
    "enterprise_employments.create_view": Route("employment", get=200, post=303, form=OPERATOR),
    "enterprise_employments.edit_view": Route(
        "employment", get=200, post=303, row="employment", form=DATES
    ),
    "enterprise_employments.action_view": Route(
        "employment", post=303, row="employment", key="rowid", in_form=True, form=END
    ),
    "enterprise_employments.export": Route("employment", get=200),
    "enterprise_batches.index_view": Route("employment", get=200),
    "enterprise_batches.upload_view": Route("employment", post=303, form={"file": "a table"}),
    "enterprise_batches.template_view": Route("employment", get=200),
    "enterprise_batches.check_view": Route("employment", get=200, row="batch"),
    "enterprise_batches.confirm_view": Route("employment", post=303, row="batch", in_form=True),
    "enterprise_batches.result_view": Route("employment", get=200, row="batch"),
    # by then the batch is filed, and its rows are gone
    "enterprise_batches.returned_view": Route("employment", get=422, row="batch"),
    "enterprise_batches.withdraw_view": Route(
        "employment", post=303, row="batch", in_form=True, form={"confirm": "yes"}
    ),
    "enterprise_certificates.index_view": Route("certificates", get=200),
    "enterprise_certificates.search_view": Route("certificates", post=303),
    "enterprise_certificates.export": Route("certificates", get=200),
    "enterprise_certificates.details_view": Route("certificates", get=200, row="certificate"),
    "enterprise_certificates.history_view": Route("certificates", get=200, row="certificate"),
    "enterprise_certificates.reveal_view": Route(
        "certificates", post=200, row="certificate", in_form=True, form=REASON
    ),
    "enterprise_grants.index_view": Route("grants", get=200),
    "enterprise_grants.search_view": Route("grants", post=303),
    "enterprise_grants.export": Route("grants", get=200),
    "enterprise_grants.details_view": Route("grants", get=200, row="grant"),
    "enterprise_grants.history_view": Route("grants", get=200, row="grant"),
    "enterprise_grants.reveal_view": Route(
        "grants", post=200, row="grant", in_form=True, form=REASON
    ),
    "enterprise_grants.create_view": Route("grants", get=200, post=303, form={**TERMS, **GRANTEE}),
    "enterprise_grants.edit_view": Route("grants", get=200, post=303, row="grant", form=TERMS),
    "enterprise_grants.action_view": Route(
        "grants", post=303, row="grant", key="rowid", in_form=True, form=DISABLE
    ),
    "enterprise_grants.disable_view": Route(
        "grants", post=303, row="grant", key="rowid", in_form=True, form=DISABLE
    ),
}

WITH_EMPLOYER = (
    "legal representative", "delegate: employment", "delegate: certificates", "delegate: grants",
    "delegate: all", "delegate: of another",
)  # fmt: skip
WITHOUT_EMPLOYER = (
    "person", "another person", "delegate: expired", "delegate: disabled", "staff", "auditor",
    "admin",
)  # fmt: skip

# Where somebody with the right gets another answer for an own object, and why.
EXCEPTIONS: Mapping[tuple[str, str], Mapping[str, int]] = {
    # local certificates are not the holder's to change (R53)
    ("another person", "my_certificates.edit_view"): {"GET": 403, "POST": 403},
    # the own grant is nobody's to change (R121); D_grants and D_foreign are these two's own
    **{
        (who, f"enterprise_grants.{view}"): {"GET": 403, "POST": 403}
        for who in ("delegate: grants", "delegate: of another")
        for view in ("edit_view", "action_view", "disable_view")
    },
    # the signed-in are sent on; nobody without a capacity sees an empty chooser (R63)
    **{(who, "sign_in.page"): {"GET": 303} for who in (*WITH_EMPLOYER, *WITHOUT_EMPLOYER)},
    **{(who, "employer.select"): {"GET": 303} for who in WITHOUT_EMPLOYER},
}
