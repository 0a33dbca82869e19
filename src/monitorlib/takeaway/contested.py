"""The audit on paper: what is not reproduced.

Two of three statements are reproduced. On screen a filter hides them; on paper they would be
pages that nobody reads, so there a sentence counts them and says where they stand.
"""

from __future__ import annotations

import html
from collections.abc import Sequence

from lxml.html import HtmlElement, fragment_fromstring

from monitorlib.messages import tr, trn
from monitorlib.takeaway.parts import Part

LEDGER = ".//figure[contains(concat(' ', @class, ' '), ' ledger ')]"
REPRODUCED = ".//tbody/tr[contains(concat(' ', @class, ' '), ' reproduced ')]"


def without_reproduced(parts: Sequence[Part]) -> None:
    """Leave the reproduced statements out of the ledger, and say so.

    Parameters
    ----------
    parts : sequence of Part
        All parts, which are changed: links to a row that is gone become text.
    """
    gone: set[str] = set()
    for part in parts:
        for ledger in part.root.xpath(LEDGER):
            gone |= _shortened(ledger)
    for part in parts:
        for link in part.root.xpath(".//a[@href]"):
            if link.get("href").removeprefix("#") in gone:
                link.drop_tag()


def _shortened(ledger: HtmlElement) -> set[str]:
    """Take the reproduced rows out of a ledger; give their ids."""
    rows = ledger.xpath(REPRODUCED)
    if not rows:
        return set()
    sentence = trn(
        "{count} reproduced statement is left out here: the page of the audit and audit.csv "
        "hold it.",
        "{count} reproduced statements are left out here: the page of the audit and audit.csv "
        "hold them.",
        len(rows),
    ).format(count=len(rows))
    for caption in ledger.iter("caption"):
        caption.text = tr("Statements that are not reproduced, in the order of the source")
    ledger.addprevious(fragment_fromstring(f"<p>{html.escape(sentence)}</p>"))
    for row in rows:
        row.drop_tree()
    return {row.get("id") for row in rows}
