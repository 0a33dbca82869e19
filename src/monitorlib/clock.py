"""How long the parts of a build take, also where several run side by side."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass
class Clock:
    """Adds up seconds by part.

    Attributes
    ----------
    parts : dict of str to float
        Seconds of each part, over all threads.
    """

    parts: dict[str, float] = field(default_factory=dict)
    _begun: float = field(default_factory=time.monotonic)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @contextlib.contextmanager
    def part(self, name: str) -> Iterator[None]:
        """Time a part.

        Parameters
        ----------
        name : str
            The part.

        Yields
        ------
        None
            While it runs.
        """
        begun = time.monotonic()
        try:
            yield
        finally:
            with self._lock:
                seconds = self.parts.get(name, 0.0) + time.monotonic() - begun
                self.parts[name] = round(seconds, 3)

    def total(self) -> float:
        """Give the seconds since the clock was made.

        Returns
        -------
        float
            Seconds of wall time.
        """
        return time.monotonic() - self._begun
