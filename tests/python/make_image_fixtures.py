"""Writes Segmentation/Images/images.json of QuantGen.Samples.Tests: files that Pillow wrote with the values it reads from them, and pictures resized by torch (python3-pil, python3-torch)."""

import base64
import io
import json
import pathlib
import random

import torch
from PIL import Image

chance = random.Random(1)


def values(count, below=256):
    return [chance.randrange(below) for _ in range(count)]


def smooth(width, height):
    """Colours that change slowly, so that a lossy file is close to them."""
    return bytes((x * 255 // width, y * 255 // height, (x + y) * 255 // (width + height))[c]
                 for y in range(height) for x in range(width) for c in range(3))


def file_of(image, **options):
    stream = io.BytesIO()
    image.save(stream, **options)
    return stream.getvalue()


def entry(name, image, **options):
    data = file_of(image, **options)
    read = Image.open(io.BytesIO(data))
    result = {"name": name, "width": read.width, "height": read.height, "file": base64.b64encode(data).decode(),
              "rgb": list(read.convert("RGB").tobytes())}
    if read.mode in ("P", "L") and options["format"] == "PNG":
        result["labels"] = list(read.tobytes())
    return result


def with_palette(width, height, below):
    image = Image.new("P", (width, height))
    image.putpalette(values(3 * below))
    image.putdata(values(width * height, below))
    return image


def of(mode, width, height, bands):
    return Image.frombytes(mode, (width, height), bytes(values(width * height * bands)))


files = [
    entry("gray", of("L", 7, 5, 1), format="PNG"),
    entry("palette of 256", with_palette(9, 4, 256), format="PNG"),
    entry("palette of 16", with_palette(9, 4, 16), format="PNG", bits=4),
    entry("palette of 2", with_palette(9, 4, 2), format="PNG", bits=1),
    entry("colours", of("RGB", 6, 5, 3), format="PNG"),
    entry("colours and transparency", of("RGBA", 6, 5, 4), format="PNG"),
    entry("jpeg", Image.frombytes("RGB", (19, 13), smooth(19, 13)), format="JPEG", quality=90),
    entry("jpeg of halved colours, progressive", Image.frombytes("RGB", (33, 18), smooth(33, 18)), format="JPEG", quality=75, subsampling=2, progressive=True),
    entry("gray jpeg", of("L", 16, 9, 1), format="JPEG", quality=95),
]


def resized(width, height, to_width, to_height):
    pixels = values(width * height * 3)
    image = torch.tensor(pixels, dtype=torch.uint8).reshape(1, height, width, 3).permute(0, 3, 1, 2)
    bilinear = torch.nn.functional.interpolate(image.float(), size=(to_height, to_width), mode="bilinear", align_corners=False, antialias=True)
    nearest = torch.nn.functional.interpolate(image[:, :1].float(), size=(to_height, to_width), mode="nearest")
    return {"width": width, "height": height, "toWidth": to_width, "toHeight": to_height, "pixels": pixels,
            "bilinear": bilinear.round().to(torch.uint8).permute(0, 2, 3, 1).flatten().tolist(),
            "nearest": nearest.to(torch.uint8).flatten().tolist()}


sizes = [(8, 6, 4, 3), (7, 5, 5, 4), (10, 9, 3, 2), (5, 4, 9, 11), (6, 6, 6, 3), (16, 12, 15, 13), (1, 1, 3, 2), (13, 3, 1, 1)]

with open(pathlib.Path(__file__).parent.parent / "QuantGen.Samples.Tests/Segmentation/Images/images.json", "w", encoding="ascii") as out:
    json.dump({"files": files, "resized": [resized(*size) for size in sizes]}, out, separators=(",", ":"))
    out.write("\n")
