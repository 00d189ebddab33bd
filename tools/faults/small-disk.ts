import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const ballastName = 'ballast';
/** As small as PostgreSQL's blocks, so that nothing fits in what is left. */
const smallestBytes = 4_096;
const chunkBytes = 1_048_576;

/** A file system of a few megabytes in memory, that a test fills and frees. It needs the rights to mount. */
export class SmallDisk {
  readonly folder: string;

  /** Null where this user may not mount. */
  static mount(folder: string, megabytes: number): SmallDisk | null {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const options = ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0700`, 'livestall-test', folder];
    const mounted = spawnSync('mount', options, { stdio: 'ignore' });
    return mounted.status === 0 ? new SmallDisk(folder) : null;
  }

  private constructor(folder: string) {
    this.folder = folder;
  }

  /** Until not a byte is left. */
  fill(): void {
    const file = openSync(join(this.folder, ballastName), 'a');
    try {
      for (let bytes = chunkBytes; bytes >= smallestBytes; ) {
        try {
          if (writeSync(file, Buffer.alloc(bytes)) < bytes) bytes /= 2;
        } catch {
          bytes /= 2;
        }
      }
    } finally {
      closeSync(file);
    }
  }

  free(): void {
    rmSync(join(this.folder, ballastName), { force: true });
  }

  unmount(): void {
    spawnSync('umount', ['-l', this.folder], { stdio: 'ignore' });
  }
}
