// Names that are reserved for tests: each is a site of its own for the browser, for nothing is shared under `test`.

/** The site of the hearing. */
export const HEARING = 'https://hoering.test';
/** The city's own site, which may show it. */
export const CITY = 'https://blanddigibyen.test';
/** A site that may not. */
export const STRANGER = 'https://fremmed.test';
/** Whose frames stand on the city's pages as well. */
export const ADVERTISER = 'https://reklame.test';
