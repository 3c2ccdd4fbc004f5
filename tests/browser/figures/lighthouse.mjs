// Lighthouse's mobile run of one page: node figures/lighthouse.mjs ADDRESS
// Prints the run in the middle of three as JSON: scores of 100, times in milliseconds.
import { createServer } from 'node:net';
import lighthouse from 'lighthouse';
import { launch } from './browser.mjs';

const RUNS = 3;
const runs = [];
for (let run = 0; run < RUNS; run += 1) {
  const port = await freePort();
  const browser = await launch(`--remote-debugging-port=${port}`);
  try {
    const { lhr } = await lighthouse(process.argv[2], { port, logLevel: 'error' });
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
    runs.push(figures);
  } finally {
    await browser.close();
  }
}
runs.sort((a, b) => a.performance - b.performance);
console.log(JSON.stringify(runs[(RUNS - 1) / 2]));

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
