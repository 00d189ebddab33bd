import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Settings } from '../../apps/settings.ts';
import type { TransactionSql } from '../../platform/db/connect.ts';
import { Problem } from '../problem.ts';
import { findOther, importFiles, type Manifest, readExport, secretOf } from './archive.ts';
import { makeTables, type OpenHouse, openHouse, placeOf } from './house.ts';
import { hasRows, jobsSchema, nameOf, quoted, quotedColumns, readMigrations, readTables } from './tables.ts';

/**
 * Puts an export into an installation that is empty and not running. Rows come in one transaction after the files: what
 * fails leaves an empty database, and can be tried again.
 */
export async function importHouse(settings: Settings, folder: string, say: (line: string) => void): Promise<Manifest> {
  const manifest = await readExport(folder);
  if (settings.secret && settings.secret !== secretOf(folder)) {
    throw new Problem('The export has another secret than the setting SECRET: empty it, or set it to what it was.');
  }
  const house = await openHouse(settings, say);
  try {
    if (house.running) throw new Problem(`Livestall runs on the data folder ${settings.dataDir}: end it first.`);
    await refuseUsed(house, settings, manifest);
    await makeTables(house, manifest.migrations);
    await importFiles(folder, settings.dataDir, manifest.files);
    await house.sql.begin(async (tx) => {
      await tx`select set_config('statement_timeout', '0', true), set_config('idle_in_transaction_session_timeout', '0', true),
        set_config('enable_seqscan', 'on', true)`;
      await emptyTables(tx);
      for (const table of manifest.tables) await copyIn(tx, table, join(folder, table.path));
      await setSequences(tx);
      // Whoever saw more in the original than the export holds is told to load anew, and two histories never mix.
      await tx`update streams set epoch = epoch + 1`;
    });
    await house.sql`analyze`;
    return manifest;
  } finally {
    await house.close();
  }
}

/** An import never mixes with what is there. */
async function refuseUsed({ sql }: OpenHouse, settings: Settings, manifest: Manifest): Promise<void> {
  if ((await readMigrations(sql)).length > 0) {
    for (const table of await readTables(sql)) {
      if (table.schema === jobsSchema || !(await hasRows(sql, table))) continue;
      throw new Problem(
        `The database in ${placeOf(settings)} is not empty (${nameOf(table)}): import into an empty one, or into another DATA_DIR.`,
      );
    }
  }
  const other = await findOther(settings.dataDir, manifest.files);
  if (other) {
    throw new Problem(`The data folder already has another ${other}: import into another DATA_DIR.`);
  }
}

/** A migration may have put rows into a new table, which the export has too. */
async function emptyTables(tx: TransactionSql): Promise<void> {
  for (const table of (await readTables(tx)).reverse()) {
    if (await hasRows(tx, table)) await tx.unsafe(`delete from ${quoted(table)}`);
  }
}

async function copyIn(tx: TransactionSql, table: Manifest['tables'][number], file: string): Promise<void> {
  const target = await tx.unsafe(`copy ${quoted(table)} (${quotedColumns(table)}) from stdin`).writable();
  await pipeline(createReadStream(file), target);
  const [counted] = await tx.unsafe<{ rows: number }[]>(`select count(*)::int as rows from ${quoted(table)}`);
  if (counted!.rows !== table.rows) {
    throw new Error(`${nameOf(table)} took ${counted!.rows} rows of ${table.rows}.`);
  }
}

/** COPY leaves a sequence where it was, and the next row would take a number that is there already. */
async function setSequences(tx: TransactionSql): Promise<void> {
  for (const table of await readTables(tx)) {
    for (const column of table.columns) {
      const name = quoted(table);
      const [found] = await tx<
        { sequence: string | null }[]
      >`select pg_get_serial_sequence(${name}, ${column}) as sequence`;
      if (!found?.sequence) continue;
      await tx.unsafe(`select setval('${found.sequence}', coalesce(max("${column}"), 1), max("${column}") is not null)
        from ${name}`);
    }
  }
}
