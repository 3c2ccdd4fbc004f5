// Another site's page with and without a hearing in it: node figures/host.mjs ADDRESS PORT
// ADDRESS is that of a section; the page is served at PORT of this machine, as a site of another name.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { measure } from './measure.mjs';

const [, , address, port] = process.argv;
const { origin, pathname } = new URL(address);
const [, consultation, section] = pathname.split('/');
const link = `<a href="${address}">Deltag i høringen</a>`;
const CODES = {
  without: '',
  script: `<script async src="${origin}/embed.js"></script>
    <bland-dig consultation="${consultation}" section="${section}" style="display:block;min-height:600px">${link}</bland-dig>`,
  plain: `<iframe src="${origin}/embed${pathname}" title="Deltag i høringen" width="100%" height="900" loading="lazy" style="border:0"></iframe>`,
};

const hosts = new URL('../hosts/', import.meta.url);
const file = (name) => readFileSync(new URL(name, hosts), 'utf8');
const site = createServer((asked, answer) => {
  const name = asked.url.slice(1);
  if (name in CODES) {
    answer.setHeader('content-type', 'text/html; charset=utf-8');
    return answer.end(file('wordpress.html').replace('<!-- Høringen -->', () => CODES[name]));
  }
  if (name !== 'wordpress.css') return answer.writeHead(404).end();
  answer.setHeader('content-type', 'text/css');
  answer.end(file(name));
}).listen(Number(port), '127.0.0.1');

const figures = {};
for (const name of Object.keys(CODES)) figures[name] = await measure(`http://localhost:${port}/${name}`);
site.close();
console.log(JSON.stringify(figures));
