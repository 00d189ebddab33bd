import { useTranslation } from 'react-i18next';

/** Pressed over the picture like a rubber stamp. The text beside the price says it too, so it is not read out twice. */
export function SoldOutStamp() {
  const { t } = useTranslation();
  return (
    <span aria-hidden className="pointer-events-none absolute inset-0 grid place-items-center p-1">
      <span className="max-w-full animate-stamp rounded-chip border-2 border-bad bg-surface px-1.5 py-0.5 text-center text-tiny font-extrabold uppercase leading-tight text-bad">
        {t('catalog:card.soldOut')}
      </span>
    </span>
  );
}
