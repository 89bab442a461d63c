"""Spoil a picture as life does: sent on as JPEG once or twice, or photographed from a screen."""

import random
from io import BytesIO

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from screens_set.lots import lot

FORWARDED_PX = 1280
FORWARDED_QUALITY = 40
Matrix = NDArray[np.float64]


def spoil(image: Image.Image, condition: str, seed: str) -> tuple[bytes, str, Matrix]:
    """Return the bytes of the picture, their suffix, and where its points went (3 x 3)."""
    if condition in ("jpeg", "jpeg2"):
        return _forwarded(image, twice=condition == "jpeg2")
    if condition == "photo":
        return _photographed(image, lot(f"photo {seed}"))
    out = BytesIO()
    image.save(out, "PNG", compress_level=4)
    return out.getvalue(), "png", np.eye(3)


def _forwarded(image: Image.Image, *, twice: bool) -> tuple[bytes, str, Matrix]:
    factor = min(1.0, FORWARDED_PX / max(image.size))
    size = (round(image.width * factor), round(image.height * factor))
    data = _jpeg(image.resize(size, Image.Resampling.BICUBIC), FORWARDED_QUALITY)
    if twice:
        again = Image.open(BytesIO(data))
        # A pixel less, so that the second grid of blocks does not lie on the first.
        smaller = again.resize((size[0] - 1, size[1] - 1), Image.Resampling.BILINEAR)
        data = _jpeg(smaller, FORWARDED_QUALITY)
    return data, "jpg", np.diag([factor, factor, 1.0])


def _jpeg(image: Image.Image, quality: int) -> bytes:
    out = BytesIO()
    image.convert("RGB").save(out, "JPEG", quality=quality)
    return out.getvalue()


def _photographed(image: Image.Image, chance: random.Random) -> tuple[bytes, str, Matrix]:
    """Photograph the screen: held at an angle, softly blurred, moire, uneven light, grain."""
    height = chance.choice((1800, 2100, 2400))
    wide = image.width > image.height
    size = (round(height * 4 / 3), height) if wide else (round(height * 3 / 4), height)
    screen = np.asarray(image.convert("RGB"))
    bezel = round(0.03 * max(image.size))
    framed = np.full((image.height + 2 * bezel, image.width + 2 * bezel, 3), 12, np.uint8)
    framed[bezel:-bezel, bezel:-bezel] = screen
    matrix = _view(framed.shape[1], framed.shape[0], size, chance)
    shade = chance.randint(60, 190)
    table = np.array([shade + chance.randint(-22, 22) for _ in range(3)], np.float32)
    ground = np.broadcast_to(table, (size[1], size[0], 3)).copy()
    grain = np.random.default_rng(chance.getrandbits(32))
    ground += cv2.resize(grain.normal(0, 14, (24, 24)).astype(np.float32), size)[:, :, None]
    shown = cv2.warpPerspective(framed, matrix, size, flags=cv2.INTER_AREA).astype(np.float32)
    inside = cv2.warpPerspective(np.ones(framed.shape[:2], np.float32), matrix, size)
    rows, columns = np.mgrid[0 : size[1], 0 : size[0]].astype(np.float32)
    angle, step = chance.uniform(0.2, 1.3), chance.uniform(5, 14)
    waves = np.sin((columns * np.cos(angle) + rows * np.sin(angle)) * 2 * np.pi / step)
    shown *= (1 + chance.uniform(0.01, 0.05) * waves)[:, :, None]
    mixed = shown * inside[:, :, None] + ground * (1 - inside[:, :, None])
    light = 1 + chance.uniform(-0.3, 0.3) * (columns / size[0] - 0.5)
    light += chance.uniform(-0.3, 0.3) * (rows / size[1] - 0.5)
    mixed = cv2.GaussianBlur(mixed * light[:, :, None], (0, 0), chance.uniform(0.6, 1.3))
    mixed += grain.normal(0, chance.uniform(2, 6), mixed.shape)
    photo = Image.fromarray(np.clip(mixed, 0, 255).astype(np.uint8))
    shift = np.array([[1, 0, bezel], [0, 1, bezel], [0, 0, 1]], np.float64)
    return _jpeg(photo, 82), "jpg", matrix @ shift


def _view(width: int, height: int, size: tuple[int, int], chance: random.Random) -> Matrix:
    """Return the perspective under which the screen is seen."""
    share = chance.uniform(0.82, 0.93)
    factor = min(size[0] * share / width, size[1] * share / height)
    wide, high = width * factor, height * factor
    left, top = (size[0] - wide) / 2, (size[1] - high) / 2
    corners = [(left, top), (left + wide, top), (left + wide, top + high), (left, top + high)]
    bend = 0.03 * min(wide, high)
    angle = chance.uniform(-0.05, 0.05)
    middle = np.array([size[0] / 2, size[1] / 2])
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    bent = [
        turn @ (np.array(corner) + [chance.uniform(-bend, bend) for _ in "xy"] - middle) + middle
        for corner in corners
    ]
    flat = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    return cv2.getPerspectiveTransform(flat, np.array(bent, np.float32)).astype(np.float64)
