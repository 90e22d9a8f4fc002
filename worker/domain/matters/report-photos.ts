import { asksPhotos, fieldsOf } from "../kernel/input.ts";
import { photos } from "../photos/field.ts";
import { mostOfResidents, photosHint } from "../photos/photo.ts";

/** The photos that a report may bring. */
export const reportPhotos = photos(
  "照片",
  mostOfResidents,
  `${photosHint(mostOfResidents)}。拍清楚是哪里、什么问题，请不要拍到人脸、证件、门牌和车牌。拍摄的地点和时间不会保存。`,
);

/** How its form asks for them. */
export const photosAsked = fieldsOf({ photos: reportPhotos }).filter(asksPhotos);
