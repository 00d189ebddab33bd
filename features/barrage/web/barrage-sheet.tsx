import { type ComponentProps, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Segmented } from '../../../platform/ui/segmented.tsx';
import { Sheet } from '../../../platform/ui/sheet.tsx';
import { SwitchField } from '../../../platform/ui/switch-field.tsx';
import { areas, opacityPercentMin, opacityPercentStep, sizes, speeds } from '../barrage-choice.ts';
import { chooseBarrage, useBarrageChoice, useTalkShown } from './use-barrage-choice.ts';

interface BarrageSheetProps {
  open: boolean;
  onOpenChange(open: boolean): void;
  /** A laptop's list stands beside the picture at all times. */
  wide: boolean;
}

/** How talk is read. Each choice counts at once, and is kept on this device. */
export function BarrageSheet({ open, onOpenChange, wide }: BarrageSheetProps) {
  const { t } = useTranslation();
  const { flies, lists, size, speed, area, opacityPercent } = useBarrageChoice();
  const shown = useTalkShown();
  return (
    <Sheet open={open} onOpenChange={onOpenChange} title={t('barrage:choice.title')} testId="barrage-sheet">
      <div className="grid gap-4">
        <SwitchField
          label={t('barrage:choice.flies')}
          {...(flies && !shown.flies ? { hint: t('barrage:choice.still') } : {})}
          on={flies}
          onChange={(on) => chooseBarrage({ flies: on })}
          testId="barrage-switch"
        />
        {!wide && (
          <SwitchField
            label={t('barrage:choice.lists')}
            on={lists}
            onChange={(on) => chooseBarrage({ lists: on })}
            testId="list-switch"
          />
        )}
        <OneOf
          label={t('barrage:choice.size')}
          value={size}
          options={sizes.map((value) => ({ value, label: t(`barrage:choice.sizes.${value}`) }))}
          onChange={(chosen) => chooseBarrage({ size: chosen })}
        />
        <OneOf
          label={t('barrage:choice.speed')}
          value={speed}
          options={speeds.map((value) => ({ value, label: t(`barrage:choice.speeds.${value}`) }))}
          onChange={(chosen) => chooseBarrage({ speed: chosen })}
        />
        <OneOf
          label={t('barrage:choice.area')}
          value={area}
          options={areas.map((value) => ({
            value,
            label: t(`barrage:choice.areas.${value}`),
            testId: `area-${value}`,
          }))}
          onChange={(chosen) => chooseBarrage({ area: chosen })}
        />
        <Opacity percent={opacityPercent} />
      </div>
    </Sheet>
  );
}

function OneOf<V extends string>(props: ComponentProps<typeof Segmented<V>>) {
  return (
    <div className="grid gap-1.5">
      <p aria-hidden className="text-small font-semibold">
        {props.label}
      </p>
      <Segmented {...props} />
    </div>
  );
}

function Opacity({ percent }: { percent: number }) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="flex text-small font-semibold">
        <span className="flex-1">{t('barrage:choice.opacity')}</span>
        <span className="tabular text-muted">{percent} %</span>
      </label>
      <input
        id={id}
        type="range"
        data-testid="barrage-opacity"
        min={opacityPercentMin}
        max={100}
        step={opacityPercentStep}
        value={percent}
        aria-valuetext={`${percent} %`}
        onChange={(event) => chooseBarrage({ opacityPercent: Number(event.target.value) })}
        className="h-11 w-full accent-accent"
      />
    </div>
  );
}
