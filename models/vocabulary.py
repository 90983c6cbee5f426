"""The closed vocabularies: every code that is stored or posted, with its Chinese word.

A member's value is the code (stored, posted, in addresses); its `label` is what people read.
"""

from enum import StrEnum
from typing import Self


class Word(StrEnum):
    """A code with the Chinese word that people see for it."""

    label: str

    # The default serves type checkers only: to them a look-up by code is a call of this.
    def __new__(cls, code: str, label: str = "") -> Self:
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        return member


class AccountKind(Word):
    """Whose account signs in; only the personal one may enter (R7, R8, R9)."""

    PERSONAL = "personal", "个人账号"
    ENTERPRISE = "enterprise", "企业账号"
    LEGAL_ENTITY = "legal_entity", "法人账号"


class OfficeRole(Word):
    """The three managers of the back office, kept apart (requirements, section 3)."""

    STAFF = "staff", "业务人员"
    AUDITOR = "auditor", "审计人员"
    ADMIN = "admin", "系统管理员"


class EmployerKind(Word):
    """聘用单位 / 个人 (A-17)."""

    ORGANIZATION = "organization", "单位"
    INDIVIDUAL = "individual", "个人"


class EmployerState(Word):
    """Whether an employer still exists; a dissolved one files nothing (B2, U5)."""

    ACTIVE = "active", "存续"
    DISSOLVED = "dissolved", "注销"


class Lifecycle(Word):
    """What the authority has done to a certificate; the calendar is told apart (2.5)."""

    NORMAL = "normal", "正常"
    CANCELLED = "cancelled", "注销"
    RESCINDED = "rescinded", "撤销"
    REVOKED = "revoked", "吊销"


class CertificateStatus(Word):
    """证件状态 as shown and searched (R42, R100): lifecycle first, then the day."""

    VALID = "valid", "有效"
    EXPIRED = "expired", "已过期"
    NOT_YET_VALID = "not_yet_valid", "未生效"
    CANCELLED = "cancelled", "注销"
    RESCINDED = "rescinded", "撤销"
    REVOKED = "revoked", "吊销"


class EmploymentStatus(Word):
    """状态 of an employment record on a day (2.5)."""

    NOT_STARTED = "not_started", "未开始"
    CURRENT = "current", "在聘"
    ENDED = "ended", "已到期"
    TERMINATED = "terminated", "已终止"
    VOIDED = "voided", "已作废"


class GrantStatus(Word):
    """状态 of a grant on a day (2.6, A-12)."""

    LIVE = "live", "有效"
    NOT_STARTED = "not_started", "未开始"
    EXPIRED = "expired", "已到期"
    WITHDRAWN = "withdrawn", "未授权"
    DISABLED = "disabled", "已禁用"


class GrantFunction(Word):
    """授权功能 (R115)."""

    EMPLOYMENT = "employment", "聘用记录"
    CERTIFICATES = "certificates", "证书管理"
    GRANTS = "grants", "人员授权"


class Capacity(Word):
    """In which capacity somebody acted: the column 身份 of the histories (R124)."""

    PERSON = "person", "本人"
    LEGAL_REPRESENTATIVE = "legal_representative", "法定代表人"
    INDIVIDUAL_EMPLOYER = "individual_employer", "用人个人"
    DELEGATE = "delegate", "被授权人"
    STAFF = "staff", "业务人员"
    AUDITOR = "auditor", "审计人员"
    ADMIN = "admin", "系统管理员"
    SYSTEM = "system", "系统"


class IdType(Word):
    """Kind of identity document; only `OTHER` goes unchecked (domain 4.1)."""

    RESIDENT_ID = "resident_id", "居民身份证"
    RESIDENCE_PERMIT = "residence_permit", "港澳台居民居住证"
    PERMANENT_RESIDENCE = "permanent_residence", "外国人永久居留身份证"
    OTHER = "other", "其他证件"


class BatchState(Word):
    """Where an uploaded file stands (A-11)."""

    CHECKED = "checked", "待确认"
    FILED = "filed", "已填报"
    WITHDRAWN = "withdrawn", "已撤销"


class RevisionKind(Word):
    """操作类型 of a saved change (R118)."""

    CREATE = "create", "新增"
    AMEND = "amend", "修改"
    DISABLE = "disable", "禁用"
    RESTORE = "restore", "恢复"
    VOID = "void", "作废"
    FLAG = "flag", "标记"


class ContinuityState(Word):
    """复审连续性: the traffic light of one person and item (domain 5.1)."""

    GREEN = "green", "连续"
    GAP = "gap", "有间断"
    INTERRUPTED = "interrupted", "已中断"


class CatalogueVersion(Word):
    """Catalogue of work items; codes changed their meaning in 2019 (domain 3)."""

    V2019 = "2019", "2019目录"
    V2011 = "2011", "2011目录"


# Suggested 终止聘用原因; free text is allowed beside them.
TERMINATION_REASONS = (
    "合同期满",
    "本人辞职",
    "单位解聘",
    "退休",
    "调岗",
    "证书失效",
    "其他",
)
