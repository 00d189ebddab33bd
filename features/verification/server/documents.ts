import { mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { isDatabaseDown } from '../../../platform/db/connect.ts';
import { type Refusal, refuse } from '../../../platform/kit/refusal.ts';
import { kindOfDocument } from '../document-file.ts';
import { type Document, documentsPerShopMax, looseDocumentMs } from '../protocol.ts';
import { countDocuments, dropLoose, insertDocument } from './documents-store.ts';
import type { VerificationNeeds } from './needs.ts';

export interface Documents {
  add(shopId: string, byId: string, name: string, file: Buffer): Promise<Document | Refusal>;
  /** Made of a checked id only. */
  fileOf(documentId: string): string;
}

/** Files in a folder that no public address reaches, readable by this program's own user. [V2] */
export function createDocuments(needs: Pick<VerificationNeeds, 'sql' | 'transact' | 'dataDir' | 'newId'>): Documents {
  const folder = path.join(needs.dataDir, 'documents');
  const fileOf = (id: string) => path.join(folder, id);
  return { add, fileOf };

  async function add(shopId: string, byId: string, name: string, file: Buffer): Promise<Document | Refusal> {
    const kind = kindOfDocument(file);
    if (kind === null) return refuse('document_unreadable');
    await forgetLoose(shopId);
    const full = (await countDocuments(needs.sql, shopId)) >= documentsPerShopMax;
    if (full) return refuse('documents_full', { max: documentsPerShopMax });
    const document = { id: needs.newId(), name, kind, bytes: file.length };
    await writeFile(folder, document.id, file);
    // The row comes last: a document that is known is on the disk.
    await needs
      .transact((tx) => insertDocument(tx, shopId, byId, document))
      .catch(async (error: unknown) => {
        // With a lost connection nobody knows whether the row was written: the file stays, for it may be there.
        if (!isDatabaseDown(error)) await rm(fileOf(document.id), { force: true });
        throw error;
      });
    return document;
  }

  /** The rows go first: a file without one is never found, and a row without a file would be. */
  async function forgetLoose(shopId: string): Promise<void> {
    const gone = await needs.transact((tx) => dropLoose(tx, shopId, tx.now - looseDocumentMs));
    for (const id of gone) await rm(fileOf(id), { force: true });
  }
}

/** Appears under its name when every byte is on the disk. */
async function writeFile(folder: string, id: string, bytes: Buffer): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const making = path.join(folder, `.making-${id}`);
  try {
    await using file = await open(making, 'w', 0o600);
    await file.writeFile(bytes);
    await file.sync();
    await rename(making, path.join(folder, id));
  } catch (error) {
    await rm(making, { force: true });
    throw error;
  }
  await using parent = await open(folder, 'r');
  await parent.sync();
}
