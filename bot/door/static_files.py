"""Styles and scripts of pages."""

from typing import Any

from starlette.responses import Response
from starlette.staticfiles import StaticFiles


class Static(StaticFiles):
    """Files that the browser revalidates each time, so that it never mixes old scripts with new ones."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        response = super().file_response(*args, **kwargs)
        response.headers["Cache-Control"] = "no-cache"
        return response
