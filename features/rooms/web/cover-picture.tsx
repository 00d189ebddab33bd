import { classNames } from '../../../platform/ui/class-names.ts';

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
