/*
 * Makes photos smaller before they are sent, and with that takes off where they were taken: JPEG, longest side 1600. What can't be
 * read here is sent as it is; the server looks at all of them. A form is sent once they are ready, and not at all while there
 * are more of them than it takes.
 */
const longest = 1600;
const underWay = new WeakMap();

async function smaller(file) {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, longest / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const drawing = canvas.getContext("2d");
  // JPEG knows no transparency.
  drawing.fillStyle = "#fff";
  drawing.fillRect(0, 0, canvas.width, canvas.height);
  drawing.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.8));
  return blob ? new File([blob], `${file.name.replace(/\.\w+$/, "")}.jpg`, { type: blob.type }) : file;
}

const said = (control, text) => {
  const place = control.parentElement.querySelector("[data-photos-said]");
  if (place) place.textContent = text;
};

const megabytes = (files) => (files.reduce((sum, { size }) => sum + size, 0) / 1024 / 1024).toFixed(1);

/** What is too much about the photos chosen, or nothing. */
function tooMuch({ files, dataset }) {
  const [most, bytes] = [Number(dataset.photos), Number(dataset.photosBytes)];
  if (files.length > most) return `最多 ${most} 张，现在选了 ${files.length} 张，请重新选择。`;
  const size = [...files].reduce((sum, each) => sum + each.size, 0);
  return size > bytes
    ? `合计最多 ${bytes / 1024 / 1024} MB，现在有 ${megabytes([...files])} MB，请少选几张，分几次提交。`
    : "";
}

async function prepare(control) {
  const chosen = [...control.files];
  if (chosen.length > Number(control.dataset.photos)) return said(control, tooMuch(control));
  said(control, chosen.length > 0 ? "正在缩小照片……" : "");
  const ready = new DataTransfer();
  // One after the other: a phone has room for one of them at a time.
  for (const file of chosen) ready.items.add(await smaller(file).catch(() => file));
  control.files = ready.files;
  const files = [...control.files];
  const words = files.length > 0 ? `已选 ${files.length} 张，共 ${megabytes(files)} MB。` : "";
  said(control, tooMuch(control) || words);
}

document.addEventListener("change", ({ target }) => {
  if (!(target instanceof HTMLInputElement) || !target.dataset.photos) return;
  const work = prepare(target).catch(() => said(target, ""));
  underWay.set(target, work);
  work.finally(() => underWay.get(target) === work && underWay.delete(target));
});

/** Before htmx hears of it. */
document.addEventListener(
  "submit",
  (event) => {
    const { target: form, submitter } = event;
    const controls = [...form.querySelectorAll("[data-photos]")];
    const control = controls.find((each) => underWay.has(each)) ?? controls.find(tooMuch);
    if (!control) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const work = underWay.get(control);
    if (work) return work.then(() => form.requestSubmit(submitter));
    said(control, tooMuch(control));
    control.focus();
  },
  true,
);
