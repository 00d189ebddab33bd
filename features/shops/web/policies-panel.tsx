import { useQueryClient } from '@tanstack/react-query';
import { FileText } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { languageNames } from '../../../platform/kit/languages.ts';
import { api } from '../../../platform/ui/api.ts';
import { Button } from '../../../platform/ui/button.tsx';
import { ErrorState } from '../../../platform/ui/error-state.tsx';
import { Notice } from '../../../platform/ui/notice.tsx';
import { refusalText } from '../../../platform/ui/refusal-text.ts';
import { Segmented } from '../../../platform/ui/segmented.tsx';
import { Skeleton } from '../../../platform/ui/skeleton.tsx';
import { TextArea } from '../../../platform/ui/text-field.tsx';
import { useAct } from '../../../platform/ui/use-act.ts';
import type { Language } from '../protocol.ts';
import { type PolicyHead, type PolicyKind, policyCharsMax, policyKinds } from '../settings.ts';
import { PanelForm, type PanelProps } from './panel-form.tsx';
import { useOutline } from './use-outline.ts';
import { usePolicies, usePolicy, useShopChanged } from './use-settings.ts';

/** Terms, returns, privacy and imprint, each in every language that the shop speaks. */
export function PoliciesPanel(props: PanelProps) {
  const { t } = useTranslation();
  const { shop } = props.settings;
  const [kind, setKind] = useState<PolicyKind>('terms');
  const [language, setLanguage] = useState<Language>(shop.language);
  const written = usePolicies(shop.id).data?.policies ?? [];
  const has = (one: PolicyKind, inLanguage = language) =>
    written.some((head) => head.kind === one && head.language === inLanguage);
  // On the way through the set-up each of the others comes next, until all are written or skipped.
  const next = policyKinds.slice(policyKinds.indexOf(kind) + 1).find((one) => !has(one));
  return (
    <div className="grid grid-cols-1 gap-5">
      <Segmented
        label={t('shops:policies.which')}
        value={kind}
        options={policyKinds.map((value) => ({
          value,
          label: `${t(`shops:policy.${value}`)}${has(value) ? ' ✓' : ''}`,
          testId: `policy-${value}`,
        }))}
        onChange={(value) => setKind(value)}
      />
      {shop.languages.length > 1 && (
        <Segmented
          label={t('shops:policies.inLanguage')}
          value={language}
          options={shop.languages.map((value) => ({
            value,
            label: `${languageNames[value]}${has(kind, value) ? ' ✓' : ''}`,
          }))}
          onChange={(value) => setLanguage(value)}
        />
      )}
      <OnePolicy
        key={`${kind} ${language}`}
        {...props}
        kind={kind}
        language={language}
        onSaved={() => (next && props.beside ? setKind(next) : props.onSaved())}
      />
    </div>
  );
}

interface OneProps extends PanelProps {
  kind: PolicyKind;
  language: Language;
}

function OnePolicy(props: OneProps) {
  const { settings, kind, language } = props;
  const heads = usePolicies(settings.shop.id);
  const written = heads.data?.policies.some((head) => head.kind === kind && head.language === language) === true;
  const policy = usePolicy(settings.shop.id, kind, language, written);
  if (heads.isError) return <ErrorState text={refusalText(heads.error)} onRetry={() => void heads.refetch()} />;
  if (heads.isPending || (written && policy.isPending)) return <Skeleton className="h-64 rounded-card" />;
  return <PolicyForm {...props} first={written ? (policy.data?.text ?? '') : ''} />;
}

function PolicyForm({ settings, kind, language, first, onSaved, saveText, beside }: OneProps & { first: string }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const changed = useShopChanged(settings.shop.id);
  const outline = useOutline(settings.shop.id, kind, language);
  const [text, setText] = useState(first);
  const [tried, setTried] = useState(false);
  const empty = text.trim() === '' && first === '';
  const path = `/api/shops/${settings.shop.id}/policies/${kind}`;
  const send = (id: string, body: { language: Language; text: string }) =>
    api.put<{ policies: PolicyHead[] }>(path, { id, ...body });
  const save = useAct(send, {
    onDone: () => {
      queries.removeQueries({ queryKey: ['shop-policies', settings.shop.id, kind] satisfies unknown[] });
      changed();
      onSaved();
    },
  });
  return (
    <PanelForm
      saveText={saveText}
      beside={beside}
      busy={save.busy}
      error={save.error}
      onSave={() => {
        setTried(true);
        if (!empty) void save.run({ language, text: text.trim() });
      }}
    >
      <div className="grid gap-2">
        <TextArea
          label={t(`shops:policy.${kind}`)}
          hint={t(`shops:policies.what.${kind}`)}
          rows={14}
          lang={language}
          problem={tried && empty ? t('shops:policies.empty') : null}
          maxLength={policyCharsMax}
          value={text}
          onChange={(event) => setText(event.target.value)}
          data-testid="policy-text"
        />
        {text.trim() === '' && outline !== null && (
          <Button
            look="plain"
            className="justify-self-start"
            onClick={() => setText(outline)}
            data-testid="policy-outline"
          >
            <FileText aria-hidden className="size-5" />
            {t('shops:policies.begin')}
          </Button>
        )}
      </div>
      <Advice text={text} />
    </PanelForm>
  );
}

function Advice({ text }: { text: string }) {
  const { t } = useTranslation();
  return (
    <>
      {/[[［][^\]］]+[\]］]/.test(text) && (
        <Notice tone="warn" testId="policy-brackets">
          {t('shops:policies.brackets')}
        </Notice>
      )}
      <Notice>{t('shops:policies.advice')}</Notice>
    </>
  );
}
