import { mkdir, open, rename, rm } from 'node:fs/promises';

/** It appears at once, under its final name, when every byte is on the disk. */
export async function writeWhole(folder: string, name: string, data: Uint8Array): Promise<void> {
  await mkdir(folder, { recursive: true });
  const making = `${name}.making`;
  try {
    {
      await using file = await open(making, 'w');
      await file.writeFile(data);
      await file.sync();
    }
    await rename(making, name);
  } catch (error) {
    await rm(making, { force: true });
    throw error;
  }
  await using parent = await open(folder, 'r');
  await parent.sync();
}
