"""Draw the small pictures of the ordinary case: `python -m samples.make.media`.

They are kept in `media/`, because an encoder's bytes change with its version and the
export must not. Needs Pillow.
"""

from pathlib import Path

from PIL import Image, ImageDraw

FOLDER = Path(__file__).parent / "media"
SIZE = (640, 430)
SKY, GRASS, WOOD, GAP = (168, 200, 226), (98, 142, 76), (146, 108, 72), (120, 160, 96)
YELLOW, INK, STEEL = (240, 202, 60), (40, 36, 30), (150, 156, 160)
POST, GROUND = 92, 330


def garden(*, mesh: bool) -> Image.Image:
    """Return a fence with two panels out, or with mesh in their place."""
    picture = Image.new("RGB", SIZE, SKY)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, GROUND, *SIZE), fill=GRASS)
    for left in range(0, SIZE[0], POST):
        gone = 2 * POST <= left < 4 * POST
        if not gone:
            for plank in range(left, left + POST, 18):
                pen.rectangle((plank, 130, plank + 15, GROUND + 12), fill=WOOD)
        elif mesh:
            for step in range(0, POST, 14):
                pen.line((left + step, 150, left + step, GROUND), fill=STEEL, width=2)
                pen.line((left, 150 + 2 * step, left + POST, 150 + 2 * step), fill=STEEL, width=2)
        else:
            pen.rectangle((left, 210, left + POST, GROUND), fill=GAP)
        pen.rectangle((left - 5, 110, left + 5, GROUND + 20), fill=(104, 76, 50))
    return picture


def tape() -> Image.Image:
    """Return a tape measure lying between a post and a line."""
    picture = Image.new("RGB", SIZE, GRASS)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((60, 0, 130, SIZE[1]), fill=WOOD)
    pen.line((560, 0, 540, SIZE[1]), fill=(230, 226, 214), width=6)
    pen.polygon(((130, 200), (552, 188), (553, 228), (130, 242)), fill=YELLOW)
    for mark in range(140, 550, 14):
        length = 20 if (mark - 140) % 70 == 0 else 10
        pen.line((mark, 202, mark, 202 + length), fill=INK, width=2)
    return picture


def main() -> None:
    """Write the three pictures."""
    FOLDER.mkdir(exist_ok=True)
    pictures = {"fence": garden(mesh=False), "mesh": garden(mesh=True), "tape": tape()}
    for name, picture in pictures.items():
        picture.save(FOLDER / f"{name}.jpg", quality=72, optimize=True)


if __name__ == "__main__":
    main()
