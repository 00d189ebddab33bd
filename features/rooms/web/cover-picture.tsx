import { useState } from 'react';
import { classNames } from '../../../platform/ui/class-names.ts';

const widths = [1080, 480, 160] as const;

/** A room says which picture is its cover, not how wide that is: a width that was never made gives way to the next. */
export function CoverPicture({
  pictureId,
  width,
  className,
}: {
  pictureId: string;
  width: 1080 | 480;
  className?: string;
}) {
  const [step, setStep] = useState(widths.indexOf(width));
  return (
    <img
      src={`/pictures/${pictureId}/${widths[step]}.webp`}
      alt=""
      onError={() => setStep((before) => Math.min(before + 1, widths.length - 1))}
      className={classNames('absolute inset-0 size-full object-cover', className)}
    />
  );
}
