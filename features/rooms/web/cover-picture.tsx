import { classNames } from '../../../platform/ui/class-names.ts';
import { Mark } from '../../../platform/ui/mark.tsx';

/** A room's cover, filling what it is put into. A picture that was never so wide comes as wide as it is. */
export function CoverPicture({
  pictureId,
  width,
  className,
}: {
  pictureId: string;
  width: 1080 | 480;
  className?: string;
}) {
  return (
    <img
      src={`/pictures/${pictureId}/${width}.webp`}
      alt=""
      className={classNames('absolute inset-0 size-full object-cover', className)}
    />
  );
}

/** A room without a cover: the stall itself, with its lamp lit. */
export function NoCover() {
  return (
    <div aria-hidden className="evening absolute inset-0 grid place-items-center">
      <Mark className="w-2/5 max-w-24 opacity-90 [--ink:var(--color-on-stage)] [--paper:var(--color-stage)]" />
    </div>
  );
}
