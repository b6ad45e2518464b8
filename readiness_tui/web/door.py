"""Who may come in: a request from this computer, to our own address, with its token, and from no foreign page."""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from dataclasses import dataclass

_ASK = "Open the address that 'readiness serve' printed."


@dataclass(frozen=True, slots=True)
class Door:
    """The port that is served, and the token of this run."""

    port: int
    token: str

    @property
    def hosts(self) -> frozenset[str]:
        """The names by which a browser on this computer may call us. Any other may be a foreign page's, led here."""
        names = ("127.0.0.1", "localhost")
        ports = (f":{self.port}", "") if self.port == 80 else (f":{self.port}",)
        return frozenset(name + port for name in names for port in ports)

    @property
    def address(self) -> str:
        """What a person opens."""
        return f"http://127.0.0.1:{self.port}/?token={self.token}"

    def refusal(
        self, hosts: Sequence[str], tokens: Sequence[str], origins: Sequence[str], *, needs_origin: bool
    ) -> str:
        """Why a request with these headers and parameters is refused, in plain words; empty where it is not.

        A browser always says which page asks for a websocket: one that comes without is no page of ours.
        """
        if len(hosts) != 1 or hosts[0].lower() not in self.hosts:
            return f"Refused: this is served to this computer as 127.0.0.1:{self.port} only. {_ASK}"
        if len(tokens) != 1 or not hmac.compare_digest(tokens[0].encode("utf-8", "replace"), self.token.encode()):
            return f"Refused: the token is missing or wrong. {_ASK} Each start of the server has a new one."
        is_ours = list(origins) == [f"http://{hosts[0].lower()}"]
        if not is_ours and (needs_origin or origins):
            return f"Refused: only a page of this address may ask for that. {_ASK}"
        return ""
