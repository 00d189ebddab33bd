import { Send } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../platform/ui/button.tsx';
import { ErrorState } from '../../../platform/ui/error-state.tsx';
import { Notice } from '../../../platform/ui/notice.tsx';
import { refusalText } from '../../../platform/ui/refusal-text.ts';
import { Skeleton } from '../../../platform/ui/skeleton.tsx';
import { TextField } from '../../../platform/ui/text-field.tsx';
import { type MailState, senderNameCharsMax } from '../settings.ts';
import { PanelForm, PanelPart, type PanelProps } from './panel-form.tsx';
import { SettingLines } from './setting-lines.tsx';
import { useChangeSettings, useMailState, useTestLetter } from './use-settings.ts';

/** Who signs the shop's letters, and whether they leave the house at all. */
export function MailPanel({ settings, onSaved, ...form }: PanelProps) {
  const { t } = useTranslation();
  const { shop, sender } = settings;
  const [name, setName] = useState(sender?.name ?? shop.name);
  const [address, setAddress] = useState(sender?.address ?? '');
  const [tried, setTried] = useState(false);
  const save = useChangeSettings(shop.id, onSaved);
  const none = address.trim() === '';
  const addressWrong = !none && !/^\S+@\S+\.\S+$/.test(address.trim());
  const nameMissing = !none && name.trim() === '';
  const submit = () => {
    setTried(true);
    if (addressWrong || nameMissing) return;
    void save.run({ sender: none ? null : { name: name.trim(), address: address.trim() } });
  };
  return (
    <PanelForm {...form} busy={save.busy} error={save.error} onSave={submit}>
      <PanelPart title={t('shops:mail.sender')} text={t('shops:mail.senderWhy')}>
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <TextField
            label={t('shops:mail.name')}
            maxLength={senderNameCharsMax}
            value={name}
            onChange={(event) => setName(event.target.value)}
            problem={tried && nameMissing ? t('shops:mail.nameNeeded') : null}
            data-testid="mail-name"
          />
          <TextField
            label={t('shops:mail.address')}
            type="email"
            autoComplete="off"
            value={address}
            onChange={(event) => setAddress(event.target.value)}
            problem={tried && addressWrong ? t('shops:mail.addressWrong') : null}
            data-testid="mail-address"
          />
        </div>
      </PanelPart>
      <PanelPart title={t('shops:mail.server')}>
        <Server shopId={shop.id} />
      </PanelPart>
    </PanelForm>
  );
}

function Server({ shopId }: { shopId: string }) {
  const mail = useMailState(shopId);
  if (mail.data) return <ServerState shopId={shopId} mail={mail.data} />;
  if (mail.isError) return <ErrorState text={refusalText(mail.error)} onRetry={() => void mail.refetch()} />;
  return <Skeleton className="h-24 rounded-card" />;
}

function ServerState({ shopId, mail }: { shopId: string; mail: MailState }) {
  const { t } = useTranslation();
  const letter = useTestLetter(shopId);
  const [sent, setSent] = useState<string | null>(null);
  const smtp = mail.by === 'smtp';
  const send = async () => {
    setSent(null);
    const answer = await letter.run(undefined);
    if (answer) setSent(t(answer.by === 'smtp' ? 'shops:mail.sent' : 'shops:mail.filed', { to: answer.to }));
  };
  return (
    <div className="grid gap-3">
      <Notice tone={smtp ? 'good' : 'warn'} testId="mail-state">
        {smtp ? t('shops:mail.bySmtp', { host: mail.host }) : t('shops:mail.byFile')}
        {smtp && <span className="block font-normal">{t(`shops:mail.signsIn.${mail.signsIn}`)}</span>}
      </Notice>
      <SettingLines lines={[{ name: 'SMTP_URL', example: 'smtps://user:password@mail.example.com', there: smtp }]} />
      <div className="flex flex-wrap items-center gap-3">
        <Button look="plain" busy={letter.busy} onClick={() => void send()} data-testid="mail-test">
          <Send aria-hidden className="size-5" />
          {t('shops:mail.test')}
        </Button>
        <span className="text-small text-muted">{t('shops:mail.testWhat')}</span>
      </div>
      {letter.error !== null && (
        <Notice tone="bad" testId="mail-refused">
          {refusalText(letter.error)}
        </Notice>
      )}
      {sent !== null && (
        <Notice tone={smtp ? 'good' : 'plain'} testId="mail-sent">
          {sent}
        </Notice>
      )}
    </div>
  );
}
