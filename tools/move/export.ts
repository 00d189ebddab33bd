import { createHash } from 'node:crypto';
import { createWriteStream, statSync } from 'node:fs';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Settings } from '../../apps/settings.ts';
import type { TransactionSql } from '../../platform/db/connect.ts';
import { Problem } from '../problem.ts';
import { exportFiles, type Manifest, makeExportFolder, writeManifest } from './archive.ts';
import { openHouse } from './house.ts';
import { nameOf, quoted, quotedColumns, readMigrations, readTables } from './tables.ts';

/**
 * Writes everything of an installation into a new folder: the rows as one moment shows them, then the data folder's files. A
 * running installation goes on meanwhile; files come after the rows, so every picture that a row names is there.
 */
export async function exportHouse(settings: Settings, folder: string, say: (line: string) => void): Promise<Manifest> {
  const house = await openHouse(settings, say);
  try {
    const migrations = await readMigrations(house.sql);
    if (migrations.length === 0) throw new Problem('There is nothing to export: this database was never used.');
    await makeExportFolder(folder);
    const tables = (await house.sql.begin('isolation level repeatable read read only', async (tx) => {
      await tx`select set_config('statement_timeout', '0', true), set_config('idle_in_transaction_session_timeout', '0', true)`;
      const written: Manifest['tables'][number][] = [];
      for (const table of await readTables(tx)) {
        const path = `tables/${nameOf(table)}.copy`;
        const select = `select ${quotedColumns(table)} from ${quoted(table)}`;
        written.push({ ...table, path, ...(await copyOut(tx, select, join(folder, path))) });
      }
      return written;
    })) as Manifest['tables'][number][];
    const files = await exportFiles(settings.dataDir, house.settings.secret, folder);
    const manifest = { madeAt: new Date().toISOString(), migrations, tables, files };
    await writeManifest(folder, manifest);
    return { format: 'livestall-export-1', ...manifest };
  } finally {
    await house.close();
  }
}

/** COPY's text form: one row a line, the same on every PostgreSQL. */
async function copyOut(tx: TransactionSql, select: string, file: string) {
  const hash = createHash('sha256');
  let rows = 0;
  const count = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      for (const byte of chunk) if (byte === newLine) rows += 1;
      done(null, chunk);
    },
  });
  const source = await tx.unsafe(`copy (${select}) to stdout`).readable();
  await pipeline(source, count, createWriteStream(file, { mode: 0o600 }));
  return { rows, bytes: statSync(file).size, sha256: hash.digest('hex') };
}

const newLine = 0x0a;
