import { useCallback, useRef, useState } from 'react';
import { newId } from '../../../platform/ui/ids.ts';
import { refusalText } from '../../../platform/ui/refusal-text.ts';
import { upload } from '../../../platform/ui/upload.ts';

export interface UploadItem {
  readonly key: string;
  readonly file: File;
  /** How much has been sent, 0 to 1. */
  readonly share: number;
  readonly problem: string | null;
}

export interface Uploads {
  readonly items: readonly UploadItem[];
  readonly running: boolean;
  add(files: readonly File[]): void;
  retry(key: string): void;
  drop(key: string): void;
}

/** Files on their way to an address, one after another: a phone's line is shared by the show. */
export function useUploads<Made>(address: string, onMade: (made: Made, file: File) => void): Uploads {
  const [items, setItems] = useState<readonly UploadItem[]>([]);
  const queue = useRef<Promise<void>>(Promise.resolve());
  const arrived = useRef(onMade);
  arrived.current = onMade;

  const change = useCallback((key: string, next: Partial<UploadItem>) => {
    setItems((all) => all.map((item) => (item.key === key ? { ...item, ...next } : item)));
  }, []);
  const drop = useCallback((key: string) => setItems((all) => all.filter((item) => item.key !== key)), []);

  const send = useCallback(
    (key: string, file: File) => {
      queue.current = queue.current.then(async () => {
        try {
          const made = await upload<Made>(address, file, file.name, (share) => change(key, { share }));
          drop(key);
          arrived.current(made, file);
        } catch (error) {
          change(key, { problem: refusalText(error) });
        }
      });
    },
    [address, change, drop],
  );

  const add = useCallback(
    (files: readonly File[]) => {
      const made = files.map((file) => ({ key: newId(), file, share: 0, problem: null }));
      setItems((all) => [...all, ...made]);
      for (const item of made) send(item.key, item.file);
    },
    [send],
  );
  const retry = (key: string) => {
    const item = items.find((each) => each.key === key);
    if (!item) return;
    change(key, { share: 0, problem: null });
    send(key, item.file);
  };
  return { items, running: items.some((item) => item.problem === null), add, retry, drop };
}
