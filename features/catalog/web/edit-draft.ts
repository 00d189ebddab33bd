import { editableMoney, parseMoney } from '../../../platform/kit/money.ts';
import type { TaxClass } from '../../shops/tax-class.ts';
import {
  type About,
  limitPerBuyerMax,
  type Model,
  onHandMax,
  type Picture,
  type Product,
  type ProductDraft,
  type Reserve,
  reserveMinutesMax,
  spinFramesMin,
} from '../protocol.ts';
import { nothingAbout } from '../whole-draft.ts';
import {
  activeOptions,
  type OptionFields,
  optionProblems,
  type Problems,
  type SkuFields,
} from './edit-options-draft.ts';

/** A frame of a turn. They stand by rank, so that one whose upload was tried again comes to its own place. */
export interface SpinFrame {
  readonly id: string;
  readonly rank: number;
}

/** How the stock is promised; the minutes are empty for the installation's. */
export interface ReserveFields {
  readonly firstPaid: boolean;
  readonly minutes: string;
}

/** A product as it stands in the form. */
export interface ProductFields {
  readonly title: string;
  readonly description: string;
  readonly state: Product['state'];
  readonly pictures: readonly Picture[];
  readonly spin: readonly SpinFrame[];
  readonly model: Model | null;
  /** Empty for none. */
  readonly limit: string;
  readonly taxClass: TaxClass;
  readonly reserve: ReserveFields;
  readonly about: About;
  readonly options: readonly OptionFields[];
  readonly skus: readonly SkuFields[];
}

export function blankSku(id: string): SkuFields {
  const looks = { pictureId: null, video: null };
  return { id, name: '', values: [], code: '', ...looks, price: '', livePrice: '', onHand: '', shownOnHand: '' };
}

export function blankProduct(skuId: string): ProductFields {
  const looks = { pictures: [], spin: [], model: null };
  return {
    title: '',
    description: '',
    state: 'draft',
    ...looks,
    limit: '',
    taxClass: 'standard',
    reserve: { firstPaid: false, minutes: '' },
    about: nothingAbout,
    options: [],
    skus: [blankSku(skuId)],
  };
}

export function fieldsOf(product: Product, locale: string): ProductFields {
  return {
    title: product.title,
    description: product.description,
    state: product.state,
    pictures: product.pictures,
    spin: ranked(product.spin?.pictureIds ?? []),
    model: product.model,
    limit: String(product.limitPerBuyer ?? ''),
    taxClass: product.taxClass,
    reserve: { ...product.reserve, minutes: String(product.reserve.minutes ?? '') },
    about: product.about,
    options: product.options,
    skus: product.skus.map((sku) => ({
      id: sku.id,
      name: sku.name,
      values: sku.values,
      code: sku.code ?? '',
      pictureId: product.pictures.some((picture) => picture.id === sku.pictureId) ? sku.pictureId : null,
      video: sku.video,
      price: editableMoney(sku.priceMinor, product.currency, locale),
      livePrice: sku.livePriceMinor === null ? '' : editableMoney(sku.livePriceMinor, product.currency, locale),
      onHand: String(sku.left),
      shownOnHand: String(sku.left),
    })),
  };
}

