"""What a failing disk does to a case file."""

PAGE = 4096


def flip(path, place):
    """Flip one bit of the file."""
    with path.open("r+b") as stream:
        stream.seek(place)
        byte = stream.read(1)[0]
        stream.seek(place)
        stream.write(bytes([byte ^ 1]))


def log_pages(file):
    """The pages, from 0, that hold the log of an open case file; the first leads to the others."""
    query = "SELECT pageno - 1 FROM dbstat WHERE name = 'entry'"
    return [page for (page,) in file._database.execute(query)]
