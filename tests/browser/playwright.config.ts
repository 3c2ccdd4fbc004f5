import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig, devices } from '@playwright/test';

const root = join(__dirname, '../..');
const program = process.env.BLANDDIG_BIN ?? join(root, 'target/debug/blanddig');
const port = process.env.BLANDDIG_BROWSER_PORT ?? '8098';

// Workers read this file too: they inherit what the first process chose.
process.env.BLANDDIG_BROWSER_DATA ??= mkdtempSync(join(tmpdir(), 'blanddig-browser-'));
process.env.BLANDDIG_BROWSER_SITE ??= freePort();
process.env.STAFF_PASSWORD ??= 'et kodeord kun til test';
const data = process.env.BLANDDIG_BROWSER_DATA;

/** The staff that the tests sign in as. The database is thrown away with the run. */
const staff = ['moderator', 'editor', 'admin'].map(
  (role) => `printf %s "$STAFF_PASSWORD" | "${program}" staff add ${role}@example.org --role ${role} --password-stdin`,
);

/** What is the same however wide a screen is: it is tried as on a phone, where it matters most. */
const WITHOUT_WIDTH = [
  ...['acts', 'again', 'appeal', 'comment', 'early', 'embed', 'english', 'erasure', 'export', 'input', 'live', 'mine'],
  ...['noscript', 'offline', 'outbox', 'payload', 'preferences', 'proposal-outbox', 'refused', 'translate', 'upgrade'],
  'zoom',
  'abroad/!(room)',
].map((name) => `**/${name}.spec.ts`);

export default defineConfig({
  testDir: '.',
  outputDir: 'results',
  globalSetup: './house/site.ts',
  forbidOnly: !!process.env.CI,
  fullyParallel: true,
  // Two cores carry the browser and the server.
  workers: 2,
  // A machine that was busy elsewhere gets a second chance; which tests took it, `cargo xtask test` tells.
  retries: 1,
  // A disk that has just been written full can keep a durable post waiting for seconds.
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: {
    baseURL: `http://127.0.0.1:${port}`,
    locale: 'da-DK',
    timezoneId: 'Europe/Copenhagen',
    // What is kept would answer in place of a route; offline.spec.ts is about it, and allows it.
    serviceWorkers: 'block',
    screenshot: 'only-on-failure',
    // Tracing every test takes time and disk: BLANDDIG_TRACE=1 asks for it.
    trace: process.env.BLANDDIG_TRACE ? 'retain-on-failure' : 'off',
    launchOptions: {
      executablePath: process.env.CHROMIUM || undefined,
      // Debian's chromium refuses its sandbox to root, and has no business on the network here.
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [
    // As narrow as a common phone is: what fits here fits on wider ones.
    { name: 'phone', use: { ...devices['Pixel 5'], viewport: { width: 360, height: 740 } } },
    {
      name: 'desktop',
      use: { ...devices['Desktop Chrome'], viewport: { width: 1280, height: 800 } },
      testIgnore: WITHOUT_WIDTH,
    },
  ],
  webServer: {
    command: [`"${program}" demo`, ...staff, `exec "${program}" serve`].join(' && '),
    url: `http://127.0.0.1:${port}/readyz`,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 5_000 },
    env: {
      BLANDDIG_DATABASE_URL: `sqlite://${join(data, 'blanddig.db')}`,
      BLANDDIG_SECRET_FILE: join(data, 'secret'),
      BLANDDIG_LISTEN: `127.0.0.1:${port}`,
      BLANDDIG_LIMITS: 'off',
      BLANDDIG_EMBED_ORIGINS: ['localhost', '127.0.0.1']
        .map((name) => `http://${name}:${process.env.BLANDDIG_BROWSER_SITE}`)
        .join(','),
    },
  },
});

/** A port that nothing listens on. The server must know the other site before that is there. */
function freePort(): string {
  const ask = "const s = require('net').createServer().listen(0, () => { console.log(s.address().port); s.close(); })";
  return execFileSync(process.execPath, ['-e', ask], { encoding: 'utf8' }).trim();
}
