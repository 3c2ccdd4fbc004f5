import { HEARING } from './names';

/** The section whose conversation stands on the other sites' pages. */
export const SECTION = 'indsats-1';

/** What "Hent indlejringskode" gives staff, word for word: abroad/code.spec.ts compares. */
export const CODES = {
  script: `<script async src="${HEARING}/embed.js"></script>
<bland-dig consultation="integrationspolitik" section="${SECTION}" style="display:block;min-height:600px"><a href="${HEARING}/integrationspolitik/${SECTION}">Deltag i høringen</a></bland-dig>`,
  ramme: `<iframe src="${HEARING}/embed/integrationspolitik/${SECTION}" title="Deltag i høringen" width="100%" height="900" loading="lazy" allow="clipboard-write; web-share" style="border:0"></iframe>`,
};

/** The card of the same section, likewise. */
export const CARDS = {
  'kort-script': `<script async src="${HEARING}/embed.js"></script>
<bland-dig consultation="integrationspolitik" section="${SECTION}" view="card" style="display:block;min-height:360px"><a href="${HEARING}/integrationspolitik/${SECTION}">Deltag i høringen</a></bland-dig>`,
  'kort-ramme': `<iframe src="${HEARING}/embed/integrationspolitik/${SECTION}?som=kort" title="Deltag i høringen" width="100%" height="480" loading="lazy" allow="clipboard-write; web-share" style="border:0"></iframe>`,
};

/** How many comments there are, beside a link. */
export const COUNT = `<script async src="${HEARING}/counts.js"></script>
<a href="${HEARING}/integrationspolitik/${SECTION}">Kommentarer (<span data-bland-dig="integrationspolitik/${SECTION}"></span>)</a>`;

export type Code = keyof typeof CODES;

const ALL: Record<string, string> = { ...CODES, ...CARDS, tal: COUNT };

/** The code of a name; nothing where a page is wanted without. */
export function placed(name: string | null): string {
  return ALL[name ?? ''] ?? '';
}
