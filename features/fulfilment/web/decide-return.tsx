import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../platform/ui/button.tsx';
import { SwitchField } from '../../../platform/ui/switch-field.tsx';
import { TextArea } from '../../../platform/ui/text-field.tsx';
import { toast } from '../../../platform/ui/toast.tsx';
import type { Order } from '../../orders/protocol.ts';
import { type AcceptReturn, type DeclineReturn, type Return, returnNoteCharsMax } from '../protocol.ts';
import { ReturnFacts } from './return-facts.tsx';
import { useAfterAct } from './use-fulfilment.ts';

/** A return that waits: the merchant refunds it, or says why not. */
export function DecideReturn({ asked, order }: { asked: Return; order: Order }) {
  const { t } = useTranslation();
  const [restock, setRestock] = useState(true);
  const [declining, setDeclining] = useState(false);
  const accept = useAfterAct<Omit<AcceptReturn, 'id'>>(`/api/returns/${asked.id}/accept`, () =>
    toast(t('fulfilment:decide.accepted'), 'good'),
  );
  return (
    <section
      className="grid gap-3 rounded-control border border-warn bg-warn-soft p-3"
      data-testid="return-asked"
      aria-label={t('fulfilment:decide.wants')}
    >
      <p className="text-tiny font-bold text-warn">{t('fulfilment:decide.wants')}</p>
      <ReturnFacts asked={asked} order={order} />
      {declining ? (
        <Decline returnId={asked.id} onBack={() => setDeclining(false)} />
      ) : (
        <>
          <SwitchField
            label={t('fulfilment:decide.restock')}
            on={restock}
            onChange={setRestock}
            testId="return-restock"
          />
          <div className="flex flex-wrap justify-end gap-2">
            <Button look="plain" size="small" onClick={() => setDeclining(true)} data-testid="return-decline">
              {t('fulfilment:decide.decline')}
            </Button>
            <Button
              size="small"
              busy={accept.busy}
              onClick={() => void accept.run({ restock })}
              data-testid="return-accept"
            >
              {t('fulfilment:decide.accept')}
            </Button>
          </div>
        </>
      )}
    </section>
  );
}

function Decline({ returnId, onBack }: { returnId: string; onBack(): void }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const decline = useAfterAct<Omit<DeclineReturn, 'id'>>(`/api/returns/${returnId}/decline`, onBack);
  // One line for the server: what the buyer reads is a sentence.
  const said = text.replaceAll(/\s+/g, ' ').trim();
  return (
    <>
      <TextArea
        label={t('fulfilment:decide.why')}
        maxLength={returnNoteCharsMax}
        value={text}
        onChange={(event) => setText(event.target.value)}
        data-testid="decline-text"
      />
      <div className="flex flex-wrap justify-end gap-2">
        <Button look="plain" size="small" onClick={onBack}>
          {t('fulfilment:decide.back')}
        </Button>
        <Button
          size="small"
          busy={decline.busy}
          disabled={said === ''}
          onClick={() => void decline.run({ text: said })}
          data-testid="decline-yes"
        >
          {t('fulfilment:decide.send')}
        </Button>
      </div>
    </>
  );
}
