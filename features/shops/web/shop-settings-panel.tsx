import type { ComponentType } from 'react';
import type { SetupStep } from '../settings.ts';
import { DeliveryPanel } from './delivery-panel.tsx';
import { LanguagesPanel } from './languages-panel.tsx';
import { MailPanel } from './mail-panel.tsx';
import { NamePanel } from './name-panel.tsx';
import type { PanelProps } from './panel-form.tsx';
import { PaymentPanel } from './payment-panel.tsx';
import { PoliciesPanel } from './policies-panel.tsx';
import { TaxPanel } from './tax-panel.tsx';

const panels: Readonly<Record<SetupStep, ComponentType<PanelProps>>> = {
  name: NamePanel,
  languages: LanguagesPanel,
  tax: TaxPanel,
  delivery: DeliveryPanel,
  mail: MailPanel,
  payment: PaymentPanel,
  policies: PoliciesPanel,
};

/** One part of a shop's settings: the same on the way through the set-up and afterwards. */
export function ShopSettingsPanel({ step, ...props }: PanelProps & { step: SetupStep }) {
  const Panel = panels[step];
  return <Panel key={`${props.settings.shop.id} ${step}`} {...props} />;
}
