"""The member code, which a person may give to a department that wants to notify them: `M-7K3M-9QRT`.

It tells nothing about the person, and only the person can pass it on. Departments' lists are matched by it
(models/notices/people_list.py).
"""

import secrets

from sqlalchemy.ext.asyncio import AsyncSession

from models.people.person import Person, need_consent
from models.values.codes import LETTERS

PREFIX, LENGTH = "M", 8


async def member_code(session: AsyncSession, person: Person) -> str:
    """The person's code in the form that is shown; made on the first request. Raises ConsentNeeded."""
    need_consent(person)
    if person.member_code is None:
        person.member_code = PREFIX + "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
        await session.flush()
    code = person.member_code
    return f"{code[0]}-{code[1:5]}-{code[5:]}"
