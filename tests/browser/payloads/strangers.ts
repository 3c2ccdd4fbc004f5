/**
 * The elements and attributes in a page that are none of ours. The browser runs this: it uses nothing
 * from outside itself.
 */
export function strangers(root: ParentNode): string[] {
  // Every element that our pages are made of, and what staff may write.
  const OURS = new Set(
    (
      'html head title meta link style script body div main header footer nav section article aside ' +
      'h1 h2 h3 h4 h5 h6 p span strong em b i u s small sub sup mark del ins abbr dfn cite code kbd pre q blockquote ' +
      'a ul ol li dl dt dd hr br wbr time bdi bdo table caption colgroup col thead tbody tfoot tr th td ' +
      'form fieldset legend label input textarea select option optgroup button output datalist progress ' +
      'details summary address template noscript img figure figcaption svg path search'
    ).split(' '),
  );
  const ADDRESSES = new Set([
    'href',
    'src',
    'action',
    'formaction',
    'data',
    'poster',
    'background',
    'cite',
    'ping',
    'srcset',
    'xlink:href',
    'manifest',
    'longdesc',
  ]);
  const told: string[] = [];
  const here = location.origin;
  const tell = (element: Element, what: string) => told.push(`${what} in ${String(element.outerHTML).slice(0, 160)}`);
  /** Only a link may lead elsewhere, and only to what is read. */
  const address = (element: Element, name: string, value: string) => {
    let url: URL;
    try {
      url = new URL(value, location.href);
    } catch {
      return;
    }
    const leads = name === 'href' && element.localName === 'a';
    const allowed = leads ? /^(https?|mailto|tel):$/.test(url.protocol) : url.origin === here;
    if (!allowed) tell(element, `${name} to ${url.protocol}`);
  };
  // Not as the element itself has it: a field in a form can be called so.
  const { getAttribute, getAttributeNames } = Element.prototype;
  const localName = Object.getOwnPropertyDescriptor(Element.prototype, 'localName')!.get!;
  const check = (element: Element) => {
    const name: string = localName.call(element);
    // A frame's links open beside it.
    const opens = name === 'base' && getAttributeNames.call(element).join() === 'target';
    // At the desk one sees what other sites will show.
    const shows = name === 'iframe' && /^\/embed\//.test(getAttribute.call(element, 'src') ?? '');
    if (!OURS.has(name) && !opens && !shows) tell(element, `<${name}>`);
    for (const attribute of getAttributeNames.call(element)) {
      const value = getAttribute.call(element, attribute) ?? '';
      if (/^on|^(srcdoc|http-equiv|formaction|ping|srcset|is|nonce)$/i.test(attribute)) tell(element, attribute);
      else if (ADDRESSES.has(attribute)) address(element, attribute, value);
      if (!/^[a-z][a-z-]*$/.test(attribute) && !/^(xmlns|viewBox)$/.test(attribute))
        tell(element, `the attribute ${attribute}`);
    }
    const kind = element.getAttribute('type');
    const data = name === 'script' && element.id === 'data' && kind === 'application/json';
    if (name === 'script' && !data && !element.getAttribute('src')?.startsWith('/assets/')) tell(element, 'a script');
    // The shell's own, and a hearing's colour.
    if (
      name === 'style' &&
      element.parentElement?.localName !== 'head' &&
      !element.textContent?.startsWith(':root{--blue:')
    ) {
      tell(element, 'a style');
    }
    if (name === 'img' && !/^\/(api\/pictures|assets)\//.test(element.getAttribute('src') ?? ''))
      tell(element, 'a picture');
    if (element instanceof HTMLTemplateElement) walk(element.content);
    if (element.shadowRoot) walk(element.shadowRoot);
  };
  const walk = (within: ParentNode) => within.querySelectorAll('*').forEach(check);
  walk(root);
  // What is no data would end the page's own element for it.
  for (const script of root.querySelectorAll('script#data')) {
    try {
      JSON.parse(script.textContent ?? '');
    } catch {
      tell(script, 'broken data');
    }
  }
  return told;
}
