-- The case file, version 1. What a person gave and what they said or decided; nothing that the
-- program can work out again, but for what it worked out last, to tell what a new version changes.

CREATE TABLE original (
  id INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL, -- of the bytes as given; a later row of the same hash stands for a mended one
  size INTEGER NOT NULL
);
CREATE INDEX original_by_hash ON original (sha256);

-- The bytes of an original in pieces, so that none has to fit in memory: id is
-- original * 2^20 + the number of the piece.
CREATE TABLE piece (
  id INTEGER PRIMARY KEY,
  bytes BLOB NOT NULL
);

-- The log: everything done, in order. The case is what comes of doing it all again.
CREATE TABLE entry (
  number INTEGER PRIMARY KEY,
  body TEXT NOT NULL, -- JSON, with the fingerprint of the entry before
  fingerprint TEXT NOT NULL -- SHA-256 of body
);
CREATE TRIGGER entry_is_never_changed BEFORE UPDATE ON entry
  BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END;
CREATE TRIGGER entry_is_never_deleted BEFORE DELETE ON entry
  BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END;

CREATE TABLE derived (
  name TEXT PRIMARY KEY,
  body TEXT NOT NULL -- JSON
);
