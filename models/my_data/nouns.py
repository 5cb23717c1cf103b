"""Every noun that keeps data of people, each after those it stands on. Leaving and linking go from the last to the
first, so that a noun takes its rows apart while the nouns below it are still there.
"""

from collections.abc import Sequence

from models.articles.personal import PERSONAL as ARTICLES
from models.assessment.personal import PERSONAL as ASSESSMENT
from models.cases.personal import PERSONAL as CASES
from models.casework.personal import PERSONAL as CASEWORK
from models.desk.personal import PERSONAL as DESK
from models.duties.personal import PERSONAL as DUTIES
from models.events.personal import PERSONAL as EVENTS
from models.exchange.personal import PERSONAL as EXCHANGE
from models.lists.personal import PERSONAL as LISTS
from models.my_data.personal import PERSONAL as LINKING
from models.negotiations.personal import PERSONAL as NEGOTIATIONS
from models.notices.personal import PERSONAL as NOTICES
from models.outbox.personal import PERSONAL as OUTBOX
from models.papers.personal import PERSONAL as PAPERS
from models.people.personal import PERSONAL as PEOPLE
from models.pictures.personal import PERSONAL as PICTURES
from models.places.personal import PERSONAL as PLACES
from models.staff.personal import PERSONAL as STAFF
from models.storage.kept_file import PERSONAL as FILES
from models.storage.personal import Personal
from models.storage.tries import PERSONAL as TRIES
from models.wechat.personal import PERSONAL as WECHAT

NOUNS: Sequence[Personal] = (
    PEOPLE, FILES, TRIES, WECHAT, STAFF, OUTBOX, PICTURES, PLACES, ARTICLES, CASES, CASEWORK, EXCHANGE, EVENTS, DUTIES,
    ASSESSMENT, PAPERS, NOTICES, NEGOTIATIONS, LISTS, DESK, LINKING,
)  # fmt: skip
