import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What "Hent indlejringskode" gives staff to place on their site. */
function placed(hearing: string, what: string): string {
  return `<script async src="${hearing}/embed.js"></script>
    <bland-dig consultation="integrationspolitik" ${what}></bland-dig>`;
}

/** What stands between the head and the foot of each page of the other site. */
const PAGES: Record<string, (hearing: string) => string> = {
  '/avis': (hearing) => `
    <h1>Lokalavisen</h1>
    ${placed(hearing, 'section="indsats-1"')}
    <p>Efter samtalen</p>`,
  '/to-samtaler': (hearing) => `
    <h1>Lokalavisen</h1>
    ${placed(hearing, 'section="til-virkelighed"')}
    <bland-dig consultation="integrationspolitik" view="thread"></bland-dig>`,
  '/alene': (hearing) => `
    <h1>Lokalavisen</h1>
    ${placed(hearing, 'section="indsats-1"')}`,
  '/avis-paa-engelsk': (hearing) => `
    <h1>Lokalavisen</h1>
    ${placed(hearing, 'section="indsats-1" lang="en"')}`,
  '/kort': (hearing) => `
    <h1>Lokalavisen</h1>
    ${placed(hearing, '')}`,
  '/moerk': (hearing) => `
    <style>:root { color-scheme: dark; background: #111; color: #eee; }</style>
    ${placed(hearing, 'section="indsats-1"')}`,
  // A stylesheet that spares nothing.
  '/haard-stil': (hearing) => `
    <style>* { margin: 40px !important; font: 8px serif !important; color: red !important; }
      iframe { height: 20px !important; width: 20px !important; visibility: hidden !important; }</style>
    ${placed(hearing, 'section="indsats-1"')}`,
  '/langt-nede': (hearing) => `
    <div style="height: 5000px">Langt oppe</div>
    ${placed(hearing, 'section="indsats-1"')}`,
  '/tal': (hearing) => `
    <script async src="${hearing}/counts.js"></script>
    <p><a href="#">Afsnittet (<span data-bland-dig="integrationspolitik/indsats-1">?</span>)</a></p>
    <p><a href="#">Høringen (<span data-bland-dig="integrationspolitik">?</span>)</a></p>
    <p><a href="#">Intet (<span data-bland-dig="integrationspolitik/findes-ikke">?</span>)</a></p>`,
  // Another frame on the page tells it a height, as if it were ours.
  '/avis-med-falsk-ramme': (hearing) => `
    <h1>Lokalavisen</h1>
    ${placed(hearing, 'section="indsats-1"')}
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
    const page = PAGES[(request.url ?? '').split('?')[0]];
    // A site that wants to be alone in its process asks the same of every frame on it.
    const alone = request.url === '/alene' ? { 'cross-origin-embedder-policy': 'require-corp' } : {};
    answer.writeHead(page ? 200 : 404, { 'content-type': 'text/html; charset=utf-8', ...alone });
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
