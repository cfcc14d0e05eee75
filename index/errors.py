"""The errors of Groundwork, one tree for all rooms.

GroundworkError                 something failed; the text names the thing and the remedy
  SourceError                   one source cannot be read; the run goes on without it
  IndexMissingError             no index has been published in this folder yet
  IndexDamagedError             an index file is missing, altered, or foreign
  IndexMismatchError            the index was built with another model or schema
  IndexBusyError                another ingest holds the lock
  ModelMissingError             the embedding weights are absent or altered
  UsageError                    the caller asked for something that does not exist
"""


class GroundworkError(Exception):
    """Report a failure in words for people: what happened, and what to do about it."""

    def __init__(self, what: str, remedy: str = "") -> None:
        super().__init__(f"{what}. {remedy}" if remedy else what)
        self.what = what
        self.remedy = remedy


class SourceError(GroundworkError):
    """A source file cannot be read; other sources are not affected."""

    def __init__(self, path: str, what: str, remedy: str = "") -> None:
        super().__init__(f"{path}: {what}", remedy)
        self.path = path


class IndexMissingError(GroundworkError):
    """No index has been published in the folder."""


class IndexDamagedError(GroundworkError):
    """A file of the index is missing, does not match its recorded hash, or is not ours."""


class IndexMismatchError(GroundworkError):
    """The index was built with another embedding model, dimension or schema."""


class IndexBusyError(GroundworkError):
    """Another ingest is writing to the same index folder."""


class ModelMissingError(GroundworkError):
    """The embedding model cannot be found, or its weights do not match the expected hash."""


class UsageError(GroundworkError):
    """A value given by the caller is not one of those that exist."""
