// Lighthouse's mobile run of a page.
import { createServer } from 'node:net';
import lighthouse from 'lighthouse';
import { launch } from './browser.mjs';

const RUNS = 3;

/** The run in the middle of three: scores of 100, times in milliseconds. */
export async function measure(address) {
  const runs = [];
  for (let run = 0; run < RUNS; run += 1) runs.push(await once(address));
  runs.sort((a, b) => a.performance - b.performance);
  return runs[(RUNS - 1) / 2];
}

async function once(address) {
  const port = await freePort();
  const browser = await launch(`--remote-debugging-port=${port}`);
  try {
    const { lhr } = await lighthouse(address, { port, logLevel: 'error' });
    if (lhr.runtimeError) throw new Error(lhr.runtimeError.message);
    const figures = {
      lcp: lhr.audits['largest-contentful-paint'].numericValue,
      cls: lhr.audits['cumulative-layout-shift'].numericValue,
      tbt: lhr.audits['total-blocking-time'].numericValue,
    };
    for (const [name, category] of Object.entries(lhr.categories)) figures[name] = category.score * 100;
    // Said here, since a score of 96 alone tells nobody what to mend.
    for (const audit of Object.values(lhr.audits)) {
      if (audit.score !== null && audit.score < 0.9 && audit.scoreDisplayMode !== 'informative')
        console.error(`${audit.id}: ${audit.score} ${audit.displayValue ?? ''}`);
    }
    return figures;
  } finally {
    await browser.close();
  }
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
