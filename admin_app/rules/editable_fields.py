"""The three field-restricted edits of the guide: everything else stays as it was filed.

A service passes no other field to its row, whatever was posted (R52, R89, R114).
"""

EMPLOYMENT_FIELDS = ("starts_on", "ends_on", "terminated_on", "termination_reason")
"""聘用时间, 终止聘用时间, 终止聘用原因 (二/1.2.6, R89)."""

CERTIFICATE_FIELDS = ("category", "item", "item_note", "issuer", "valid_from", "valid_until")
"""作业种类, 作业项目 (with its note), 发证机构, 证书有效期; remote only (一/3.2.4, R52)."""

GRANT_FIELDS = ("is_authorized", "functions", "valid_from", "valid_until")
"""是否授权, 授权功能, 授权期限 (二/3.2.4, R114)."""
