"""A photo drawn anew: upright, at most ``max_side`` long, without EXIF, profiles, comments or anything appended."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageOps

from talent.uploads.cleaning.process import Answer, Refused, serve

_WHITE = (255, 255, 255)


def clean_image(source: Path, target: Path, limits: dict[str, int]) -> Answer:
    """Write the copy, JPEG for a JPEG and PNG for a PNG (JPEG where PNG would be too large). Raises Refused."""
    Image.MAX_IMAGE_PIXELS = None  # our own limit is stricter and has a code
    with Image.open(source, formats=["JPEG", "PNG"]) as opened:
        if opened.width * opened.height > limits["max_pixels"]:
            raise Refused("too_many_pixels")
        picture = _flat(ImageOps.exif_transpose(_smaller(opened, limits["max_side"])))
        is_png = opened.format == "PNG"
    # A new image carries no metadata of the old one, whatever the format may learn to keep.
    fresh = Image.frombytes(picture.mode, picture.size, picture.tobytes())
    if is_png:
        fresh.save(target, "PNG")
        is_png = target.stat().st_size <= limits["max_bytes"]
    if not is_png:
        fresh.save(target, "JPEG", quality=88)
    return {"kind": "png" if is_png else "jpeg", "width": fresh.width, "height": fresh.height, "pages": 1}


def _smaller(image: Image.Image, side: int) -> Image.Image:
    if image.mode in ("P", "PA", "1"):  # these can be shrunk only by leaving dots out
        image = image.convert("RGBA" if "transparency" in image.info or image.mode == "PA" else "RGB")
    elif image.mode.startswith("I"):
        image = image.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    image.thumbnail((side, side))
    return image


def _flat(image: Image.Image) -> Image.Image:
    if image.mode in ("L", "RGB") and "transparency" not in image.info:
        return image
    if image.mode not in ("RGBA", "LA") and "transparency" not in image.info:
        return image.convert("RGB")
    layered = image.convert("RGBA")
    paper = Image.new("RGB", layered.size, _WHITE)
    paper.paste(layered, mask=layered.getchannel("A"))
    return paper


if __name__ == "__main__":
    serve(clean_image)
