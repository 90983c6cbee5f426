"""Every table of the house, so that whoever needs the whole schema imports one module."""

from models.accounts import Account, FailedAttempt, SignInSession
from models.audit import AuditEvent, AuditHead
from models.base import Base
from models.batches import BatchUpload
from models.catalogue import WorkCategory, WorkItem
from models.certificates import Certificate
from models.employers import Employer
from models.employments import Employment
from models.exports import ExportedFile
from models.grants import Grant
from models.installation import Installation
from models.issuers import Issuer, IssuerAlias
from models.people import Person
from models.printed_sheets import PrintedSheet
from models.revisions import Revision

ALL = (
    WorkCategory,
    WorkItem,
    Issuer,
    IssuerAlias,
    Person,
    Employer,
    Account,
    SignInSession,
    FailedAttempt,
    Certificate,
    BatchUpload,
    Employment,
    Grant,
    Revision,
    AuditEvent,
    AuditHead,
    Installation,
    PrintedSheet,
    ExportedFile,
)

METADATA = Base.metadata
