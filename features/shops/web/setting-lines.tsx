import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Badge } from '../../../platform/ui/badge.tsx';
import { IconButton } from '../../../platform/ui/icon-button.tsx';

interface SettingLine {
  readonly name: string;
  readonly example: string;
  readonly there: boolean;
}

/** What only who runs the installation can set, as lines to copy: secrets never go through a browser. */
export function SettingLines({ lines }: { lines: readonly SettingLine[] }) {
  const { t } = useTranslation();
  return (
    <div className="grid gap-2">
      <p className="text-small text-muted">{t('shops:lines.where')}</p>
      {lines.map((line) => (
        <Line key={line.name} {...line} />
      ))}
    </div>
  );
}

function Line({ name, example, there }: SettingLine) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const line = `${name}=${example}`;
  const copy = async () => {
    // Browsers keep the clipboard from pages without HTTPS: the line can still be marked by hand.
    await navigator.clipboard?.writeText(line).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <div className="flex items-center gap-2 rounded-control bg-sunken ps-3.5">
      <code className="min-w-0 flex-1 py-2 text-small break-all select-all">{line}</code>
      <Badge tone={there ? 'good' : 'warn'}>{t(there ? 'shops:lines.there' : 'shops:lines.missing')}</Badge>
      <IconButton label={t(copied ? 'shops:lines.copied' : 'shops:lines.copy')} onClick={() => void copy()}>
        {copied ? <Check aria-hidden className="size-5" /> : <Copy aria-hidden className="size-5" />}
      </IconButton>
    </div>
  );
}
