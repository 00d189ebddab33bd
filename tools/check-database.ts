import { loadPostgres } from '../platform/db/mended-postgres.ts';
import { Problem } from './problem.ts';

const versionMin = 16;
const connectSecondsMax = 5;

/** Whether the PostgreSQL that DATABASE_URL names can be used; the complaint never repeats the address. */
export async function checkDatabase(url: string): Promise<void> {
  const postgres = await loadPostgres();
  const sql = postgres(url, { max: 1, connect_timeout: connectSecondsMax, onnotice: () => {} });
  let version: number;
  try {
    const [row] = await sql`select current_setting('server_version_num')::int / 10000 as version`;
    version = Number(row?.version);
  } catch (error) {
    const reason = (error as Error).message.replaceAll(url, 'DATABASE_URL');
    throw new Problem(`The PostgreSQL of the setting DATABASE_URL cannot be used: ${reason || 'it does not answer'}.`);
  } finally {
    await sql.end({ timeout: 1 });
  }
  if (version >= versionMin) return;
  throw new Problem(
    `The PostgreSQL of the setting DATABASE_URL is version ${version}, but ${versionMin} or newer is needed.`,
  );
}