/** Reads the form: what is sent, or what is wrong with it. `id` becomes the command's id. */
export function readFields(
  fields: ProductFields,
  { id, currency, locale }: { id: string; currency: string; locale: string },
): { draft: ProductDraft; problems: Problems } {
  const problems: Record<string, string> = {};
  if (fields.title.trim() === '') problems.title = 'titleNeeded';
  if (fields.spin.length > 0 && fields.spin.length < spinFramesMin) problems.spin = 'spinFew';
  Object.assign(problems, optionProblems(fields.options));
  const options = activeOptions(fields.options);
  const codes = fields.skus.map((sku) => sku.code.trim());
  const limitPerBuyer = readLimit(fields.limit);
  if (limitPerBuyer === undefined) problems.limit = 'limitWrong';
  const reserve = readReserve(fields.reserve);
  if (reserve === undefined) problems.reserve = 'reserve.wrong';
  const names = fields.skus.map((sku) => sku.name.trim().toLocaleLowerCase(locale));
  const skus = fields.skus.map((sku, at) => {
    const priceMinor = parseMoney(sku.price, currency, locale);
    const onHand = readCount(sku.onHand);
    const livePriceMinor = sku.livePrice.trim() === '' ? null : parseMoney(sku.livePrice, currency, locale);
    const livePriceBad = livePriceMinor === null ? sku.livePrice.trim() !== '' : livePriceMinor >= (priceMinor ?? 0);
    if (livePriceBad) problems[`${sku.id}.livePrice`] = 'livePriceWrong';
    if (priceMinor === null) problems[`${sku.id}.price`] = 'priceWrong';
    if (onHand === null) problems[`${sku.id}.onHand`] = 'stockWrong';
    if (codes[at] !== '' && codes.indexOf(codes[at] ?? '') < at) problems[`${sku.id}.code`] = 'codeTwice';
    if (options.length > 0) names[at] = sku.id;
    if (names.length > 1 && names[at] === '') problems[`${sku.id}.name`] = 'variantNeeded';
    else if (names.indexOf(names[at] ?? '') < at) problems[`${sku.id}.name`] = 'variantTwice';
    const read = {
      ...{ id: sku.id, name: sku.name.trim(), priceMinor: priceMinor ?? 0, livePriceMinor },
      ...{ code: codes[at] || null, values: [...sku.values], pictureId: pictureOfSku(sku, fields.pictures) },
      videoId: sku.video?.id ?? null,
    };
    return sku.onHand === sku.shownOnHand ? read : { ...read, onHand: onHand ?? 0 };
  });
  const pictureIds = fields.pictures.map((picture) => picture.id);
  const draft = {
    id,
    title: fields.title.trim(),
    description: fields.description,
    state: fields.state,
    pictureIds,
    spinPictureIds: fields.spin.map((frame) => frame.id),
    modelId: fields.model?.id ?? null,
    limitPerBuyer: limitPerBuyer ?? null,
    taxClass: fields.taxClass,
    ...(reserve && { reserve }),
    about: fields.about,
    options: options.map(({ name, values }) => ({ name: name.trim(), values: [...values] })),
    skus,
  };
  return { draft, problems };
}

/** A picture that was taken away from the product is the variant's no more. */
function pictureOfSku({ pictureId }: SkuFields, pictures: readonly Picture[]): string | null {
  return pictures.some((picture) => picture.id === pictureId) ? pictureId : null;
}

export function ranked(pictureIds: readonly string[]): readonly SpinFrame[] {
  return pictureIds.map((id, rank) => ({ id, rank }));
}

export function withFrame(frames: readonly SpinFrame[], frame: SpinFrame): readonly SpinFrame[] {
  const others = frames.filter((each) => each.rank !== frame.rank);
  return [...others, frame].sort((one, other) => one.rank - other.rank);
}

/** The same frames the other way around, the first one kept: it is what is seen first. */
export function reversed(frames: readonly SpinFrame[]): readonly SpinFrame[] {
  const [first, ...rest] = frames.map((frame) => frame.id);
  return first === undefined ? [] : ranked([first, ...rest.reverse()]);
}

/** The list with one element moved; an index outside leaves it as it is. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const next = [...list];
  if (from < 0 || to < 0 || from >= list.length || to >= list.length) return next;
  next.splice(to, 0, ...next.splice(from, 1));
  return next;
}

/** Null for none, undefined for what is no limit. */
function readLimit(text: string): number | null | undefined {
  if (text.trim() === '') return null;
  const limit = readCount(text);
  return limit !== null && limit >= 1 && limit <= limitPerBuyerMax ? limit : undefined;
}

/** Minutes that are hidden do not count: nothing is held. */
function readReserve({ firstPaid, minutes: text }: ReserveFields): Reserve | undefined {
  if (firstPaid || text.trim() === '') return { firstPaid, minutes: null };
  const minutes = readCount(text);
  return minutes !== null && minutes >= 1 && minutes <= reserveMinutesMax ? { firstPaid, minutes } : undefined;
}

function readCount(text: string): number | null {
  const bare = text.trim();
  if (!/^\d{1,7}$/.test(bare)) return null;
  const count = Number(bare);
  return count <= onHandMax ? count : null;
}
