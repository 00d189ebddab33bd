import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';

interface ConfirmDialogProps {
  open: boolean;
  title: string;
  text?: string;
  /** What the act is called on its button, such as "Refund €12.90"; never just "OK". */
  yes: string;
  no: string;
  busy?: boolean;
  problem?: string | null;
  testId?: string;
  onYes(): void;
  onClose(): void;
}

/** Asks once before something that cannot be taken back. */
export function ConfirmDialog({
  open,
  title,
  text,
  yes,
  no,
  busy,
  problem,
  testId,
  onYes,
  onClose,
}: ConfirmDialogProps) {
  return (
    <Dialog open={open} onOpenChange={(next) => !next && onClose()} title={title} text={text} testId={testId}>
      {problem && (
        <p role="alert" className="rounded-control bg-bad-soft px-3.5 py-2.5 text-small font-semibold text-bad">
          {problem}
        </p>
      )}
      <div className="flex flex-wrap-reverse justify-end gap-2">
        <Button look="plain" onClick={onClose} disabled={busy}>
          {no}
        </Button>
        <Button look="bad" onClick={onYes} busy={busy}>
          {yes}
        </Button>
      </div>
    </Dialog>
  );
}
