import { HEARING } from './names';

/** The section whose conversation stands on the other sites' pages. */
export const SECTION = 'indsats-1';

/** What "Hent indlejringskode" gives staff, word for word: abroad/code.spec.ts compares. */
export const CODES = {
  script: `<script async src="${HEARING}/embed.js"></script>
<bland-dig consultation="integrationspolitik" section="${SECTION}" style="display:block;min-height:600px"><a href="${HEARING}/integrationspolitik/${SECTION}">Deltag i høringen</a></bland-dig>`,
  ramme: `<iframe src="${HEARING}/embed/integrationspolitik/${SECTION}" title="Deltag i høringen" width="100%" height="900" loading="lazy" style="border:0"></iframe>`,
};

export type Code = keyof typeof CODES;

/** The code of a name; nothing where a page is wanted without. */
export function placed(name: string | null): string {
  return CODES[name as Code] ?? '';
}
