"""What a failing disk does to a case file."""

PAGE = 4096


def flip(path, place):
    """Flip one bit of the file."""
    with path.open("r+b") as stream:
        stream.seek(place)
        byte = stream.read(1)[0]
        stream.seek(place)
        stream.write(bytes([byte ^ 1]))


def pages_of(file, name):
    """The pages, from 0, that hold a table or index of an open case file; the first leads on."""
    query = "SELECT pageno - 1 FROM dbstat WHERE name = ?"
    return [page for (page,) in file._database.execute(query, (name,))]
