// A photo of a telephone has far more points than a page shows: it is made smaller before it goes over the nursery's network. What this browser cannot
// read goes as it is; the server says what is wrong with it.
const SIDE_MAX = 2048;
export const FILE_MAX = 8 * 1024 * 1024;

export async function shrink(file: Blob): Promise<Blob> {
    try {
        const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
        const factor = Math.min(1, SIDE_MAX / Math.max(picture.width, picture.height));
        if (factor === 1 && file.size < 1024 * 1024) return file;
        const canvas = document.createElement("canvas");
        canvas.width = Math.max(1, Math.round(picture.width * factor));
        canvas.height = Math.max(1, Math.round(picture.height * factor));
        canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
        picture.close();
        const made = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/jpeg", 0.88));
        return made && made.size < file.size ? made : file;
    } catch {
        return file;
    }
}
