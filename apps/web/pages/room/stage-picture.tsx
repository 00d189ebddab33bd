interface StagePictureProps {
  roomId: string;
  live: boolean;
  coverPictureId: string | null;
  muted: boolean;
}

export function StagePicture({ coverPictureId }: StagePictureProps) {
  if (coverPictureId === null) return <div className="absolute inset-0 bg-stage" />;
  return (
    <img src={`/pictures/${coverPictureId}/1080.webp`} alt="" className="absolute inset-0 size-full object-cover" />
  );
}
