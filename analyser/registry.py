"""Find the one constant that each module of a folder offers, so that no list has to name them."""

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType, ModuleType
from typing import Protocol, TypeVar


class Offer(Protocol):
    """What a module may offer: anything with an `id` that equals the module's name."""

    @property
    def id(self) -> str:
        """The module's own name."""
        ...


Kind = TypeVar("Kind", bound=Offer)


def collect(
    folder: ModuleType, kind: type[Kind], *, skip: tuple[str, ...] = ()
) -> Mapping[str, Kind]:
    """Return the `kind` constants in the modules of `folder`, by module name.

    Modules whose name starts with an underscore, and those in `skip`, offer nothing.

    Raises:
        LookupError: A module does not offer exactly one `kind` under its own name.
    """
    found: dict[str, Kind] = {}
    for info in iter_modules(folder.__path__):
        if info.name.startswith("_") or info.name in skip:
            continue
        module = import_module(f"{folder.__name__}.{info.name}")
        offers = [value for value in vars(module).values() if isinstance(value, kind)]
        if [offer.id for offer in offers] != [info.name]:
            raise LookupError(
                f"{module.__name__} must offer one {kind.__name__} with id {info.name!r}"
            )
        found[info.name] = offers[0]
    return MappingProxyType(found)
