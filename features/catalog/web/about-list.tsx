import { Droplets, Layers, type LucideIcon, PackageOpen, Sparkles } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { type About, aboutKeys } from '../protocol.ts';

/** What one asks about a thing in one's hand; only what the merchant has said. */
export function AboutList({ about }: { about: About }) {
  const { t } = useTranslation();
  const said = aboutKeys.filter((key) => about[key].trim() !== '');
  if (said.length === 0) return null;
  return (
    <dl data-testid="product-about" className="grid divide-y divide-line rounded-card border border-line bg-surface">
      {said.map((key) => {
        const Icon = icons[key];
        return (
          <div key={key} className="grid grid-cols-[auto_1fr] gap-x-3 px-4 py-3 text-small">
            <dt className="col-span-2 flex items-center gap-2 font-bold">
              <Icon aria-hidden className="size-4 shrink-0 text-accent-text" />
              {t(`catalog:about.${key}`)}
            </dt>
            <dd className="col-span-2 whitespace-pre-line ps-6 text-muted">{about[key].trim()}</dd>
          </div>
        );
      })}
    </dl>
  );
}

const icons: Readonly<Record<keyof About, LucideIcon>> = {
  functions: Sparkles,
  materials: Layers,
  care: Droplets,
  box: PackageOpen,
};
