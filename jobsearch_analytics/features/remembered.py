"""A memory for those who ask much the same again and again; without one, nothing is remembered."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Hashable, Iterable, Iterator

__all__ = ["Lazy", "Memory", "recall", "remembering"]

Name = TypeVar("Name", bound="Hashable")
Made = TypeVar("Made")


class Lazy(Mapping[Name, Made]):
    """Things by name, each made when first asked for, of what nobody changes in between.

    Parameters
    ----------
    names : iterable
        What can be asked for.
    make : callable
        A name → the thing.

    Examples
    --------
    >>> squares = Lazy(range(3), lambda number: number**2)
    >>> squares[2], list(squares)
    (4, [0, 1, 2])
    """

    def __init__(self, names: Iterable[Name], make: Callable[[Name], Made]) -> None:
        self._names, self._make = tuple(names), make
        self._made: dict[Name, Made] = {}

    def __getitem__(self, name: Name) -> Made:
        if name not in self._made:
            if name not in self._names:
                raise KeyError(name)
            self._made[name] = self._make(name)
        return self._made[name]

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[Name]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def __reduce__(self) -> tuple[type[dict], tuple[dict[Name, Made]]]:
        # What travels to another process, or is copied, is made before.
        return dict, (dict(self),)


class Memory:
    """What was made so far; what was not asked for longest goes when there is too much.

    Parameters
    ----------
    most : int
        How many things are kept.

    Examples
    --------
    >>> with remembering(Memory()):
    ...     recall(None, "a", lambda: 1), recall(None, "a", lambda: 2)
    (1, 1)
    >>> recall(None, "a", lambda: 2)
    2
    """

    def __init__(self, most: int = 40) -> None:
        self.most = most
        self._made: dict[Hashable, tuple[object, Any]] = {}

    def get(self, of: object, name: Hashable, make: Callable[[], Made]) -> Made:
        """Return what was made under this name of this very object, or make it."""
        key = (id(of), name)
        # The object is kept beside what was made of it: as long as it lives, no other has its id.
        kept = self._made.pop(key) if key in self._made else (of, make())
        self._made[key] = kept
        while len(self._made) > self.most:
            del self._made[next(iter(self._made))]
        return kept[1]


_MEMORY: ContextVar[Memory | None] = ContextVar("memory", default=None)


@contextmanager
def remembering(memory: Memory) -> Generator[None]:
    """Let `recall` use a memory as long as this lasts.

    Whoever gives the memory vouches that what things are made of does not change: the frames of a user's
    search may be written to between two questions, so that only private ones can be remembered.
    """
    token = _MEMORY.set(memory)
    try:
        yield
    finally:
        _MEMORY.reset(token)


def recall(of: object, name: Hashable, make: Callable[[], Made]) -> Made:
    """Return what was made of this object before, or make it.

    Parameters
    ----------
    of : object
        What it is made of; None if the name says it all.
    name : hashable
        What is made of it.
    make : callable
        Makes it.
    """
    memory = _MEMORY.get()
    return make() if memory is None else memory.get(of, name, make)
