import type { ShownPhoto } from "../../worker/domain/kernel/happenings.ts";

/** Photos in a row, each opening whole. `at`: the address below which they are. */
export function Photos(props: { photos: readonly ShownPhoto[]; at: string }) {
  const { photos, at } = props;
  return (
    <p class="photos">
      {photos.map(({ id, width, height }, index) => (
        <a href={`${at}/${encodeURIComponent(id)}`}>
          <img
            src={`${at}/${encodeURIComponent(id)}`}
            alt={`照片 ${index + 1}，共 ${photos.length} 张`}
            width={width}
            height={height}
            loading="lazy"
            decoding="async"
          />
        </a>
      ))}
    </p>
  );
}
