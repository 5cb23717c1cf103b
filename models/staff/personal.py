"""Data kept of people who have a post. Acts done at a post are kept under the post's number, as the city's own."""

from sqlalchemy.ext.asyncio import AsyncSession

from models.people.person import Person
from models.staff.console_session import LASTS, export_sessions, forget_sessions
from models.staff.console_sign_in import LASTS as SIGN_IN_LASTS
from models.staff.console_sign_in import forget_sign_ins
from models.staff.identity import export_identity, forget_requests
from models.staff.passkey import export_passkeys, forget_challenges
from models.staff.post import CODE_LASTS, export_posts, forget_staff_codes
from models.staff.presence import forget_questions
from models.staff.record import KEPT, forget_events
from models.storage.database import Json
from models.storage.personal import Kept, Old, Personal, Until


async def _export(session: AsyncSession, person: Person) -> dict[str, Json]:
    return {
        **await export_posts(session, person),
        **await export_sessions(session, person),
        **await export_passkeys(session, person),
        **await export_identity(session, person),
    }


PERSONAL = Personal(
    kept=(
        Kept("staff.person_id", Until.THEY_GO, outlives="what the post did stays"),
        Kept("staff_holder.person_id", Until.THEY_GO, untold="that two eyes are two humans; posts are taken along"),
        Kept("staff_code.staff_id", CODE_LASTS, after="it was made", untold="a code that nobody has used yet"),
        Kept("console_sign_in.staff_id", SIGN_IN_LASTS, after="it was made", untold="a browser that waits for a yes"),
        Kept("console_sign_in.contact_id", SIGN_IN_LASTS, after="it was made", untold="a browser that waits for a yes"),
        Kept("console_session.person_id", LASTS, after="it was made"),
        Kept("console_session.staff_id", LASTS, after="it was made"),
        Kept("console_session.contact_id", LASTS, after="it was made", untold="told under its person"),
        Kept("passkey.person_id", Until.THEY_GO),
        Kept("passkey.staff_id", Until.THEY_GO, untold="told under its person"),
        Kept("staff_identity.person_id", Until.THEY_GO),
        Kept("staff_identity.staff_id", Until.THEY_GO, untold="told under its person"),
        Kept("staff_identity.contact_id", Until.THEY_GO, untold="told under its person"),
        Kept("staff_event.staff_id", KEPT, after="it was done", untold="of the post, not of who has it"),
    ),
    export=_export,
    forget_old=(
        Old(forget_staff_codes),
        Old(forget_events),
        Old(forget_sign_ins),
        Old(forget_sessions),
        Old(forget_questions),
        Old(forget_challenges),
        Old(forget_requests),
    ),
)
