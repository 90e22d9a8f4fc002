import type { Instant } from "../../time/instants.ts";
import { Unavailable } from "../errors.ts";
import type { Photo } from "./photo.ts";

/** A photo's file on its way out. */
export interface PhotoFile {
  readonly body: ReadableStream;
}

/**
 * Where photos lie, each county's by themselves: the county is the request's own, never a row's. `object`: `2026-11-30/<token>`,
 * the day in UTC.
 */
export interface PhotoStore {
  put(realm: string, object: string, photo: Photo): Promise<void>;
  get(realm: string, object: string): Promise<PhotoFile | null>;
  /** So many names after one, in their order; fewer may come, and `more` says whether others follow. */
  names(realm: string, after: string, most: number): Promise<{ names: string[]; more: boolean }>;
  remove(realm: string, objects: readonly string[]): Promise<void>;
}

const prefixOf = (realm: string) => `photos/${realm}/`;

/** In the bucket of files. */
export function photosIn(files: R2Bucket): PhotoStore {
  return {
    put: async (realm, object, { bytes, type, sha256 }) => {
      await files.put(prefixOf(realm) + object, bytes, { sha256, httpMetadata: { contentType: type } });
    },
    get: (realm, object) => files.get(prefixOf(realm) + object),
    names: async (realm, after, most) => {
      const prefix = prefixOf(realm);
      const { objects, truncated } = await files.list({ prefix, startAfter: prefix + after, limit: most });
      return { names: objects.map(({ key }) => key.slice(prefix.length)), more: truncated };
    },
    remove: async (realm, objects) => {
      if (objects.length > 0) await files.delete(objects.map((object) => prefixOf(realm) + object));
    },
  };
}

/** Where commands run beside the worker, which alone has the files. */
export const noPhotos: PhotoStore = {
  put: async () => away(),
  get: async () => away(),
  names: async () => away(),
  remove: async () => away(),
};

function away(): never {
  throw new Unavailable("photos");
}

/** What a photo sent now is called. */
export const objectOf = ({ token }: Photo, { now }: { now: Instant }): string =>
  `${now.slice(0, 10)}/${token}`;

/** Puts photos where they belong, before anything names them. */
export const putPhotos = async (
  { photos, realm, now }: { photos: PhotoStore; realm: string; now: Instant },
  sent: readonly Photo[],
): Promise<void> => {
  for (const photo of sent) await photos.put(realm, objectOf(photo, { now }), photo);
};
