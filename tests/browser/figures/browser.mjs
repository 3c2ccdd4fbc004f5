// The browser that figures are taken with.
import { chromium } from '@playwright/test';

/** Debian's chromium refuses its sandbox to root, and has no business on the network here. */
const QUIET = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** Starts it, headless; `more` are further flags. */
export function launch(...more) {
  return chromium.launch({ executablePath: process.env.CHROMIUM || undefined, args: [...QUIET, ...more] });
}
