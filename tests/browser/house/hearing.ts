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
