import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../platform/ui/button.tsx';
import { IconButton } from '../../../platform/ui/icon-button.tsx';
import { Notice } from '../../../platform/ui/notice.tsx';
import { TextField } from '../../../platform/ui/text-field.tsx';
import { optionCharsMax, optionsMax, skusPerProductMax } from '../protocol.ts';
import { combinationCount, type OptionFields, type Problems, readValues } from './edit-options-draft.ts';

interface EditOptionsProps {
  options: readonly OptionFields[];
  problems: Problems;
  onChange(options: readonly OptionFields[]): void;
}

/** What buyers choose by, such as colour and size. The variants follow from it. */
export function EditOptions({ options, problems, onChange }: EditOptionsProps) {
  const { t } = useTranslation();
  const put = (at: number, option: OptionFields) =>
    onChange(options.map((one, index) => (index === at ? option : one)));
  return (
    <fieldset className="grid min-w-0 gap-3">
      <legend className="mb-1 text-title font-extrabold">{t('catalog:edit.options')}</legend>
      <p className="text-small text-muted">{t('catalog:edit.optionsHint')}</p>
      {options.map((option, at) => (
        <OptionRow
          // biome-ignore lint/suspicious/noArrayIndexKey: an option is its place; its name and its values are being typed.
          key={at}
          place={at + 1}
          option={option}
          problem={problems[`option-${at}`]}
          onChange={(next) => put(at, next)}
          onRemove={() => onChange(options.filter((_, index) => index !== at))}
        />
      ))}
      {combinationCount(options) > skusPerProductMax && (
        <Notice tone="warn">{t('catalog:edit.tooManyVariants', { count: skusPerProductMax })}</Notice>
      )}
      {options.length < optionsMax && (
        <Button
          look="plain"
          className="justify-self-start"
          onClick={() => onChange([...options, { name: '', values: [] }])}
          data-testid="edit-add-option"
        >
          <Plus aria-hidden className="size-5" />
          {t('catalog:edit.addOption')}
        </Button>
      )}
    </fieldset>
  );
}

interface OptionRowProps {
  place: number;
  option: OptionFields;
  problem: string | undefined;
  onChange(option: OptionFields): void;
  onRemove(): void;
}

/** Values count when the field is left: half a word must not become a variant. */
function OptionRow({ place, option, problem, onChange, onRemove }: OptionRowProps) {
  const { t } = useTranslation();
  const shown = option.values.join(', ');
  const [typed, setTyped] = useState<string | null>(null);
  const take = () => {
    if (typed !== null) onChange({ ...option, values: readValues(typed) });
    setTyped(null);
  };
  return (
    <div className="grid grid-cols-[1fr_auto] items-start gap-3 rounded-card border border-line bg-surface p-3 sm:grid-cols-[10rem_1fr_auto]">
      <TextField
        label={t('catalog:edit.optionName')}
        placeholder={t('catalog:edit.optionNameExample')}
        maxLength={optionCharsMax}
        value={option.name}
        onChange={(event) => onChange({ ...option, name: event.target.value })}
        problem={problem ? t(`catalog:edit.${problem}`, { most: optionCharsMax }) : null}
        data-testid={`edit-option-${place}`}
      />
      <IconButton
        label={t('catalog:edit.removeOption', { name: option.name || place })}
        className="mt-6.5 sm:order-last"
        onClick={onRemove}
      >
        <Trash2 aria-hidden className="size-4.5" />
      </IconButton>
      <TextField
        label={`${t('catalog:edit.optionValues')} · ${t('catalog:edit.optionValuesHint')}`}
        className="max-sm:col-span-2"
        placeholder={t('catalog:edit.optionValuesExample')}
        value={typed ?? shown}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={take}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          take();
        }}
        data-testid={`edit-option-values-${place}`}
      />
    </div>
  );
}
