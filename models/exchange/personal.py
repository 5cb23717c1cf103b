"""Data kept of cases that come from elsewhere. None of it names a person: a claim code belongs to a case until somebody
types it, a key to a department."""

from models.exchange.claim import CODE_LASTS, forget_claims
from models.storage.personal import Kept, Old, Personal, Until

PERSONAL = Personal(
    kept=(
        Kept("case_claim.case_id", CODE_LASTS, after="it was made", untold="a code that nobody has used yet"),
        Kept("department_key.staff_id", Until.THEY_GO, untold="of the post that made the key", outlives="ends with it"),
    ),
    forget_old=(Old(forget_claims),),
)
