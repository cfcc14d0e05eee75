"""Ask a model for an object of a schema, and tell a bad reply from a model that cannot be asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from pydantic import BaseModel, ValidationError

from app.chat_model.errors import ChatModelError
from app.practice.written.refusal import Refusal
from app.practice.written.replies import schema_of

if TYPE_CHECKING:
    from app.practice.written.prompts import WritingPrompt

_Reply = TypeVar("_Reply", bound=BaseModel)
BAD_REPLIES = ("empty", "too long", "unreadable")
"""Causes by which another try may do better; the others stop the run."""


class StructuredModel(Protocol):
    """What writes objects of a schema: `app.chat_model.chat.ChatModel`."""

    @property
    def name(self) -> str:
        """The name that is shown."""

    def structured(self, system: str, user: str, schema: dict[str, Any]) -> dict[str, Any]:
        """Return an object; the caller checks what it holds. Raises ChatModelError."""


def asked_for(
    model: StructuredModel, prompt: WritingPrompt, reply: type[_Reply]
) -> _Reply | Refusal:
    """Return what a model replies, or why that is no reply.

    Raises ChatModelError when the model cannot be asked at all.
    """
    try:
        found = model.structured(prompt.system, prompt.user, schema_of(reply))
        return reply.model_validate(found)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"]))
        return Refusal("invalid reply", f"{where}: {first['msg']}")
    except RecursionError:
        return Refusal("invalid reply", "The reply is nested too deeply")
    except ChatModelError as error:
        if error.cause in BAD_REPLIES:
            return Refusal("invalid reply", error.what)
        raise
