"""The addresses of files that the service gives to people on WeChat."""

from collections.abc import Callable

from itsdangerous import URLSafeTimedSerializer

FILE_PATH = "/wechat/file/"
FILE_SALT = "wechat-file"

FileLink = Callable[[str], str]


def signed_file_link(public_url: str, signing: str) -> FileLink:
    """Make signed addresses of kept files; the path that serves them checks their age."""
    signer = URLSafeTimedSerializer(signing, salt=FILE_SALT)
    return lambda key: public_url + FILE_PATH + str(signer.dumps(key))
