import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What stands between the head and the foot of each page of the other site. */
const PAGES: Record<string, (hearing: string) => string> = {
  '/avis': (hearing) => `
    <h1>Lokalavisen</h1>
    <script async src="${hearing}/embed.js" data-hearing="integrationspolitik/indsats-1"></script>
    <p>Efter samtalen</p>`,
  '/avis-paa-engelsk': (hearing) => `
    <h1>Lokalavisen</h1>
    <script async src="${hearing}/embed.js" data-hearing="integrationspolitik/indsats-1" data-lang="en"></script>`,
  // Another frame on the page tells it a height, as if it were ours.
  '/avis-med-falsk-ramme': (hearing) => `
    <h1>Lokalavisen</h1>
    <script async src="${hearing}/embed.js" data-hearing="integrationspolitik/indsats-1"></script>
    <iframe src="/falsk" title="Reklame"></iframe>`,
  '/falsk': () => `
    <p>Reklame</p>
    <script>
      setInterval(() => parent.postMessage({ blanddig: 1, height: 7777 }, '*'), 20);
    </script>`,
};

/** Another site on this machine, which shows the hearing in a frame. */
export async function site(port: number): Promise<{ port: number; stop: () => Promise<void> }> {
  const hearing = `http://127.0.0.1:${process.env.BLANDDIG_BROWSER_PORT ?? '8098'}`;
  const server = createServer((request, answer) => {
    const page = PAGES[request.url ?? ''];
    answer.writeHead(page ? 200 : 404, { 'content-type': 'text/html; charset=utf-8' });
    answer.end(`<!doctype html><html lang="da"><title>Lokalavisen</title>${page?.(hearing) ?? ''}`);
  });
  await new Promise<void>((ready) => server.listen(port, '127.0.0.1', ready));
  const stop = () => new Promise<void>((stopped) => void server.close(() => stopped()).closeAllConnections());
  return { port: (server.address() as AddressInfo).port, stop };
}

/** The site that may show the hearing is there as long as the tests run. */
export default async function start(): Promise<() => Promise<void>> {
  return (await site(Number(process.env.BLANDDIG_BROWSER_SITE))).stop;
}
