"""The addresses of files that a person is given on WeChat."""

from collections.abc import Callable

from itsdangerous import URLSafeTimedSerializer

FILE_PATH = "/wechat/file/"
FILE_SALT = "wechat-file"

FileLink = Callable[[str], str]


def signed_file_link(public_url: str, signing: str) -> FileLink:
    """Addresses of kept files for whoever is given them; the way in says for how long."""
    signer = URLSafeTimedSerializer(signing, salt=FILE_SALT)
    return lambda key: public_url + FILE_PATH + str(signer.dumps(key))
