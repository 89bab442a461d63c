"""Make each wrong passphrase cost more time than the one before.

It slows a person who tries at this computer. Somebody who copies the file is slowed only by the
work that turning a passphrase into a key takes, so a long passphrase is what protects it.
"""

from dataclasses import dataclass, field
from threading import Lock

from analyser.errors import TooSoon
from analyser.wording import counted

_LONGEST_S = 300
_FREE = 2
"""Wrong passphrases before the first wait: anybody mistypes."""


@dataclass(slots=True)
class Patience:
    """The wrong passphrases of each file since the program was started."""

    _wrong: dict[str, tuple[int, float]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def check(self, name: str, clock: float) -> None:
        """Let a try through, and count it as wrong until `worked`.

        Args:
            name: Of the file.
            clock: Seconds of a clock that never goes back.

        Raises:
            TooSoon: The wait is not over.
        """
        with self._lock:
            wrong, until = self._wrong.get(name, (0, clock))
            if until > clock:
                wait = counted(max(1, round(until - clock)), "second")
                raise TooSoon(
                    f"It is too soon to try again: {wait} to go.", "Wait, then type it with care."
                )
            wrong += 1
            delay = min(2 ** (wrong - _FREE), _LONGEST_S) if wrong > _FREE else 0
            self._wrong[name] = wrong, clock + delay

    def worked(self, name: str) -> None:
        """Forget the wrong ones."""
        with self._lock:
            self._wrong.pop(name, None)
