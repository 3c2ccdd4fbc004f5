import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Brings a text in as the newest version of a hearing, as the operator does from the command line. */
export function importText(hearing: string, text: string, ...flags: string[]): void {
  const data = process.env.BLANDDIG_BROWSER_DATA ?? '';
  const program = process.env.BLANDDIG_BIN ?? join(__dirname, '../../../target/debug/blanddig');
  const file = join(data, `${hearing}.md`);
  writeFileSync(file, text);
  const env = {
    ...process.env,
    BLANDDIG_DATABASE_URL: `sqlite://${join(data, 'blanddig.db')}`,
    BLANDDIG_SECRET_FILE: join(data, 'secret'),
  };
  execFileSync(program, ['import', hearing, file, ...flags], { cwd: data, env });
}

/** A hearing of one short section, which takes answers for years. */
export function openHearing(hearing: string): void {
  importText(hearing, bench('closes: 2099-12-31'), '--publish');
}

/** From now on it has ended: a few days ago, since years later what was written there leaves the site. */
export function endHearing(hearing: string): void {
  const ended = new Date(Date.now() - 3 * 86_400_000).toISOString().slice(0, 10);
  importText(hearing, bench(`opens: 2020-01-01\ncloses: ${ended}`), '--publish');
}

const bench = (when: string) => `---\n${when}\n---\n# En bænk\n\n## Hvor\n\nDen skal stå ved søen.\n`;
