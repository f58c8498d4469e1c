"""Renders the authority's few web pages; everything that is filled in is escaped."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import Environment


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(loader=PackageLoader("authority.web"), autoescape=True, undefined=StrictUndefined)


def render(template: str, **values: Any) -> str:
    """A page from a template and its values."""
    return _environment().get_template(template).render(**values)
