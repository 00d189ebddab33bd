import { FileDown } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { CsvImport } from '../../../../features/catalog/web/csv-import.tsx';
import { usePageTitle } from '../../../../platform/ui/use-page-title.ts';
import { MerchantFrame } from './merchant-frame.tsx';

/** All products of the shop as a file, out and in. */
export function MerchantImportPage() {
  return (
    <MerchantFrame>
      {({ shop }) => (
        <>
          <CsvExport shopId={shop.id} />
          <CsvImport key={shop.id} shopId={shop.id} />
        </>
      )}
    </MerchantFrame>
  );
}

function CsvExport({ shopId }: { shopId: string }) {
  const { t } = useTranslation();
  usePageTitle(t('catalog:import.title'));
  return (
    <section className="flex flex-wrap items-center justify-between gap-4 rounded-card border border-line bg-surface p-4 shadow-low sm:p-5">
      <div className="grid min-w-0 flex-1 basis-72 gap-1">
        <h2 className="text-title font-extrabold">{t('catalog:import.exportTitle')}</h2>
        <p className="text-small text-muted">{t('catalog:import.exportText')}</p>
      </div>
      <a
        href={`/api/shops/${shopId}/products.csv`}
        download="products.csv"
        data-testid="export-csv"
        className="inline-flex min-h-11 items-center gap-2 rounded-control border border-line-strong bg-surface px-4 font-bold hover:border-accent"
      >
        <FileDown aria-hidden className="size-5" />
        {t('catalog:import.export')}
      </a>
    </section>
  );
}
