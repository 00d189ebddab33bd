import { useTranslation } from 'react-i18next';
import { OperatorQueue } from '../../../../features/verification/web/operator-queue.tsx';
import { OperatorFrame } from './operator-frame.tsx';

/** For who runs the installation: what merchants want verified. */
export function OperatorVerificationPage() {
  const { t } = useTranslation();
  return (
    <OperatorFrame
      title={t('verification:operator.title')}
      lead={t('verification:operator.lead')}
      forbidden={t('verification:operator.forbidden')}
    >
      <OperatorQueue />
    </OperatorFrame>
  );
}
